import { describe, expect, it } from 'vitest';
import {
  criticalCoupling,
  schemaOf,
  type EnsembleMeasurement,
  type SpinAnalysisSpec,
} from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { spinAnalysis } from '../../../../main/methods/inverse-rg/analysis/experiment.ts';
import {
  configurationsPerTurn,
  SpinAnalysis,
} from '../../../../main/methods/inverse-rg/analysis/spin-analysis.ts';
import { createSampler } from '../../../../main/physics/ising/samplers.ts';
import { unpackSpins } from '../../../../main/physics/ising/spins.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

const specOf = (document: Record<string, unknown> = {}): SpinAnalysisSpec =>
  schemaOf['spin-analysis'].parse({ kind: 'spin-analysis', ...document });

/** Configurations of independent spins, up with probability `up`. */
function independent(size: number, count: number, up = 0.5) {
  const random = new RandomStream(21, `independent ${size}`);
  const data = Uint8Array.from({ length: count * size * size }, () => Number(random.uniform() < up));
  return { shape: [count, size, size], data };
}

/** A chain of critical configurations, `spacing` heat-bath sweeps apart: strongly correlated when one. */
function chain(size: number, count: number, spacing: number, algorithm: 'heat-bath' | 'swendsen-wang') {
  const random = new RandomStream(22, `chain ${algorithm}`);
  const sampler = createSampler({ algorithm, size, coupling: criticalCoupling, start: 'ordered', random });
  const data = new Uint8Array(count * size * size);
  for (let i = 0; i < 100; i++) sampler.sweep();
  for (let i = 0; i < count; i++) {
    for (let sweep = 0; sweep < spacing; sweep++) sampler.sweep();
    sampler.read(data.subarray(i * size * size, (i + 1) * size * size));
  }
  return { shape: [count, size, size], data };
}

/** The analysis of a run, in one go. */
function analyseSpins(spins: ReturnType<typeof independent>, spec: SpinAnalysisSpec): EnsembleMeasurement {
  const analysis = new SpinAnalysis({ spins }, spec);
  while (analysis.done < analysis.count) analysis.advance(configurationsPerTurn(analysis.size));
  return analysis.finish(0);
}

const level = (measurement: EnsembleMeasurement, size: number) =>
  measurement.levels.find((one) => one.size === size)!;

