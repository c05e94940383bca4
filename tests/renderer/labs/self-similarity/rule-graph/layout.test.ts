import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  layoutOf,
  meanAngle,
  spread,
} from '../../../../../renderer/labs/self-similarity/rule-graph/layout.ts';
import { viewOf, type RuleChoice } from '../../../../../renderer/labs/self-similarity/rule-graph/view.ts';
import { graphOfTwo } from './graph.ts';

describe('the layout of the graph', () => {
  it.each<RuleChoice>(['all', 'table', 'classes'])(
    'of %s has a place for every rule, apart from others',
    (choice) => {
      const view = viewOf(graphOfTwo, choice);
      const places = layoutOf(view);
      expect([...places.keys()].toSorted((a, b) => a - b)).toEqual(view.rules);
      const all = [...places.values()];
      for (const { x, y } of all) expect(Math.hypot(x, y)).toBeLessThanOrEqual(1);
      for (const [i, a] of all.entries()) {
        for (const b of all.slice(i + 1)) {
          // Discs with numbers have a radius of 0.033, dots one of 0.01.
          const least = a.role === 'apart' && b.role === 'apart' ? 0.02 : 0.045;
          expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(least);
        }
      }
    },
  );

  it('is always the same', () => {
    expect(layoutOf(viewOf(graphOfTwo, 'all'))).toEqual(layoutOf(viewOf(graphOfTwo, 'all')));
  });

  it('has rules further out than those they lead to', () => {
    const view = viewOf(graphOfTwo, 'all');
    const places = layoutOf(view);
    const radius = (rule: number) => Math.hypot(places.get(rule)!.x, places.get(rule)!.y);
    for (const rule of view.rules.filter((one) => places.get(one)!.role === 'flows')) {
      const nearest = Math.min(
        ...view.from
          .get(rule)!
          .filter(({ trivial }) => !trivial)
          .map(({ to }) => radius(to)),
      );
      expect(nearest).toBeLessThan(radius(rule));
    }
  });
});

describe('places around a circle', () => {
  const turn = 2 * Math.PI;
  const wishes = fc.array(fc.float({ min: 0, max: Math.fround(6.28), noNaN: true }), {
    minLength: 1,
    maxLength: 40,
  });

  it('are no nearer than the gap, for any wishes', () => {
    fc.assert(
      fc.property(wishes, fc.float({ min: Math.fround(0.1), max: 1, noNaN: true }), (angles, share) => {
        const gap = (share * turn) / angles.length;
        const placed = spread(
          angles.map((angle, rule) => ({ rule, angle })),
          gap,
        );
        expect(placed.map(({ rule }) => rule).toSorted((a, b) => a - b)).toEqual(angles.map((_, i) => i));
        // Next to each other in order; the two at the cut may share what room was left there.
        const steps = placed.slice(1).map(({ angle }, i) => (angle - placed[i]!.angle + turn) % turn);
        expect(Math.min(turn, ...steps)).toBeGreaterThan(gap - 1e-6);
      }),
    );
  });

  it('are the wishes where there is room', () => {
    const wished = [0.5, 2, 4].map((angle, rule) => ({ rule, angle }));
    for (const { rule, angle } of spread(wished, 0.1)) expect(angle).toBeCloseTo(wished[rule]!.angle);
  });

  it('have a mean across the cut', () => {
    expect(meanAngle([0.1, turn - 0.1])).toBeCloseTo(0);
    expect(meanAngle([1, 2])).toBeCloseTo(1.5);
  });
});
