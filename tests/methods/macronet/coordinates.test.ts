import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clip,
  fromFlowCoordinates,
  fromUnitBox,
  logBoxVolume,
  parameterBox,
  toFlowCoordinates,
  toUnitBox,
} from '../../../main/methods/macronet/coordinates.ts';
import { patternGeneration } from '../../../preload/contract/index.ts';

const box = parameterBox(patternGeneration.parse({}));
const unit = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });

describe('parameter coordinates', () => {
  it('go to the unit box and back', () => {
    fc.assert(
      fc.property(unit, (p) => {
        const back = toUnitBox(fromUnitBox(p, box), box);
        p.forEach((value, i) => expect(back[i]).toBeCloseTo(value, 9));
      }),
    );
  });

  it('go to flow coordinates and back', () => {
    fc.assert(
      fc.property(unit, (p) => {
        const back = fromFlowCoordinates(toFlowCoordinates(p));
        p.forEach((value, i) => expect(back[i]).toBeCloseTo(value, 9));
      }),
    );
  });

  it('put the middle of the ranges at the origin, on the paper’s k', () => {
    const parameters = fromUnitBox([0.5, 0.5, 0.5, 7 / 12], box);
    expect(parameters.Da).toBeCloseTo(0.165, 12);
    expect(parameters.k).toBeCloseTo(Math.sqrt(0.042) / 2 - 0.042, 12);
    expect(toFlowCoordinates([0.5])[0]).toBeCloseTo(0, 12);
  });

  it('know the volume element', () => {
    const u = [0.3, -1.2, 0, 2];
    let expected = 0;
    for (let i = 0; i < 4; i++) {
      const [above] = fromFlowCoordinates([u[i] + 1e-6]);
      const [below] = fromFlowCoordinates([u[i] - 1e-6]);
      expected += Math.log((above - below) / 2e-6);
    }
    expect(logBoxVolume(u)).toBeCloseTo(expected, 6);
  });

  it('clip to the trained ranges and say what moved', () => {
    const { parameters, clipped } = clip([9, 0, -9, 0], box);
    expect(clipped).toEqual(['Da', 'F']);
    expect(parameters.Da).toBe(0.21);
    expect(parameters.F).toBeCloseTo(0.014, 12);
    expect(clip([0, 0, 0, 0], box).clipped).toEqual([]);
  });
});
