import { expect, it } from 'vitest';
import { meaningOf } from '../../../../../renderer/labs/renormalization/parts/meaning.ts';
import { forbiddenDescription, isingDescription, vectorDescription } from '../descriptions.ts';

it('says how many couplings there are, what is enumerated, and how long a step takes', () => {
  expect(meaningOf(vectorDescription)).toBe(
    '5 couplings, 532 of 4\u2009096 configurations, about 8 ms per step',
  );
  expect(meaningOf(isingDescription)).toBe('1 coupling, 4 of 16 configurations, about 400 µs per step');
});

it('says why there are none, or why no step can be taken', () => {
  const { message, remedy } = forbiddenDescription.problem!;
  expect(meaningOf(forbiddenDescription)).toBe(`${message} ${remedy}`);
  const cost = { ...vectorDescription.cost, possible: false };
  expect(meaningOf({ ...vectorDescription, cost })).toMatch(/too many for an exact step here$/);
});
