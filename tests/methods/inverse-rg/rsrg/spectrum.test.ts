import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  blockingSteps,
  familyOf,
  FlowSums,
  stepSums,
  type StepSums,
} from '../../../../main/methods/inverse-rg/rsrg/flow-sums.ts';
import { eigenvalueModuli, linearisedMap } from '../../../../main/methods/inverse-rg/rsrg/spectrum.ts';
import { rsrgSteps } from '../../../../main/methods/inverse-rg/rsrg/steps.ts';

/** Sums over pairs S = `fine`, S′ = `coarse` of operators. */
function sumsOf(pairs: { coarse: number[]; fine: number[] }[]): StepSums {
  const n = pairs[0].coarse.length;
  const sums: StepSums = {
    count: pairs.length,
    operators: n,
    coarse: new Float64Array(n),
    fine: new Float64Array(n),
    coarseCoarse: new Float64Array(n * n),
    coarseFine: new Float64Array(n * n),
  };
  for (const { coarse, fine } of pairs) {
    for (let a = 0; a < n; a++) {
      sums.coarse[a] += coarse[a];
      sums.fine[a] += fine[a];
      for (let b = 0; b <= a; b++) sums.coarseCoarse[a * n + b] += coarse[a] * coarse[b];
      for (let b = 0; b < n; b++) sums.coarseFine[a * n + b] += coarse[a] * fine[b];
    }
  }
  return sums;
}

/** S = A S′ without noise, so that Cov(S′, S) = Cov(S′, S′) Aᵗ and T = Aᵗ. */
function linearPairs(map: Matrix, count: number, scales: number[]): { coarse: number[]; fine: number[] }[] {
  const random = new RandomStream(4, 'pairs');
  return Array.from({ length: count }, () => {
    const coarse = scales.map((scale) => scale * (random.normal() + 3));
    return { coarse, fine: map.mmul(Matrix.columnVector(coarse)).to1DArray() };
  });
}

const map = new Matrix([
  [3, 0.5, 0],
  [-1, 1.5, 0.25],
  [0.2, 0, 0.4],
]);

describe('linearisedMap', () => {
  it('recovers a known map, whatever units the operators have', () => {
    for (const scales of [
      [1, 1, 1],
      [1e-3, 1, 1e4],
    ]) {
      const T = linearisedMap(sumsOf(linearPairs(map, 50, scales)), 3);
      const expected = eigenvalueModuli(map.transpose());
      for (const [i, modulus] of eigenvalueModuli(T).entries()) expect(modulus).toBeCloseTo(expected[i], 8);
    }
  });

  it('leaves out directions that do not fluctuate', () => {
    const pairs = linearPairs(map, 50, [1, 1, 1]).map(({ coarse, fine }) => ({
      coarse: [...coarse, coarse[0], 7],
      fine: [...fine, fine[0], 7],
    }));
    const moduli = eigenvalueModuli(linearisedMap(sumsOf(pairs), 5));
    const expected = eigenvalueModuli(map.transpose());
    for (let i = 0; i < 3; i++) expect(moduli[i]).toBeCloseTo(expected[i], 7);
    expect(moduli[3]).toBeCloseTo(0, 7);
  });

  it('takes the leading operators alone when asked', () => {
    const T = linearisedMap(sumsOf(linearPairs(map, 50, [1, 1, 1])), 1);
    expect(T.rows).toBe(1);
  });

  it('needs two configurations', () => {
    expect(() => linearisedMap(sumsOf(linearPairs(map, 1, [1, 1, 1])), 3)).toThrow(RangeError);
  });
});

describe('eigenvalueModuli', () => {
  it('counts a complex pair once', () => {
    const rotation = new Matrix([
      [0, -2, 0],
      [2, 0, 0],
      [0, 0, 0.5],
    ]);
    const moduli = eigenvalueModuli(rotation);
    expect(moduli).toHaveLength(2);
    expect(moduli[0]).toBeCloseTo(2, 12);
    expect(moduli[1]).toBeCloseTo(0.5, 12);
  });
});

