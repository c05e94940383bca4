import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../../../../preload/contract/index.ts';
import { priorSentence } from '../../../../../renderer/labs/self-similarity/scaling/prior-words.ts';
import { binaryScale } from '../analyses.ts';

const sentence = (shared: Estimate, free: Estimate, trivial = 0) =>
  priorSentence(
    binaryScale(2, 0, {
      ratio: shared,
      free: { consistency: free, ratio: free, reconstruction: { value: 0.2, error: null }, trivial },
    } as Parameters<typeof binaryScale>[2]),
  );
const exactly = (value: number) => ({ value, error: 0 });

describe('the comparison with free dynamics', () => {
  it('says how many times more consistent the shared rule is, and how many trainings were trivial', () => {
    expect(sentence({ value: 0.01, error: 0.001 }, { value: 0.5, error: 0.02 }, 3)).toBe(
      'N = 2: 50 times more consistent with the shared rule. 3 of the free trainings ended in a trivial macro state.',
    );
    expect(sentence({ value: 0.5, error: null }, { value: 0.25, error: null })).toMatch(/2\.0 times less/);
  });

  it('claims nothing that is within the errors', () => {
    expect(sentence(exactly(1.5), { value: 1.7, error: 0.6 })).toBe(
      'N = 2: no difference in consistency beyond two standard errors.',
    );
  });

  it('says what is exact', () => {
    expect(sentence(exactly(0), { value: 1.96, error: 0.7 })).toMatch(/shared rule is consistent exactly/);
    expect(sentence(exactly(0), exactly(0))).toMatch(/both are consistent exactly/);
    expect(sentence(exactly(0.5), exactly(0))).toMatch(/free dynamics are consistent exactly/);
  });
});
