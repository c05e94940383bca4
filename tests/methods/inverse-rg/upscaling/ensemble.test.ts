import { describe, expect, it } from 'vitest';
import {
  growEnsemble,
  UpscaledEnsemble,
  type EnsembleOrder,
} from '../../../../main/methods/inverse-rg/upscaling/ensemble.ts';
import { packedBytes } from '../../../../main/physics/ising/spins.ts';
import { criticalCoupling, HostError } from '../../../../preload/contract/index.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';
import { kernelOfThree, sequential } from './models.ts';

const order: EnsembleOrder = {
  parameters: sequential,
  settings: {
    start: { from: 'one-spin' },
    size: 16,
    coupling: criticalCoupling,
    sweeps: 1,
    sweepAfter: 'last',
    importance: true,
  },
  seed: 7,
  configurations: 301,
  bins: 21,
  correlation: true,
  rsrg: true,
  keep: 33,
};

/** Everything an ensemble is, to compare bit by bit. */
const everything = (ensemble: UpscaledEnsemble) => ({
  snapshot: ensemble.snapshot(true),
  kept: ensemble.kept,
  history: ensemble.history,
});

describe('upscaled ensembles', () => {
  it('are the same bits on any number of threads', async () => {
    const one = await growEnsemble(poolOfOne(1), order);
    const many = await growEnsemble(poolOfOne(7), order);
    expect(everything(many)).toEqual(everything(one));
    expect(one.configurations).toBe(301);
    expect(one.levels.map(({ options }) => options.size)).toEqual([2, 4, 8, 16]);
    for (const { bins } of one.levels) {
      expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(301);
    }
  });

  it('go on from a snapshot with the same bits', async () => {
    const whole = await growEnsemble(poolOfOne(1), order);
    const first = new UpscaledEnsemble(order);
    await first.round(poolOfOne(1));
    expect(first.complete).toBe(false);
    const second = new UpscaledEnsemble(order);
    second.restore(structuredClone(first.snapshot(true)));
    expect(everything(second)).toEqual(everything(first));
    while (!second.complete) await second.round(poolOfOne(2));
    expect(everything(second)).toEqual(everything(whole));
  });

  it('go on from a snapshot of nothing', async () => {
    const fresh = new UpscaledEnsemble(order);
    fresh.restore(structuredClone(new UpscaledEnsemble(order).snapshot(true)));
    while (!fresh.complete) await fresh.round(poolOfOne(1));
    expect(everything(fresh)).toEqual(everything(await growEnsemble(poolOfOne(1), order)));
  });

  it('keep the first configurations and the growth of the very first', async () => {
    const ensemble = await growEnsemble(poolOfOne(1), order);
    expect(ensemble.kept.length).toBe(33 * packedBytes(16));
    expect(ensemble.history.map(({ size }) => size)).toEqual([1, 2, 4, 8, 16]);
    expect(ensemble.history[4].packed).toEqual(ensemble.kept.slice(0, packedBytes(16)));
    const fewer = await growEnsemble(poolOfOne(1), { ...order, keep: 5 });
    expect(fewer.kept).toEqual(ensemble.kept.slice(0, 5 * packedBytes(16)));
  });

  it('go on without the configurations kept once all of them are there', async () => {
    const first = new UpscaledEnsemble({ ...order, keep: 20 });
    expect(first.keptAll).toBe(false);
    await first.round(poolOfOne(1));
    expect(first.keptAll).toBe(true);
    const second = new UpscaledEnsemble({ ...order, keep: 20 });
    second.restore(structuredClone(first.snapshot(false)));
    for (const ensemble of [first, second]) while (!ensemble.complete) await ensemble.round(poolOfOne(1));
    expect(second.snapshot(false)).toEqual(first.snapshot(false));
  });

  it('have another seed, other configurations', async () => {
    const one = await growEnsemble(poolOfOne(1), order);
    const other = await growEnsemble(poolOfOne(1), { ...order, seed: 8 });
    expect(other.kept).not.toEqual(one.kept);
  });

  it('do not mix up models that a thread grew from before', async () => {
    const kernel = { ...order, parameters: kernelOfThree };
    const before = await growEnsemble(poolOfOne(1), kernel);
    await growEnsemble(poolOfOne(1), order);
    const after = await growEnsemble(poolOfOne(1), kernel);
    expect(everything(after)).toEqual(everything(before));
  });

  it('sum covariances of the final lattice only', () => {
    const { levels } = new UpscaledEnsemble(order);
    expect(levels.map(({ options }) => options.rsrg)).toEqual([false, false, false, true]);
  });

  it('cannot shrink', () => {
    const settings = { ...order.settings, start: { from: 'monte-carlo', size: 16 } } as const;
    expect(() => new UpscaledEnsemble({ ...order, settings })).toThrow(HostError);
  });

  it('refuse to keep more than fits into memory, and say how much does', () => {
    const settings = { ...order.settings, size: 1024 } as const;
    const huge = { ...order, settings, configurations: 1_000_000, keep: 1_000_000 };
    expect(() => new UpscaledEnsemble(huge)).toThrow(/125000 MB/);
  });
});
