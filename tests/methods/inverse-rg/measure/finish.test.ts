import { describe, expect, it } from 'vitest';
import { criticalCoupling } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  finishMeasurement,
  measurementTable,
  type SummedLevel,
} from '../../../../main/methods/inverse-rg/measure/finish.ts';
import { LevelSums } from '../../../../main/methods/inverse-rg/measure/level-sums.ts';
import { createSampler } from '../../../../main/physics/ising/samplers.ts';

const about = {
  title: 'test',
  source: 'monte-carlo',
  coupling: criticalCoupling,
  notes: [],
  seconds: 1,
} as const;

function sampled(size: number, bins: number, each: number, correlation = true): SummedLevel {
  const options = { size, correlation, rsrg: false };
  const random = new RandomStream(31, `sampled ${size}`);
  const sampler = createSampler({
    algorithm: 'swendsen-wang',
    size,
    coupling: criticalCoupling,
    start: 'random',
    random,
  });
  const spins = new Uint8Array(size * size);
  for (let i = 0; i < 50; i++) sampler.sweep();
  return {
    options,
    bins: Array.from({ length: bins }, () => {
      const sums = new LevelSums(options);
      for (let i = 0; i < each; i++) {
        for (let sweep = 0; sweep < 3; sweep++) sampler.sweep();
        sums.add(sampler.read(spins), random);
      }
      return sums;
    }),
  };
}

describe('finishMeasurement', () => {
  const [small, large] = [sampled(4, 20, 100), sampled(16, 20, 100)];

  it('takes exponents from χ and c_me of L and L/4', () => {
    const { levels, exponents } = finishMeasurement([large, small], about);
    expect(levels.map(({ size }) => size)).toEqual([4, 16]);
    const [a, b] = levels.map(({ observables }) => observables);
    const [{ gammaOverNu, oneOverNu, eta }] = exponents;
    expect(gammaOverNu.value).toBeCloseTo(Math.log(b.chi.value / a.chi.value) / Math.log(4), 12);
    expect(oneOverNu.value).toBeCloseTo(Math.log(b.cme.value / a.cme.value) / Math.log(4), 12);
    expect(eta).toEqual({ value: 2 - gammaOverNu.value, error: gammaOverNu.error });
  });

  it('adds the errors of ensembles with other numbers of bins in quadrature', () => {
    const fewer = finishMeasurement([sampled(4, 10, 200), large], about);
    const [a, b] = fewer.levels.map(({ observables: { chi } }) => chi.error! / chi.value);
    const [{ gammaOverNu }] = fewer.exponents;
    expect(gammaOverNu.error! / (Math.hypot(a, b) / Math.log(4))).toBeCloseTo(1, 2);
  });

  it('normalises P(m), and makes it even', () => {
    const { distribution } = finishMeasurement([large], about).levels[0];
    const width = 2 / 256;
    expect(distribution.value.reduce((sum, value) => sum + value * width, 0)).toBeCloseTo(1, 10);
    expect(distribution.value.toReversed()).toEqual(distribution.value);
    expect(distribution.error).toHaveLength(distribution.x.length);
  });

  it('has G(0) = 1, S(0) = L²⟨m²⟩ and the energy in G(1)', () => {
    const { correlation, structureFactor, observables } = finishMeasurement([large], about).levels[0];
    expect(correlation!.value[0]).toBe(1);
    expect(2 * correlation!.value[1]).toBeCloseTo(observables.e.value, 10);
    expect(structureFactor!.value[0]).toBeCloseTo(256 * observables.m2.value, 8);
    expect(structureFactor!.x.at(-1)).toBeCloseTo(Math.PI, 12);
  });

  it('leaves out levels without configurations and bins without any', () => {
    const empty = { options: small.options, bins: [new LevelSums(small.options)] };
    const some = { options: large.options, bins: [...large.bins, new LevelSums(large.options)] };
    const { levels } = finishMeasurement([empty, some], about);
    expect(levels).toEqual(finishMeasurement([large], about).levels);
  });

  it('gives blocked levels no exact values', () => {
    const { levels } = finishMeasurement([{ ...small, blocked: true }, large], about);
    expect(levels.map(({ exact }) => exact === null)).toEqual([true, false]);
  });

  it('says when errors are rough or corrections rest on few configurations', () => {
    const options = { size: 4, correlation: false, rsrg: false };
    const random = new RandomStream(1, 'ties');
    const bins = [0, 1, 2].map((bin) => {
      const sums = new LevelSums(options);
      sums.add(new Uint8Array(16).fill(bin & 1), random, bin === 0 ? 0 : bin === 1 ? -50 : -Infinity);
      return sums;
    });
    const { notes, levels } = finishMeasurement([{ options, bins }], about);
    expect(notes.join(' ')).toMatch(/3 jackknife bins.*effective sample of 1\.00/s);
    expect(levels[0].corrected?.zeroShare).toBeCloseTo(1 / 3, 12);
  });

  it('has nothing to correct where every weight is zero', () => {
    const options = { size: 4, correlation: false, rsrg: false };
    const sums = new LevelSums(options);
    sums.add(new Uint8Array(16), new RandomStream(1, 'ties'), -Infinity);
    const { levels, notes } = finishMeasurement([{ options, bins: [sums] }], about);
    expect(levels[0].corrected).toBeNull();
    expect(notes.join(' ')).toMatch(/weight zero/);
  });
});

describe('measurementTable', () => {
  it('has a line for every number, with as many cells as the heading', () => {
    const measurement = finishMeasurement([sampled(4, 10, 20), sampled(16, 10, 20)], about);
    const lines = measurementTable(measurement).trimEnd().split('\n');
    const cells = lines.map((line) => line.split(','));
    expect(new Set(cells.map(({ length }) => length))).toEqual(new Set([8]));
    const chi = cells.find(([name, size]) => name === 'chi' && size === '16')!;
    expect(Number(chi[3])).toBe(measurement.levels[1].observables.chi.value);
    const names = new Set(cells.map(([name]) => name));
    for (const name of ['e', 'u4', 'P(m)', 'G(r)', 'S(k)', 'gamma/nu']) expect(names).toContain(name);
  });
});
