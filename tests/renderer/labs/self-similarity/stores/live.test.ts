import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { HostError, type DynamicsFrame, type LiveSettings } from '../../../../../preload/contract/index.ts';
import { useLiveStore } from '../../../../../renderer/labs/self-similarity/stores/live.ts';
import { useStudyStore } from '../../../../../renderer/labs/self-similarity/stores/study.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const id = 'live-1';
let opened: Partial<LiveSettings>[] = [];
let patches: Partial<LiveSettings>[] = [];
let steps: number[] = [];
let seeds: number[] = [];

beforeEach(() => {
  setActivePinia(createPinia());
  [opened, patches, steps, seeds] = [[], [], [], []];
  answers.dynamicsOpen = async ({ settings }) => {
    opened.push(settings as LiveSettings);
    return { id };
  };
  answers.dynamicsChange = async ({ patch }) => {
    patches.push(patch as Partial<LiveSettings>);
    return { id };
  };
  answers.dynamicsStep = async ({ steps: count = 1 }) => {
    steps.push(count);
    return { id };
  };
  answers.dynamicsReset = async ({ seed }) => {
    seeds.push(seed);
    return { id };
  };
  answers.dynamicsRun = async () => ({ id });
  answers.dynamicsPause = async () => ({ id });
});

const frame = (step: number, running: boolean, density = 0.5): DynamicsFrame => ({
  id,
  step,
  running,
  picture: { type: 'particles', side: 4, particles: new Float32Array(3), shown: 1, total: 1 },
  readings: [
    { name: 'density', symbol: '\\rho', value: density },
    { name: 'steps', value: step },
  ],
  framesPerSecond: 30,
  updatesPerSecond: 1e6,
});

const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);

/** A host that takes its time: what is asked meanwhile would be done after the reset. */
const slowly = () => new Promise((resolve) => setTimeout(resolve, 2));

describe('the live view', () => {
  it('is not opened before it is looked at, then fills its picture at once', async () => {
    const study = useStudyStore();
    const live = useLiveStore();
    study.chooseType('diffusion');
    await nextTick();
    expect(opened).toEqual([]);
    await live.start();
    expect(opened).toEqual([
      expect.objectContaining({ system: expect.objectContaining({ type: 'diffusion' }), history: 256 }),
    ]);
    expect(opened[0]!.system).not.toHaveProperty('steps');
    expect(total(steps)).toBe(255);
  });

  it('follows the system of the document', async () => {
    const study = useStudyStore();
    const live = useLiveStore();
    await live.start();
    study.chooseType('vicsek');
    await expect.poll(() => patches.length).toBe(1);
    expect(patches[0]!.system).toMatchObject({ type: 'vicsek', side: 32 });
    expect(patches[0]!.system).not.toHaveProperty('burnIn');
    // Particles are not hurried.
    expect(total(steps)).toBe(255);
    study.undo();
    await expect.poll(() => patches.length).toBe(2);
    expect(patches[1]!.system).toMatchObject({ type: 'automaton', rule: 60 });
  });

  it('shows another rule from the start, not from what the last one left', async () => {
    const study = useStudyStore();
    const live = useLiveStore();
    await live.start();
    steps = [];
    study.changeSystem({ ...study.system, rule: 90 } as typeof study.system);
    await expect.poll(() => total(steps)).toBe(255);
    expect(seeds).toEqual([1]);
    study.changeSystem({ ...study.system, width: 64 } as typeof study.system);
    await expect.poll(() => total(steps)).toBe(510);
    expect(seeds).toEqual([1]);
  });

  it('takes no step of a picture that another start has replaced', async () => {
    const live = useLiveStore();
    await live.start();
    answers.dynamicsReset = async () => {
      steps = [];
      await slowly();
      return { id };
    };
    answers.dynamicsStep = async ({ steps: count = 1 }) => {
      steps.push(count);
      await slowly();
      return { id };
    };
    const before = live.reset(2);
    await expect.poll(() => steps.length, { interval: 1 }).toBeGreaterThan(0);
    await Promise.all([before, live.reset(3)]);
    expect(total(steps)).toBe(255);
  });

  it('takes no step of a first picture that was replaced while the simulator opened', async () => {
    const study = useStudyStore();
    const live = useLiveStore();
    answers.dynamicsOpen = async () => {
      await slowly();
      return { id };
    };
    const opening = live.start();
    study.changeSystem({ ...study.system, width: 64 } as typeof study.system);
    await opening;
    await expect.poll(() => patches.length).toBe(1);
    await expect.poll(() => total(steps)).toBeGreaterThanOrEqual(255);
    expect(total(steps)).toBe(255);
  });

  it('pauses for own data, which cannot be simulated', async () => {
    const study = useStudyStore();
    const live = useLiveStore();
    await live.start();
    let paused = 0;
    answers.dynamicsPause = async () => {
      paused++;
      return { id };
    };
    emit('dynamicsFrame', frame(3, true));
    study.chooseType('data');
    await expect.poll(() => paused).toBe(1);
    expect(patches).toEqual([]);
  });

  it('keeps readings by step, and begins again with another start', async () => {
    const live = useLiveStore();
    await live.start();
    emit('dynamicsFrame', frame(1, true, 0.25));
    await nextTick();
    emit('dynamicsFrame', frame(2, true, 0.5));
    await nextTick();
    expect(live.step).toBe(2);
    await expect.poll(() => [...(live.series['density']?.value ?? [])]).toEqual([0.25, 0.5]);
    expect(Object.keys(live.series)).toEqual(['density']);
    emit('dynamicsFrame', { ...frame(9, true), id: 'another' });
    await nextTick();
    expect(live.step).toBe(2);
    emit('dynamicsFrame', frame(0, false, 0.75));
    await expect.poll(() => [...(live.series['density']?.value ?? [])]).toEqual([0.75]);
  });

  it('starts again when its seed changes, and not for a change of the picture', async () => {
    const live = useLiveStore();
    await live.start();
    await live.change({ stepsPerFrame: 4 });
    expect(seeds).toEqual([]);
    await live.change({ seed: 7 });
    expect(seeds).toEqual([7]);
    expect(live.view).toMatchObject({ seed: 7, stepsPerFrame: 4 });
    await live.newSeed();
    expect(seeds).toHaveLength(2);
    expect(live.view.seed).toBe(seeds[1]);
  });

  it('shows why the host refused a change, until one is taken', async () => {
    const study = useStudyStore();
    const live = useLiveStore();
    await live.start();
    const take = answers.dynamicsChange!;
    answers.dynamicsChange = async () => {
      throw new HostError('unstable', 'D Δt is above ½.');
    };
    study.chooseType('diffusion');
    await expect.poll(() => live.error?.code).toBe('unstable');
    answers.dynamicsChange = take;
    study.undo();
    await expect.poll(() => live.error).toBeNull();
  });
});
