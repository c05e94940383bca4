import { afterEach, describe, expect, it, vi } from 'vitest';
import { simulationSettings, type SimulationFrame } from '../../../preload/contract/index.ts';
import { createSimulationService } from '../../../main/host/services/simulation.ts';

const frames: SimulationFrame[] = [];
let service = createSimulationService((frame) => void frames.push(frame));

afterEach(() => {
  service.dispose();
  frames.length = 0;
  service = createSimulationService((frame) => void frames.push(frame));
});

const openOne = async (settings: Record<string, unknown> = {}) =>
  (await service.simulationOpen({ settings: simulationSettings.parse({ size: 32, ...settings }) })).id;
const newest = () => frames.at(-1)!;
const shown = (check: (frame: SimulationFrame) => boolean) =>
  vi.waitFor(() => expect(frames.some(check)).toBe(true));

describe('the simulation service', () => {
  it('shows the initial state when a simulation is opened', async () => {
    const id = await openOne();
    expect(frames).toHaveLength(0);
    await shown((frame) => frame.step === 0);
    expect(newest()).toMatchObject({ id, size: 32, lattice: 32, step: 0, field: 'b', running: false });
    expect(newest().data).toHaveLength(32 * 32);
    expect(newest().max).toBe(newest().data.reduce((x, y) => Math.max(x, y)));
  });

  it('runs until it is paused', async () => {
    const id = await openOne({ stepsPerFrame: 7 });
    await service.simulationRun({ id });
    await service.simulationRun({ id });
    await shown((frame) => frame.step > 20);
    expect(newest()).toMatchObject({ running: true });
    expect(newest().updatesPerSecond).toBeGreaterThan(0);
    await service.simulationPause({ id });
    await shown((frame) => !frame.running && frame.step > 0);
    const { step } = await service.simulationFields({ id });
    expect(step % 7).toBe(0);
    expect(newest().step).toBe(step);
    await service.simulationRun({ id });
    await shown((frame) => frame.step > step);
  });

  it('takes exactly the steps asked for, pausing first', async () => {
    const id = await openOne();
    await service.simulationRun({ id });
    await shown((frame) => frame.step > 0);
    await service.simulationPause({ id });
    const before = (await service.simulationFields({ id })).step;
    await service.simulationStep({ id, steps: 12_345 });
    expect((await service.simulationFields({ id })).step).toBe(before + 12_345);
    await shown((frame) => frame.step === before + 12_345 && !frame.running);
  });

  it('cuts a long step short when another command comes', async () => {
    const id = await openOne({ size: 512 });
    const stepping = service.simulationStep({ id, steps: 100_000 });
    await shown((frame) => frame.step > 0);
    await service.simulationPause({ id });
    await stepping;
    expect((await service.simulationFields({ id })).step).toBeLessThan(100_000);
  });

  it('changes, paints and resets', async () => {
    const id = await openOne();
    const start = await service.simulationFields({ id });
    await service.simulationChange({ id, patch: { field: 'a' } });
    await shown((frame) => frame.field === 'a');
    await service.simulationBrush({ id, x: 3, y: 4, radius: 1, amount: 1 });
    expect((await service.simulationFields({ id })).b[4 * 32 + 3]).toBe(1);
    await service.simulationReset({ id, seed: 1 });
    expect(await service.simulationFields({ id })).toEqual(start);
  });

  it('does not queue pictures behind a slow transport', async () => {
    const transport = Promise.withResolvers<void>();
    const sent: SimulationFrame[] = [];
    const slow = createSimulationService((frame) => {
      sent.push(frame);
      return transport.promise;
    });
    const { id } = await slow.simulationOpen({ settings: simulationSettings.parse({ size: 32 }) });
    await slow.simulationRun({ id });
    await vi.waitFor(async () => expect((await slow.simulationFields({ id })).step).toBeGreaterThan(100));
    expect(sent).toHaveLength(1);
    transport.resolve();
    await vi.waitFor(() => expect(sent.length).toBeGreaterThan(1));
    expect(sent[1].step).toBeGreaterThan(100);
    slow.dispose();
  });

  it('refuses unstable parameters and goes on as before', async () => {
    const id = await openOne();
    const parameters = { Da: 0.3, Db: 0.1, F: 0.03, k: 0.06 };
    expect(() => service.simulationChange({ id, patch: { parameters } })).toThrow(
      expect.objectContaining({ code: 'unstable' }),
    );
    await service.simulationStep({ id, steps: 5 });
    expect((await service.simulationFields({ id })).step).toBe(5);
    expect(service.simulationCheck({ parameters, stencil: 'five-point' })).toMatchObject({
      stable: false,
      limit: 0.25,
    });
    expect(service.simulationCheck({ parameters, stencil: 'nine-point' })).toMatchObject({
      stable: true,
      limit: 0.375,
    });
  });

  it('says so when a simulation is closed', async () => {
    const id = await openOne();
    await service.simulationClose({ id });
    expect(() => service.simulationRun({ id })).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('keeps at most 8 open and closes the one left alone for longest', async () => {
    const first = await openOne();
    const second = await openOne();
    for (let i = 0; i < 6; i++) await openOne();
    await service.simulationPause({ id: first });
    await openOne();
    expect(() => service.simulationFields({ id: second })).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
    expect(await service.simulationFields({ id: first })).toMatchObject({ size: 32 });
  });
});
