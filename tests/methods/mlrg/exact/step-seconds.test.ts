import { describe, expect, it } from 'vitest';
import { stepSeconds } from '../../../../main/methods/mlrg/exact/step-seconds.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';

describe('estimated time of an exact step', () => {
  it('grows with the representation, and comes out the same when it is asked for again', () => {
    const seconds = ['A1', 'A1+E', '2A1+E', '3A1+E'].map((spin) =>
      stepSeconds(couplingSpace({ internal: 'Z2', spin, frame: 'paper' })),
    );
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
    expect(seconds[0]).toBeGreaterThan(0);
    expect(stepSeconds(couplingSpace({ internal: 'Z2', spin: 'A1', frame: 'geometric' }))).toBe(seconds[0]);
  });
});
