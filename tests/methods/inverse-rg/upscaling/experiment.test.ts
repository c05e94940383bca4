import { describe, expect, it } from 'vitest';
import { upscaling } from '../../../../main/methods/inverse-rg/upscaling/experiment.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { exactIsing } from '../../../../main/physics/ising/exact.ts';
import { criticalCoupling, HostError, type EnsembleMeasurement } from '../../../../preload/contract/index.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';
import { kernelOfThree, sequential, stored } from './models.ts';

const K = criticalCoupling;

type Run = MemoryRun<'upscaling'>;

function runOf(document: Record<string, unknown>): Run {
  const run = new MemoryRun('upscaling', { seed: 5, size: 16, configurations: 200, keep: 10, ...document });
  for (const model of [
    stored('pretrained/kernel', kernelOfThree, K),
    stored('pretrained/sequential', sequential),
    { id: 'pretrained/turing', description: {}, arrays: {} },
  ]) {
    run.models.set(model.id, model);
  }
  return run;
}

async function finished(document: Record<string, unknown>): Promise<Run> {
  const run = runOf(document);
  await upscaling.run(run.start());
  return run;
}

const measured = (run: Run) => run.json<EnsembleMeasurement>('measurement.json');

/** A result without the time it took. */
const timeless = (run: Run) => ({ ...measured(run), seconds: 0 });

