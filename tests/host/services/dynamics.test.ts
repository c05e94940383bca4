import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { liveSettings, type DynamicsFrame } from '../../../preload/contract/index.ts';
import { createDynamicsService } from '../../../main/host/services/dynamics.ts';

const frames: DynamicsFrame[] = [];
let service = createDynamicsService((frame) => void frames.push(frame));

afterEach(() => {
  service.dispose();
  frames.length = 0;
  service = createDynamicsService((frame) => void frames.push(frame));
});

const openOne = async (settings: Record<string, unknown> = {}) =>
  (await service.dynamicsOpen({ settings: liveSettings.parse(settings) })).id;
const newest = () => frames.at(-1)!;
const shown = (check: (frame: DynamicsFrame) => boolean) =>
  vi.waitFor(() => expect(frames.some(check)).toBe(true));
const automaton = (chosen: Record<string, unknown>) =>
  liveSettings.parse({ system: { type: 'automaton', ...chosen } }).system;
const flock = (chosen: Record<string, unknown> = {}) =>
  liveSettings.parse({ system: { type: 'vicsek', side: 16, ...chosen } }).system;

describe('the live dynamics', () => {
  it.each(['automaton', 'probabilistic-automaton', 'diffusion', 'vicsek'])(
    'show a system of type %s, run it and pause it',
    async (type) => {
      const id = await openOne({ system: { type }, stepsPerFrame: 3 });
      await shown((frame) => frame.step === 0);
      expect(newest()).toMatchObject({ id, running: false });
      await service.dynamicsRun({ id });
      await shown((frame) => frame.step > 5 && frame.running);
      expect(newest().updatesPerSecond).toBeGreaterThan(0);
      await service.dynamicsPause({ id });
      await shown((frame) => !frame.running && frame.step > 0);
      expect(newest().step % 3).toBe(0);
      expect(newest().picture.type).toBe(type === 'vicsek' ? 'particles' : 'spacetime');
    },
  );

  it('take exactly the steps asked for, and keep their history when paused', async () => {
    const id = await openOne({ system: { type: 'automaton', width: 32 }, history: 16 });
    await service.dynamicsStep({ id, steps: 1000 });
    await shown((frame) => frame.step === 1000);
    await service.dynamicsPause({ id });
    await service.dynamicsStep({ id, steps: 1 });
    await shown((frame) => frame.step === 1001);
    expect(newest().picture).toMatchObject({ height: 16, firstStep: 986 });
  });

  it('go on from the present row under another rule, and start again for another width', async () => {
    const id = await openOne({ system: automaton({ width: 32 }) });
    await service.dynamicsStep({ id, steps: 5 });
    await service.dynamicsChange({ id, patch: { system: automaton({ width: 32, rule: 30 }) } });
    await service.dynamicsStep({ id, steps: 1 });
    await shown((frame) => frame.step === 6);
    expect(newest().picture).toMatchObject({ height: 7 });
    await service.dynamicsChange({ id, patch: { system: automaton({ width: 48, rule: 30 }) } });
    await shown(
      (frame) => frame.step === 0 && frame.picture.type === 'spacetime' && frame.picture.width === 48,
    );
  });

  it('keep a flock when only the pictures change', async () => {
    const id = await openOne({ system: flock() });
    await service.dynamicsStep({ id, steps: 5 });
    await service.dynamicsChange({ id, patch: { stepsPerFrame: 4, history: 64 } });
    await service.dynamicsChange({ id, patch: { system: flock({ noise: 0.5, speed: 0.5 }) } });
    await service.dynamicsStep({ id, steps: 1 });
    await shown((frame) => frame.step === 6);
    expect(newest().step).toBe(6);
  });

  it('reset to the state of a seed', async () => {
    const id = await openOne({ system: flock(), seed: 5 });
    await shown((frame) => frame.step === 0);
    const first = newest().picture;
    await service.dynamicsStep({ id, steps: 5 });
    await service.dynamicsReset({ id, seed: 6 });
    await shown((frame) => frame.step === 0 && frame !== frames[0]);
    expect(newest().picture).not.toEqual(first);
    await service.dynamicsReset({ id, seed: 5 });
    await vi.waitFor(() => expect(newest().picture).toEqual(first));
  });

  it('take no steps of a new state that were asked of the one before', async () => {
    const other = [
      (id: string) => service.dynamicsReset({ id, seed: 2 }),
      (id: string) => service.dynamicsChange({ id, patch: { system: flock() } }),
    ];
    for (const begin of other) {
      const id = await openOne({ system: automaton({ width: 1_000_000 }) });
      const stepping = service.dynamicsStep({ id, steps: 100_000 });
      await setImmediate();
      await begin(id);
      await stepping;
      await shown((frame) => frame.id === id && frame.step === 0 && !frame.running);
      expect(newest()).toMatchObject({ id, step: 0 });
    }
  });

  it('run on from a new state', async () => {
    const id = await openOne({ system: automaton({ width: 64 }) });
    await service.dynamicsRun({ id });
    await service.dynamicsChange({ id, patch: { system: automaton({ width: 48 }) } });
    await shown(
      ({ step, running, picture }) => running && step > 3 && 'width' in picture && picture.width === 48,
    );
    await service.dynamicsPause({ id });
    await shown(({ step, running }) => !running && step > 3);
    expect(newest().running).toBe(false);
  });

  it('refuse what cannot be simulated and go on as before', async () => {
    const id = await openOne({ system: flock() });
    await service.dynamicsStep({ id, steps: 3 });
    expect(() => service.dynamicsChange({ id, patch: { system: flock({ side: 1000 }) } })).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    );
    await service.dynamicsStep({ id, steps: 1 });
    await shown((frame) => frame.step === 4);
    expect(newest().picture).toMatchObject({ side: 16 });
  });

  it('say so when they are closed', async () => {
    const id = await openOne();
    await service.dynamicsClose({ id });
    expect(() => service.dynamicsRun({ id })).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => service.dynamicsClose({ id })).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});
