import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  crossingBracket,
  degeneracyCrossing,
  zeroBetween,
} from '../../../../main/methods/mlrg/analysis/critical.ts';
import { exactMap } from '../../../../main/methods/mlrg/exact/map.ts';
import { linearMap } from './toy-maps.ts';

const x = [0, 1, 2, 3, 4];

describe('brackets in a scan', () => {
  it('hold the steepest overtaking of one curve by the next', () => {
    const before = [1, 1.1, 1.4, 1.5, 1.9];
    expect(crossingBracket(x, before, [1, 1.05, 1.3, 1.7, 2])).toEqual([2, 3]);
    // Rounding where both are 1 is no crossing, as long as there is one.
    expect(crossingBracket(x, before, [1 - 1e-16, 1.1, 1.3, 1.7, 2])).toEqual([2, 3]);
    expect(crossingBracket(x, before, before)).toBeNull();
    // Overtaken, not overtaking.
    expect(crossingBracket(x, before, [1.1, 1.2, 1.3, 1.4, 1.5])).toBeNull();
  });
});

describe('zeros', () => {
  it('are found to 1e-6 wherever they lie', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.99, max: 0.99, noNaN: true }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        (zero, steepness) => {
          const found = zeroBetween((at) => Math.tanh(steepness * (at - zero)) * (1 + at ** 2), [-1, 1]);
          expect(Math.abs(found! - zero)).toBeLessThan(1e-6);
        },
      ),
    );
  });

  it('of a step take at most two evaluations for every halving', () => {
    for (const zero of [-0.9, -0.1, 0.3, 0.77]) {
      let evaluations = 0;
      const found = zeroBetween(
        (at) => {
          evaluations++;
          return at < zero ? -1e-9 : 0.4;
        },
        [-1, 1],
      );
      expect(Math.abs(found! - zero)).toBeLessThan(1e-6);
      expect(evaluations).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(2e6)) + 2);
    }
  });

  it('are none where the signs are equal, and may be an end', () => {
    expect(zeroBetween((at) => 1 + at ** 2, [-1, 1])).toBeNull();
    expect(zeroBetween((at) => at, [0, 1])).toBe(0);
    expect(zeroBetween((at) => at - 1, [0, 1])).toBe(1);
  });
});

describe('critical couplings of maps that are known', () => {
  it('Z of successive steps crosses where the map stands still', () => {
    const map = linearMap([1.36], [0.8137]);
    for (const step of [0, 3, 7]) {
      expect(degeneracyCrossing(map, step, [0.75, 0.85])).toBeCloseTo(0.8137, 5);
    }
    expect(degeneracyCrossing(map, 3, [0.85, 0.9])).toBeNull();
  });

  it('also where Z has arrived at 1 and 2 but for a narrow strip', () => {
    const map = exactMap({ internal: 'Z2', spin: 'A1', frame: 'paper' });
    expect(degeneracyCrossing(map, 40, [0.7, 1.2])).toBeCloseTo(0.81392, 5);
  });
});
