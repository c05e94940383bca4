import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  panned,
  strongestZoom,
  wholePicture,
  zoomed,
} from '../../../../../renderer/labs/upscaling/parts/viewport.ts';

describe('looking closer', () => {
  it('keeps the point under the pointer in its place', () => {
    const view = zoomed(wholePicture, 4, 1024, { x: 0.25, y: 0.75 });
    expect(view.zoom).toBe(4);
    // Point of the picture under the pointer, before (0.25, 0.75) and after.
    expect(view.x + 0.25 / view.zoom).toBeCloseTo(0.25);
    expect(view.y + 0.75 / view.zoom).toBeCloseTo(0.75);
  });

  it('never shows less than eight spins or more than the picture, and never leaves it', () => {
    const step = fc.oneof(
      fc.record({ factor: fc.double({ min: 0.1, max: 10, noNaN: true }) }),
      fc.record({
        dx: fc.double({ min: -2, max: 2, noNaN: true }),
        dy: fc.double({ min: -2, max: 2, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(4, 64, 1024), fc.array(step, { maxLength: 20 }), (size, steps) => {
        let view = wholePicture;
        for (const one of steps) {
          view = 'factor' in one ? zoomed(view, one.factor, size) : panned(view, one.dx, one.dy);
          expect(view.zoom).toBeGreaterThanOrEqual(1);
          expect(view.zoom).toBeLessThanOrEqual(strongestZoom(size));
          for (const edge of [view.x, view.y]) {
            expect(edge).toBeGreaterThanOrEqual(0);
            expect(edge).toBeLessThanOrEqual(1 - 1 / view.zoom);
          }
        }
      }),
    );
  });
});
