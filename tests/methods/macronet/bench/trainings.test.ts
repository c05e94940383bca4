import { describe, expect, it } from 'vitest';
import { encoderTraining, hybridTraining } from '../../../../main/methods/macronet/bench/trainings.ts';

describe('the trainings that are timed', () => {
  it('are the default ones and can be stepped', () => {
    const hybrid = hybridTraining(1);
    const encoder = encoderTraining(1);
    expect([hybrid.steps, encoder.steps]).toEqual([4000, 1600]);
    expect(() => {
      hybrid.step(0);
      encoder.step(0);
    }).not.toThrow();
  });
});
