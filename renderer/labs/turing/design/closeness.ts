import type { DesignCandidate, DesignResult } from '../../../../preload/contract/index.ts';

export interface Closeness {
  state: 'ok' | 'warn' | 'bad';
  words: string;
  explanation: string;
}

/**
 * How close a design is, in words. The score is (d_random − d) / (d_random − d_floor): 1 is what the example's own
 * parameters reach from a new seed, 0 is a random pattern.
 */
export function closeness({ score, trivial }: Pick<DesignCandidate, 'score' | 'trivial'>): Closeness {
  if (trivial) {
    return { state: 'bad', words: 'no pattern', explanation: 'It died out or became uniform.' };
  }
  if (score >= 0.85) {
    return {
      state: 'ok',
      words: 'very close',
      explanation: 'As close as the example’s own parameters come from a new seed.',
    };
  }
  if (score >= 0.6) {
    return { state: 'ok', words: 'close', explanation: 'Much closer than random patterns.' };
  }
  if (score >= 0.3) {
    return {
      state: 'warn',
      words: 'related',
      explanation: 'Closer than random patterns, but visibly different.',
    };
  }
  return { state: 'bad', words: 'far', explanation: 'No closer than many random patterns.' };
}

export interface Familiarity {
  state: 'ok' | 'warn' | 'bad';
  badge: string;
  sentence: string;
}

/** The out-of-distribution verdict as the badge and the warning say it. */
export function familiarity({ verdict, explanation }: DesignResult['outOfDistribution']): Familiarity {
  switch (verdict) {
    case 'inside':
      return { state: 'ok', badge: 'inside training data', sentence: explanation };
    case 'edge':
      return { state: 'warn', badge: 'at the edge of training data', sentence: explanation };
    case 'outside':
      return { state: 'bad', badge: 'unlike the training data', sentence: explanation };
  }
}
