import { describe, expect, it } from 'vitest';
import { atLeast, atMost, between, near, shown } from '../../main/methods/checks.ts';

describe('checks', () => {
  it('pass on the right side of their reference, interval shown', () => {
    expect(atLeast('x', { value: 0.9, low: 0.8, high: 1 }, 0.85, 's')).toEqual({
      id: 'x',
      measured: 0.9,
      interval: [0.8, 1],
      reference: 0.85,
      tolerance: 'at least',
      pass: true,
      source: 's',
    });
    expect(atLeast('x', Number.NaN, 0, 's').pass).toBe(false);
    expect(atMost('x', 0.05, 0.04, 's').pass).toBe(false);
    expect(between('x', 0.8, 0.75, 0.87, 's').pass).toBe(true);
    expect(between('x', 0.9, 0.75, 0.87, 's').pass).toBe(false);
    expect(near('x', 0.51, 0.5, 0.02, 's')).toMatchObject({ reference: 0.5, tolerance: 0.02, pass: true });
    expect(near('x', 0.47, 0.5, 0.02, 's').pass).toBe(false);
    expect(near('x', Number.NaN, 0.5, 0.02, 's').pass).toBe(false);
    expect(shown('x', -3, 's').pass).toBe(true);
  });
});
