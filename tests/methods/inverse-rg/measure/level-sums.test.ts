import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { AxisCorrelations, axisPoints } from '../../../../main/methods/inverse-rg/measure/correlations.ts';
import { LevelSums, type LevelOptions } from '../../../../main/methods/inverse-rg/measure/level-sums.ts';
import { MagnetisationBins } from '../../../../main/methods/inverse-rg/measure/magnetisation-bins.ts';
import { SpinCounter } from '../../../../main/methods/inverse-rg/measure/order-and-energy.ts';

const sizes = fc.constantFrom(1, 2, 3, 4, 5, 6, 8, 12, 16, 20, 33, 64, 512);

function randomSpins(size: number, seed: number, share = 0.5): Uint8Array {
  const random = new RandomStream(seed, `spins ${size}`);
  return Uint8Array.from({ length: size * size }, () => Number(random.uniform() < share));
}

const sign = (spins: Uint8Array, i: number) => 2 * spins[i] - 1;

describe('SpinCounter', () => {
  it('counts the spins and bonds one by one', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.constantFrom(0.02, 0.5, 1), (size, seed, share) => {
        const spins = randomSpins(size, seed, share);
        let magnetisation = 0;
        let bonds = 0;
        for (let y = 0; y < size; y++) {
          for (let x = 0; x < size; x++) {
            const spin = sign(spins, y * size + x);
            magnetisation += spin;
            bonds += spin * sign(spins, y * size + ((x + 1) % size));
            bonds += spin * sign(spins, ((y + 1) % size) * size + x);
          }
        }
        const counter = new SpinCounter(size);
        counter.count(spins);
        expect([counter.magnetisation, counter.bonds]).toEqual([magnetisation, bonds]);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('overflows nowhere on the largest lattice', () => {
    const counter = new SpinCounter(1024);
    counter.count(new Uint8Array(2 ** 20).fill(1));
    expect([counter.magnetisation, counter.bonds]).toEqual([2 ** 20, 2 ** 21]);
    counter.count(Uint8Array.from({ length: 2 ** 20 }, (_, i) => (i + (i >> 10)) & 1));
    expect([counter.magnetisation, counter.bonds]).toEqual([0, -(2 ** 21)]);
  });

  it('takes spins from anywhere in a buffer', () => {
    const spins = randomSpins(8, 3);
    const shifted = new Uint8Array(65);
    shifted.set(spins, 1);
    const [here, there] = [new SpinCounter(8), new SpinCounter(8)];
    here.count(spins);
    there.count(shifted.subarray(1));
    expect(there.bonds).toBe(here.bonds);
  });
});

describe('MagnetisationBins', () => {
  it.each([1, 2, 3, 5, 8, 15, 16, 17, 32, 33, 128, 1024])(
    'of L = %i are symmetric, few, and hold every attainable value',
    (size) => {
      const bins = new MagnetisationBins(size);
      const sites = size * size;
      expect(bins.count).toBeLessThanOrEqual(257);
      const attained = new Int32Array(bins.count);
      let asymmetric = 0;
      for (let M = -sites; M <= sites; M += 2) {
        const bin = bins.of(M);
        attained[bin]++;
        if (bins.of(-M) !== bins.count - 1 - bin) asymmetric++;
      }
      expect(asymmetric).toBe(0);
      const widths = bins.widths();
      for (const [bin, values] of attained.entries()) {
        expect(values).toBeGreaterThan(0);
        expect(widths[bin]).toBeCloseTo((2 * values) / sites, 12);
      }
      expect(bins.centres()[0] + bins.centres()[bins.count - 1]).toBeCloseTo(0, 12);
    },
  );

  it('resolve every value of small lattices', () => {
    expect(new MagnetisationBins(16).count).toBe(257);
    expect(new MagnetisationBins(4).centres()).toEqual(Array.from({ length: 17 }, (_, i) => (i - 8) / 8));
  });
});

describe('AxisCorrelations', () => {
  it('are the sums of their definitions', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3, 4, 7, 8, 33, 40), fc.nat(), (size, seed) => {
        const spins = randomSpins(size, seed, 0.7);
        const points = axisPoints(size);
        const [correlation, structure] = [new Float64Array(points), new Float64Array(points)];
        new AxisCorrelations(size).add(spins, correlation, structure);
        const at = (y: number, x: number) => sign(spins, (y % size) * size + (x % size));
        for (let n = 0; n < points; n++) {
          let pairs = 0;
          const waves = [0, 0, 0, 0];
          const k = (2 * Math.PI * n) / size;
          for (let y = 0; y < size; y++) {
            for (let x = 0; x < size; x++) {
              pairs += at(y, x) * (at(y, x + n) + at(y + n, x));
              for (const [axis, place] of [x, y].entries()) {
                waves[2 * axis] += at(y, x) * Math.cos(k * place);
                waves[2 * axis + 1] += at(y, x) * Math.sin(k * place);
              }
            }
          }
          expect(correlation[n]).toBeCloseTo(pairs / (2 * size * size), 12);
          const power = waves.reduce((sum, wave) => sum + wave * wave, 0) / 2;
          expect(structure[n]).toBeCloseTo(power / (size * size), 8);
        }
      }),
      { numRuns: 30, seed: 2 },
    );
  });
});

