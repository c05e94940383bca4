import { describe, expect, it } from 'vitest';
import { crossingBracket, degeneracyCrossing } from '../../../../main/methods/mlrg/analysis/critical.ts';
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