/** Independent spins: T is known, because blocks are independent of one another. */
function independentSpins(size: number, configurations: number, rule: 'majority' | 'decimation'): FlowSums {
  const flow = new FlowSums(size, rule);
  const random = new RandomStream(9, `independent ${rule}`);
  const spins = new Uint8Array(size * size);
  for (let i = 0; i < configurations; i++) {
    for (let site = 0; site < spins.length; site++) spins[site] = random.bits() >>> 31;
    flow.add(spins, random);
  }
  return flow;
}

describe('blocking of independent spins', () => {
  const size = 16;
  const configurations = 3000;
  const odd = familyOf('full', 'odd');

  it.each([
    // Cov(σ′, Σ_block σ): ½ of the blocks sum to ±2 and ⅛ to ±4, ties do not count.
    ['majority', 1.5],
    // The one spin that is kept.
    ['decimation', 1],
  ] as const)('by %s multiplies a field by %f', (rule, eigenvalue) => {
    const { data } = independentSpins(size, configurations, rule);
    const [found] = linearisedMap(stepSums(data, 0, odd), 1).to1DArray();
    // Cov(S′, S)/Cov(S′, S′) of a regression over so many configurations.
    const residual = rule === 'majority' ? 4 - 1.5 ** 2 : 3;
    expect(Math.abs(found - eigenvalue)).toBeLessThan(5 * Math.sqrt(residual / configurations));
  });
});

describe('rsrgSteps', () => {
  it('says when there are too few configurations, set by set', () => {
    const { data } = independentSpins(16, 300, 'majority');
    const { steps, notes } = rsrgSteps(16, [data]);
    expect(steps.map(({ set }) => set)).toEqual(['paper', 'paper']);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/300 configurations are too few.*full set.*440/);
    expect(steps[0].yh.error).toBeNull();
  });

  it('says when nothing fluctuates', () => {
    const flow = new FlowSums(8, 'majority');
    const random = new RandomStream(1, 'ties');
    for (let i = 0; i < 500; i++) flow.add(new Uint8Array(64).fill(1), random);
    const { steps, notes } = rsrgSteps(8, [flow.data]);
    expect(steps).toEqual([]);
    expect(notes).toHaveLength(2);
    expect(notes[0]).toMatch(/too much alike/);
  });

  it('gives every step of both sets, finest first, with errors from groups of bins', () => {
    const bins = Array.from({ length: 50 }, () => new FlowSums(16, 'majority'));
    const random = new RandomStream(2, 'bins');
    for (const bin of bins) {
      for (let i = 0; i < 20; i++) {
        bin.add(
          Uint8Array.from({ length: 256 }, () => random.bits() >>> 31),
          random,
        );
      }
    }
    const { steps, notes } = rsrgSteps(
      16,
      bins.map(({ data }) => data),
    );
    expect(notes).toEqual([]);
    expect(steps.map(({ size, blockings, set }) => [size, blockings, set])).toEqual([
      [16, 0, 'paper'],
      [16, 0, 'full'],
      [8, 1, 'paper'],
      [8, 1, 'full'],
    ]);
    for (const step of steps) {
      expect(step.eta.value).toBeCloseTo(4 - 2 * step.yh.value, 12);
      expect(step.yh.error).toBeGreaterThan(0);
      expect(step.operators).toEqual(step.set === 'full' ? { odd: 41, even: 44 } : { odd: 11, even: 25 });
    }
    // A field on independent spins: y_h = log₂ 1.5, within five jackknife errors.
    const { yh } = steps[0];
    expect(Math.abs(yh.value - Math.log2(1.5))).toBeLessThan(5 * yh.error!);
  });
});

describe('blockingSteps', () => {
  it('end at 4×4, or where a side is odd', () => {
    expect([4, 8, 12, 16, 24, 128, 7].map(blockingSteps)).toEqual([0, 1, 1, 2, 2, 5, 0]);
  });
});
