import { describe, expect, it } from 'vitest';
import { trainingCost } from '../../../../../renderer/labs/turing/train/cost.ts';
import { defaultSpec, trainingChoices } from '../../../../../renderer/labs/turing/train/kinds.ts';

const hybrid = defaultSpec(trainingChoices.find(({ name }) => name === 'hybrid')!);

describe('cost of a training', () => {
  it('goes with steps, batch and size of the network', () => {
    const whole = trainingCost(hybrid, 1, 1).trainingSeconds;
    expect(trainingCost({ ...hybrid, steps: hybrid.steps / 2 }, 1, 1).trainingSeconds).toBeCloseTo(whole / 2);
    expect(trainingCost({ ...hybrid, batch: hybrid.batch * 2 }, 1, 1).trainingSeconds).toBeCloseTo(whole * 2);
    expect(trainingCost(hybrid, 3, 1).trainingSeconds).toBeCloseTo(whole * 3);
  });

  it('counts the patterns that have to be grown, shared over the threads', () => {
    const one = trainingCost(hybrid, 1, 1);
    expect(one.simulations).toBeGreaterThan(one.kept);
    expect(trainingCost(hybrid, 1, 2).generationSeconds).toBeCloseTo(one.generationSeconds / 2);
    if (!('data' in hybrid)) throw new Error('the hybrid has data');
    const reused = trainingCost({ ...hybrid, data: { source: 'run', run: 'any' } }, 1, 1);
    expect(reused).toMatchObject({ kept: 0, simulations: 0, generationSeconds: 0 });
  });
});
