import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromPixels,
  toPixels,
  type PlotFrame,
} from '../../../../../renderer/labs/renormalization/flow/scale.ts';

const frame: PlotFrame = {
  left: 60,
  top: 30,
  width: 500,
  height: 300,
  x: { low: 0, high: 1.4 },
  y: { low: -0.2, high: 0.8 },
};

describe('the frame of a plot', () => {
  it('puts the lowest y at the bottom', () => {
    expect(toPixels(frame, { x: 0, y: -0.2 })).toEqual({ x: 60, y: 330 });
    expect(toPixels(frame, { x: 1.4, y: 0.8 })).toEqual({ x: 560, y: 30 });
  });

  it('finds the point of a pixel again', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (x, y) => {
          const back = fromPixels(frame, toPixels(frame, { x, y }));
          expect(back.x).toBeCloseTo(x, 10);
          expect(back.y).toBeCloseTo(y, 10);
        },
      ),
    );
  });
});
