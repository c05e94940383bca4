import { describe, expect, it } from 'vitest';
import {
  designSeconds,
  effortSentence,
  simulationCount,
  type DesignEffort,
} from '../../../../../renderer/labs/turing/design/estimate.ts';

const effort: DesignEffort = { samples: 8, candidates: 4, refine: false, observation: 'fields' };

describe('effort of a design', () => {
  it('counts candidates, the judging simulation of each sample, and the baseline', () => {
    expect(simulationCount(effort)).toBe(8 * 5 + 4);
    expect(simulationCount({ ...effort, candidates: 1 })).toBe(8 + 4);
    expect(simulationCount({ ...effort, refine: true })).toBe(8 * 57 + 4);
    expect(simulationCount({ ...effort, refine: true, observation: 'picture' })).toBe(8 * 5 + 4);
  });

  it('learns from the last design', () => {
    expect(designSeconds(effort, { simulations: 44, seconds: 47 })).toBeCloseTo(47);
    expect(designSeconds({ ...effort, samples: 16 }, { simulations: 44, seconds: 47 })).toBeCloseTo(87);
  });

  it('says what will happen and how long it takes', () => {
    expect(effortSentence(effort, 22)).toBe(
      '44 simulations, best of 4, judged from fresh seeds; about 20 s, no training.',
    );
    expect(effortSentence({ ...effort, candidates: 1 }, 3)).toBe(
      '12 simulations, judged from fresh seeds; about 3 s, no training.',
    );
  });
});
