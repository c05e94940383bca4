import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signChange, signChangeBetween } from '../../../main/methods/mlrg/sign-change.ts';

/** Runs a search on a function; the number of values it took. */
function search(f: (x: number) => number, guess: number, reach = 0.1, precision = 1e-9) {
  const points = signChange(guess, reach, precision, [guess / 10, guess * 10]);
  let evaluations = 0;
  let next = points.next();
  while (!next.done) {
    evaluations++;
    next = points.next(f(next.value));
  }
  return { root: next.value, evaluations };
}

test('a smooth zero is found in a few steps', () => {
  const { root, evaluations } = search((x) => x * x - 2, 1.4);
  expect(root).toBeCloseTo(Math.SQRT2, 8);
  expect(evaluations).toBeLessThan(12);
});

test('a zero outside the first bracket is found by widening, on both sides', () => {
  for (const zero of [0.3, 0.6, 3, 7]) expect(search((x) => Math.log(x / zero), 1).root).toBeCloseTo(zero, 7);
});

test('without a change of sign there is none', () => {
  expect(search(() => 1, 1).root).toBeNull();
  expect(search(() => -1, 1).root).toBeNull();
});

test('zeros of any power on either side take at most two more values than bisection', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.91, max: 1.09, noNaN: true }),
      fc.double({ min: 0.05, max: 6, noNaN: true }),
      fc.double({ min: 0.05, max: 6, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      (zero, below, above, ratio) => {
        const f = (x: number) => (x < zero ? -((zero - x) ** below) : ratio * (x - zero) ** above);
        const { root, evaluations } = search(f, 1);
        expect(Math.abs(root! - zero)).toBeLessThan(2e-9);
        // Two ends of the bracket, then halvings of 0.2 down to 1e-9.
        expect(evaluations).toBeLessThanOrEqual(2 + Math.ceil(Math.log2(0.2 / 0.9e-9)) + 2);
      },
    ),
  );
});

test('between two ends, one of them zero: steps as well as slopes, none without a change from negative to positive', () => {
  for (const zero of [0.1, 0.3, 0.77]) {
    expect(signChangeBetween((x) => (x < zero ? -1e-9 : 0.4), [0, 1], 1e-6)).toBeCloseTo(zero, 6);
    expect(signChangeBetween((x) => x ** 3 - zero ** 3, [0, 1], 1e-6)).toBeCloseTo(zero, 6);
    expect(signChangeBetween((x) => zero - x, [0, 1], 1e-6)).toBeNull();
  }
});
