import { describe, expect, it } from 'vitest';
import { weightsAt } from '../../../main/methods/inverse-rg/temperature-weights.ts';

describe('weights at a temperature', () => {
  it('are polynomials, one for each orbit', () => {
    expect([...weightsAt(Float64Array.of(1, 2, 3, 4, 5, 6), 2, 0.5)]).toEqual([1 + 1.5 + 1.25, 2 + 2 + 1.5]);
  });
});