describe('analysis of spins', () => {
  it('measures critical configurations as Monte Carlo does, at L and blocked', () => {
    const measurement = analyseSpins(chain(16, 2000, 4, 'swendsen-wang'), specOf());
    expect(measurement.levels.map(({ size }) => size)).toEqual([4, 8, 16]);
    const { observables, exact } = level(measurement, 16);
    expect(Math.abs(observables.e.value - exact!.e)).toBeLessThan(5 * observables.e.error!);
    expect(Math.abs(observables.c.value - exact!.c)).toBeLessThan(5 * observables.c.error!);
    expect(level(measurement, 8).exact).toBeNull();
    const [pair] = measurement.exponents;
    expect([pair.large, pair.small]).toEqual([16, 4]);
    // Near the fixed point blocked lattices scale as smaller ones do.
    expect(Math.abs(pair.gammaOverNu.value - 1.75)).toBeLessThan(0.1);
    const step = measurement.rsrg.find(({ set, blockings }) => set === 'full' && blockings === 0)!;
    expect(Math.abs(step.yh.value - 1.875)).toBeLessThan(0.02);
    expect(measurement.notes.join(' ')).toMatch(/order in the file agrees/);
  });

  it('decimates when asked to, and compares with nothing when asked to', () => {
    const spins = independent(8, 400);
    const measurement = analyseSpins(spins, specOf({ rule: 'decimation', reference: 'none' }));
    expect(measurement.coupling).toBeNull();
    expect(level(measurement, 8).exact).toBeNull();
    // The decimated configurations are the upper left spins: independent again.
    const { chi } = level(measurement, 4).observables;
    expect(Math.abs(chi.value - 1)).toBeLessThan(5 * chi.error!);
    expect(measurement.notes.join(' ')).toContain('decimation');
  });

  it.each([2, 3, 5, 7, 10, 33])('takes lattices of side %i', (size) => {
    const measurement = analyseSpins(independent(size, 60), specOf());
    const { chi, e } = level(measurement, size).observables;
    expect(Math.abs(chi.value - 1)).toBeLessThan(5 * chi.error!);
    expect(Math.abs(e.value)).toBeLessThan(5 * e.error!);
    expect(level(measurement, size).exact!.e).toBeGreaterThan(1.4);
  });

  it('says what one configuration cannot tell', () => {
    const measurement = analyseSpins(independent(16, 1), specOf());
    const { observables, distribution, correlation } = level(measurement, 16);
    expect(observables.e.error).toBeNull();
    expect(distribution.error).toBeNull();
    expect(correlation!.value[0]).toBe(1);
    expect(measurement.rsrg).toEqual([]);
    expect(measurement.notes.join(' ')).toMatch(/no fluctuations.*too few/s);
  });

  it('says when all configurations are alike', () => {
    const { notes } = analyseSpins({ shape: [60, 4, 4], data: new Uint8Array(960).fill(1) }, specOf());
    expect(notes.join(' ')).toContain('All 60 configurations have the same energy.');
  });

  it('warns when the order of the file is correlated, and tells whether bins cover it', () => {
    const notes = (count: number) => analyseSpins(chain(16, count, 1, 'heat-bath'), specOf()).notes.join(' ');
    expect(notes(2000)).toMatch(/correlated in the order of the file.*too short.*too small/);
    expect(notes(60)).toMatch(/Neighbouring configurations of the file are correlated/);
    const slow = analyseSpins(chain(8, 6000, 1, 'heat-bath'), specOf({ measure: { bins: 8, rsrg: false } }));
    expect(slow.notes.join(' ')).toMatch(/errors account for it/);
  });

  it.each([
    ['no spins', {}, /no spins/],
    ['floats', { spins: { shape: [1, 2, 2], data: new Float32Array(4) } }, /uint8/],
    ['rectangles', { spins: { shape: [1, 2, 3], data: new Uint8Array(6) } }, /square/],
    ['a single site', { spins: { shape: [4, 1, 1], data: new Uint8Array(4) } }, /cannot be measured/],
    ['other values', { spins: { shape: [1, 2, 2], data: Uint8Array.of(0, 1, 2, 1) } }, /there is a 2/],
  ])('refuses %s', async (_name, inputs, message) => {
    const run = new MemoryRun('spin-analysis');
    run.inputs = inputs;
    await expect(spinAnalysis.run(run.start())).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringMatching(message) as unknown,
    });
  });
});

describe('run of spin-analysis', () => {
  // More than one turn.
  const spins = independent(64, 260);

  function started() {
    const run = new MemoryRun('spin-analysis', { seed: 5, sourceName: 'mine.npy' });
    run.inputs = { spins };
    return run;
  }

  async function finished(run = started()) {
    await spinAnalysis.run(run.start());
    return run;
  }

  it('ends with the same bits when it was interrupted', async () => {
    const interrupted = started();
    let breaths = 0;
    await expect(spinAnalysis.run(interrupted.start(() => ++breaths === 2))).rejects.toThrow(RunInterrupted);
    const results = (run: ReturnType<typeof started>) => ({
      ...run.json<EnsembleMeasurement>('measurement.json'),
      seconds: 0,
    });
    expect(results(await finished(interrupted))).toEqual(results(await finished()));
  });

  it('writes the measurement, its table and the spins to train on', async () => {
    const run = await finished();
    expect(run.json<EnsembleMeasurement>('measurement.json').title).toBe('mine.npy');
    const table = run.artifacts.get('measurement.csv');
    expect(table?.type === 'text' && table.text.split('\n')[0]).toMatch(/^quantity,L,x,value,error/);
    const { packed, size } = run.arrays('spins.npz');
    expect(Number(size.data[0])).toBe(64);
    const third = unpackSpins(packed.data as Uint8Array, new Uint8Array(4096), 3 * 512);
    expect(third).toEqual(spins.data.slice(3 * 4096, 4 * 4096));
  });
});
