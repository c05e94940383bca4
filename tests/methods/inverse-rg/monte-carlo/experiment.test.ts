import { describe, expect, it } from 'vitest';
import { HostError, criticalCoupling, type EnsembleMeasurement } from '../../../../preload/contract/index.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { isingMonteCarlo } from '../../../../main/methods/inverse-rg/monte-carlo/experiment.ts';
import { exactIsing } from '../../../../main/physics/ising/exact.ts';
import { unpackSpins } from '../../../../main/physics/ising/spins.ts';
import { bondSum } from '../../../physics/ising/enumeration.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

const small = {
  seed: 4,
  size: 16,
  configurations: 2000,
  spacing: 2,
  warmUp: 100,
  chains: 4,
  keep: 10,
  measure: { rsrg: false, bins: 20 },
};

async function finished(document: Record<string, unknown>) {
  const run = new MemoryRun('ising-monte-carlo', document);
  await isingMonteCarlo.run(run.start());
  return { run, measurement: run.json<EnsembleMeasurement>('measurement.json') };
}

describe('Monte Carlo run', () => {
  it('measures the lattice and its companion beside their exact values', async () => {
    const { run, measurement } = await finished(small);
    expect(measurement.levels.map(({ size }) => size)).toEqual([4, 16]);
    expect(measurement.coupling).toBe(criticalCoupling);
    for (const { size, observables, exact, configurations, autocorrelation } of measurement.levels) {
      expect(configurations).toBe(2000);
      expect(exact?.e).toBe(exactIsing(size, criticalCoupling).e);
      const { value, error } = observables.e;
      expect(Math.abs(value - (exact?.e ?? 0))).toBeLessThan(5 * (error ?? 0));
      expect(autocorrelation?.e.value).toBeGreaterThan(0.5);
      expect(autocorrelation?.e.value).toBeLessThan(8);
    }
    const [{ gammaOverNu }] = measurement.exponents;
    expect(Math.abs(gammaOverNu.value - 1.75)).toBeLessThan(0.01 + 5 * (gammaOverNu.error ?? 0));
    expect(run.summary).toMatchObject({ configurations: 2000 });
    expect(Object.keys(run.summary)).toEqual(expect.arrayContaining(['chi', 'e', 'u4', 'tau']));
    expect(run.metric('monte carlo: χ').length).toBeGreaterThan(0);
    const [[frame]] = run.frames;
    expect(frame.width).toBe(16);
    expect([...new Set(frame.data)].toSorted((a, b) => a - b)).toEqual([-1, 1]);
    expect(run.artifacts.has('measurement.csv')).toBe(true);
  });

  it('keeps configurations of the ensemble', async () => {
    const { run } = await finished({ ...small, keep: 2000 });
    const { packed, size } = run.arrays('spins.npz');
    expect(size.data[0]).toBe(16);
    expect(packed.shape).toEqual([2000, 32]);
    let e = 0;
    for (let i = 0; i < 2000; i++) {
      const spins = unpackSpins(packed.data as Uint8Array, new Uint8Array(256), 32 * i);
      e += bondSum(spins, 16) / 256 / 2000;
    }
    // All of them were kept, so they have the mean that was measured.
    expect(e).toBeCloseTo(run.summary.e, 10);
  });

  it('ends with the same bits wherever it was interrupted, also within warm-up, bins and spacings', async () => {
    const document = {
      ...small,
      size: 32,
      algorithm: 'metropolis',
      spacing: 420,
      warmUp: 3500,
      configurations: 64,
      keep: 60,
      companion: false,
      measure: { rsrg: true, bins: 8 },
    };
    const straight = await finished(document);
    const run = new MemoryRun('ising-monte-carlo', document);
    let starts = 0;
    for (;;) {
      try {
        let breaths = 0;
        // Every start gets one round further, however short the rounds are.
        await isingMonteCarlo.run(run.start(() => ++breaths === 2));
        break;
      } catch (error) {
        if (!(error instanceof RunInterrupted)) throw error;
        starts++;
      }
    }
    expect(starts).toBeGreaterThan(4);
    expect(run.artifacts.get('spins.npz')).toEqual(straight.run.artifacts.get('spins.npz'));
    const { seconds: _, ...measurement } = run.json<EnsembleMeasurement>('measurement.json');
    expect({ ...measurement, seconds: 0 }).toEqual({ ...straight.measurement, seconds: 0 });
  });

  it('says when errors cannot be trusted', async () => {
    const { measurement } = await finished({
      ...small,
      algorithm: 'metropolis',
      size: 32,
      configurations: 400,
      warmUp: 0,
      companion: false,
    });
    const notes = measurement.notes.join('\n');
    expect(notes).toContain('the errors are too small');
    expect(notes).toContain('single-spin updates forget in about');
    expect(notes).toContain('the start may still be felt');
  });

  it('says when chains are too short to tell', async () => {
    const { measurement } = await finished({ ...small, size: 8, configurations: 64, chains: 8 });
    expect(measurement.levels[0].autocorrelation).toBeNull();
    expect(measurement.notes.join('\n')).toContain('too short to tell their autocorrelation times');
  });

  it('says that the smallest lattices have no companion', async () => {
    const { measurement } = await finished({ ...small, size: 8, keep: 0 });
    expect(measurement.levels).toHaveLength(1);
    expect(measurement.exponents).toEqual([]);
    expect(measurement.notes.join('\n')).toContain('no lattice of a quarter');
  });

  it('refuses to keep more than fits', async () => {
    const run = new MemoryRun('ising-monte-carlo', { size: 1024, configurations: 100_000, keep: 100_000 });
    await expect(isingMonteCarlo.run(run.start())).rejects.toThrow(HostError);
    await expect(isingMonteCarlo.run(run.start())).rejects.toThrow(/100000 configurations of 1024²/);
  });
});
