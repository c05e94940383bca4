import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticks } from '../../../renderer/components/ticks.ts';

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