const shapes = (sums: LevelSums) => Object.entries(sums.toArrays()).map(([name, { shape }]) => [name, shape]);

describe('LevelSums', () => {
  const options: LevelOptions = { size: 16, correlation: true, rsrg: true, correlationEvery: 1 };

  function filled(from: number, to: number, weighted: boolean): LevelSums {
    const sums = new LevelSums(options);
    for (let i = from; i < to; i++) {
      // A stream per configuration, so that ties do not depend on how the ensemble was divided.
      const random = new RandomStream(i, 'ties');
      const logWeight = i % 5 === 0 ? -Infinity : 300 * Math.sin(i);
      sums.add(randomSpins(16, i, 0.6), random, weighted ? logWeight : undefined);
    }
    return sums;
  }

  it('merged from parts are those of one pass', () => {
    const whole = filled(0, 40, true);
    const parts = filled(0, 13, true);
    parts.merge(filled(13, 20, true));
    parts.merge(new LevelSums(options));
    parts.merge(filled(20, 40, true));
    expect(parts.count).toBe(40);
    for (const [name, { data }] of Object.entries(parts.toArrays())) {
      const expected = whole.toArrays()[name].data as Float64Array;
      for (const [i, value] of (data as Float64Array).entries()) {
        const tolerance = 1e-12 * Math.max(1, Math.abs(expected[i]));
        expect(Math.abs(value - expected[i]), `${name} ${i}`).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  it('go through arrays without a change, and are copied on the way', () => {
    const sums = filled(0, 10, true);
    const stored = structuredClone(sums.toArrays());
    const restored = LevelSums.fromArrays(options, stored);
    expect(restored.toArrays()).toEqual(stored);
    restored.add(randomSpins(16, 1), new RandomStream(1, 'ties'), 0);
    expect(stored.moments.data[0]).toBe(10);
    expect(restored.count).toBe(11);
  });

  it('have arrays of the same names and shapes with weights and without', () => {
    expect(shapes(filled(0, 3, true))).toEqual(shapes(filled(0, 3, false)));
    expect(shapes(new LevelSums(options))).toEqual(shapes(filled(0, 3, false)));
  });

  it('refuse arrays and sums of another lattice', () => {
    const other = new LevelSums({ ...options, size: 32 });
    expect(() => LevelSums.fromArrays(options, other.toArrays())).toThrow(RangeError);
    expect(() => new LevelSums(options).merge(other)).toThrow(RangeError);
  });

  it('refuse weights that are none', () => {
    const sums = new LevelSums(options);
    const random = new RandomStream(1, 'ties');
    expect(() => sums.add(randomSpins(16, 1), random, Number.NaN)).toThrow(RangeError);
  });

  it('measure correlations on a thinned part of large lattices only', () => {
    const sums = new LevelSums({ size: 128, correlation: true, rsrg: false });
    const random = new RandomStream(1, 'ties');
    for (let i = 0; i < 9; i++) sums.add(randomSpins(128, i), random);
    expect(sums.correlations[0]).toBe(3);
    // G(0) = 1 of each.
    expect(sums.correlations[1]).toBe(3);
  });

  it('thin parts of a series as they do the whole', () => {
    const thinned = { size: 128, correlation: true, rsrg: false };
    const random = new RandomStream(1, 'ties');
    const whole = new LevelSums(thinned);
    const parts = [0, 3, 5].map((before) => new LevelSums({ ...thinned, before }));
    for (let i = 0; i < 9; i++) {
      const spins = randomSpins(128, i);
      whole.add(spins, random);
      parts[i < 3 ? 0 : i < 5 ? 1 : 2].add(spins, random);
    }
    for (const part of parts.slice(1)) parts[0].merge(part);
    expect(parts[0].correlations[0]).toBe(whole.correlations[0]);
    for (const [i, sum] of parts[0].correlations.entries()) expect(sum).toBeCloseTo(whole.correlations[i], 9);
  });
});
