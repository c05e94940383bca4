import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromPixels,
  ticks,
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

describe('ticks', () => {
  it('are round numbers within the interval', () => {
    expect(ticks({ low: 0, high: 1.4 }, 7)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4]);
    expect(ticks({ low: -0.07, high: 0.21 }, 6)).toEqual([-0.05, 0, 0.05, 0.1, 0.15, 0.2]);
  });

  it('are neither few nor many, whatever the interval', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (low, span) => {
          const found = ticks({ low, high: low + span }, 6);
          expect(found.length).toBeGreaterThanOrEqual(1);
          expect(found.length).toBeLessThanOrEqual(7);
          for (const tick of found) {
            expect(tick).toBeGreaterThanOrEqual(low - 1e-6 * span);
            expect(tick).toBeLessThanOrEqual(low + span * (1 + 1e-6));
          }
        },
      ),
    );
  });

  it('of nothing are none', () => {
    expect(ticks({ low: 1, high: 1 }, 5)).toEqual([]);
    expect(ticks({ low: 0, high: Infinity }, 5)).toEqual([]);
  });
});