describe('upscaling', () => {
  it('measures every level, keeps configurations and the growth of the first', async () => {
    const run = await finished({ model: 'pretrained/kernel', configurations: 300 });
    const { title, source, coupling, levels, exponents, rsrg } = measured(run);
    expect(title).toBe('k = 3, from one spin');
    expect(source).toBe('upscaled');
    expect(coupling).toBe(K);
    expect(levels.map(({ size }) => size)).toEqual([2, 4, 8, 16]);
    for (const level of levels) {
      expect(level.configurations).toBe(300);
      expect(level.corrected).toBeNull();
      expect(level.correlation).not.toBeNull();
    }
    expect(exponents.at(-1)).toMatchObject({ large: 16, small: 4 });
    expect(rsrg[0]).toMatchObject({ size: 16, blockings: 0 });

    const { packed, size } = run.arrays('spins.npz');
    expect(packed.shape).toEqual([10, 32]);
    expect(size.data).toEqual(Int32Array.of(16));
    const growth = run.arrays('growth.npz');
    expect(Object.keys(growth)).toEqual(['level-1', 'level-2', 'level-4', 'level-8', 'level-16']);
    expect(growth['level-16'].data).toEqual((packed.data as Uint8Array).slice(0, 32));
    expect(run.artifacts.get('measurement.csv')?.type).toBe('text');

    expect(run.metric('upscaled: χ').at(-1)).toBeCloseTo(levels[3].observables.chi.value, 10);
    expect(run.metric('upscaled: U4').at(-1)).toBeCloseTo(levels[3].observables.u4.value, 10);
    expect(run.metric('upscaled: |e|').at(-1)).toBeCloseTo(levels[3].observables.e.value, 10);
    expect(run.summary.chi).toBe(levels[3].observables.chi.value);
    const [frame] = run.frames.at(-1) ?? [];
    expect(frame).toMatchObject({ width: 16, height: 16 });
    expect(new Set(frame.data)).toEqual(new Set([-1, 1]));
  });

  it('goes on after an interruption in the middle with the same bits', async () => {
    const document = { model: 'pretrained/sequential', sweeps: 1, importance: true };
    const whole = await finished(document);
    const run = runOf(document);
    const interrupted = upscaling.run(run.start(({ values }) => Number(values.configurations) > 0));
    await expect(interrupted).rejects.toThrow(RunInterrupted);
    expect(run.artifacts.has('measurement.json')).toBe(false);
    await upscaling.run(run.start());
    expect(timeless(run)).toEqual(timeless(whole));
    expect(run.arrays('spins.npz')).toEqual(whole.arrays('spins.npz'));
    expect(run.arrays('growth.npz')).toEqual(whole.arrays('growth.npz'));
    expect(run.metrics.at(-1)).toEqual(whole.metrics.at(-1));
  });

  it('starts from Monte Carlo configurations of the exact distribution', async () => {
    const run = await finished({
      model: 'pretrained/kernel',
      start: { from: 'monte-carlo', size: 8 },
      configurations: 4000,
      measure: { correlation: false, rsrg: false },
    });
    const { title, levels, notes } = measured(run);
    expect(title).toBe('k = 3, from Monte Carlo at L = 8');
    expect(levels.map(({ size }) => size)).toEqual([8, 16]);
    const { e, c } = levels[0].observables;
    const exact = exactIsing(8, K);
    expect(Math.abs(e.value - exact.e)).toBeLessThan(4.5 * (e.error ?? 0));
    expect(Math.abs(c.value - exact.c)).toBeLessThan(4.5 * (c.error ?? 0));
    expect(e.error).toBeLessThan(0.006);
    expect(notes.some((note) => note.includes('Swendsen–Wang'))).toBe(true);
    expect(Object.keys(run.arrays('growth.npz'))).toEqual(['level-8', 'level-16']);
  });

  it('comes nearer to the exact energy by heat-bath sweeps', async () => {
    const measure = { correlation: false, rsrg: false };
    const document = { model: 'pretrained/kernel', configurations: 1000, keep: 0, measure };
    const distances: number[] = [];
    for (const sweeps of [0, 2, 20]) {
      const level = measured(await finished({ ...document, sweeps })).levels[3];
      distances.push(Math.abs(level.observables.e.value - exactIsing(16, K).e));
    }
    expect(distances[1]).toBeLessThan(distances[0] / 1.5);
    expect(distances[2]).toBeLessThan(distances[0] / 2);
  });

  it('shows corrected averages, the effective sample size and the share of weights that vanish', async () => {
    const measure = { correlation: false, rsrg: false };
    const document = { importance: true, configurations: 4000, size: 4, keep: 0, measure };
    const zeroShares: number[] = [];
    for (const model of ['pretrained/kernel', 'pretrained/sequential']) {
      const { levels } = measured(await finished({ ...document, model }));
      for (const { corrected, exact } of levels) {
        if (!corrected || !exact) throw new Error('there is no corrected average');
        const { e } = corrected.observables;
        expect(Math.abs(e.value - exact.e)).toBeLessThan(5 * (e.error ?? 0));
        expect(corrected.effectiveSize).toBeGreaterThan(100);
        expect(corrected.effectiveSize).toBeLessThan(4000);
      }
      const [, four] = levels;
      const { e } = four.observables;
      expect(Math.abs(e.value - (four.exact?.e ?? 0))).toBeGreaterThan(5 * (e.error ?? 0));
      zeroShares.push(four.corrected?.zeroShare ?? Number.NaN);
    }
    expect(zeroShares[0]).toBeGreaterThan(0);
    expect(zeroShares[1]).toBe(0);
  });

  it('says so when its coupling is not that of the training', async () => {
    const unused = measured(await finished({ model: 'pretrained/kernel', coupling: 0.4 }));
    expect(unused.coupling).toBe(K);
    expect(unused.notes.join(' ')).toMatch(/trained at K = 0\.440687 .* used by nothing/);
    const swept = measured(await finished({ model: 'pretrained/kernel', coupling: 0.4, sweeps: 1 }));
    expect(swept.coupling).toBe(0.4);
    expect(swept.notes.join(' ')).toMatch(/K = 0\.4 is that of the sweeps/);
  });

  it('measures fewer jackknife bins when there are few configurations, and says so', async () => {
    const run = await finished({ model: 'pretrained/kernel', configurations: 64, measure: { bins: 40 } });
    expect(measured(run).notes.join(' ')).toContain('32 jackknife bins');
  });

  it('refuses a model that is no upscaler, and a lattice no larger than the start', async () => {
    await expect(finished({ model: 'pretrained/turing' })).rejects.toThrow(HostError);
    await expect(
      finished({ model: 'pretrained/kernel', start: { from: 'monte-carlo', size: 16 } }),
    ).rejects.toThrow(/16² spins can't grow to 16²/);
  });

  it('keeps nothing when asked for nothing', async () => {
    const run = await finished({ model: 'pretrained/kernel', keep: 0 });
    expect(run.artifacts.has('spins.npz')).toBe(false);
  });
});
