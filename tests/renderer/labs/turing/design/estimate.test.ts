import { describe, expect, it } from 'vitest';
import {
  aboutTime,
  designSeconds,
  effortSentence,
  simulationCount,
} from '../../../../../renderer/labs/turing/design/estimate.ts';

describe('effort of a design', () => {
  it('counts candidates and the judging simulation of each sample', () => {
    expect(simulationCount({ samples: 8, candidates: 4, refine: false })).toBe(40);
    expect(simulationCount({ samples: 8, candidates: 1, refine: false })).toBe(8);
    expect(simulationCount({ samples: 2, candidates: 4, refine: true })).toBe(2 * 57);
  });

  it('learns from the last design', () => {
    const effort = { samples: 8, candidates: 4, refine: false };
    expect(designSeconds(effort, { simulations: 40, seconds: 43 })).toBeCloseTo(43);
    expect(designSeconds({ ...effort, samples: 16 }, { simulations: 40, seconds: 43 })).toBeCloseTo(83);
  });

  it('says what will happen and how long it takes', () => {
    expect(effortSentence({ samples: 8, candidates: 4, refine: false }, 22)).toBe(
      '40 simulations, best of 4, judged from fresh seeds; about 20 s, no training.',
    );
    expect([3.2, 47, 400, 9000].map(aboutTime)).toEqual([
      'about 3 s',
      'about 45 s',
      'about 7 min',
      'about 2.5 h',
    ]);
  });
});
