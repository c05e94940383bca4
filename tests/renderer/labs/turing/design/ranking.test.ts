import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesignCandidate } from '../../../../../preload/contract/index.ts';
import {
  orderByDistance,
  orderByDiversity,
  parameterDistance,
} from '../../../../../renderer/labs/turing/design/ranking.ts';

const design = (total: number, F: number, trivial = false): DesignCandidate => ({
  parameters: { Da: 0.16, Db: 0.08, F, k: Math.sqrt(F) / 2 - F },
  simulationSeed: 1,
  distance: { total, spectrum: total / 3, intensity: total / 3, moments: total / 3 },
  score: 1 - total,
  trivial,
  clipped: [],
  pattern: 0,
});

const anyDesigns = fc.array(
  fc
    .record({
      total: fc.double({ min: 0, max: 3, noNaN: true }),
      F: fc.double({ min: 0.014, max: 0.07, noNaN: true }),
      trivial: fc.boolean(),
    })
    .map(({ total, F, trivial }) => design(total, F, trivial)),
  { maxLength: 20 },
);

describe('order of designs', () => {
  it('puts the closest first and trivial ones last', () => {
    expect(orderByDistance([design(0.5, 0.03), design(0.1, 0.03, true), design(0.2, 0.03)])).toEqual([
      2, 0, 1,
    ]);
  });

  it('lists every design once, in either order', () => {
    fc.assert(
      fc.property(anyDesigns, (designs) => {
        for (const order of [orderByDistance(designs), orderByDiversity(designs)]) {
          expect(order.toSorted((a, b) => a - b)).toEqual(designs.map((_, index) => index));
        }
      }),
    );
  });

  it('starts a varied list with the closest, then takes what lies farthest from the chosen', () => {
    const designs = [design(0.1, 0.03), design(0.2, 0.031), design(0.3, 0.06), design(0.4, 0.045)];
    expect(orderByDiversity(designs)).toEqual([0, 2, 3, 1]);
  });
});

describe('distance of parameter sets', () => {
  it('is a metric', () => {
    const point = fc.record({
      Da: fc.double({ min: 0.12, max: 0.21, noNaN: true }),
      Db: fc.double({ min: 0.05, max: 0.1, noNaN: true }),
      F: fc.double({ min: 0.014, max: 0.07, noNaN: true }),
      k: fc.double({ min: 0.03, max: 0.07, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, point, (x, y, z) => {
        expect(parameterDistance(x, x)).toBe(0);
        expect(parameterDistance(x, y)).toBeCloseTo(parameterDistance(y, x), 12);
        expect(parameterDistance(x, z)).toBeLessThanOrEqual(
          parameterDistance(x, y) + parameterDistance(y, z) + 1e-9,
        );
      }),
    );
  });
});
