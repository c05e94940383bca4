import { describe, expect, it } from 'vitest';
import { closeness, familiarity } from '../../../../../renderer/labs/turing/design/closeness.ts';

function familiarityOf(verdict: 'inside' | 'edge' | 'outside') {
  return familiarity({ verdict, value: 1, threshold: 2, explanation: 'nearer than most' });
}

describe('closeness in words', () => {
  it.each([
    [1.02, 'ok'],
    [0.7, 'ok'],
    [0.4, 'warn'],
    [0.1, 'bad'],
    [-0.5, 'bad'],
  ] as const)('takes a score of %d for %s', (score, state) => {
    expect(closeness({ score, trivial: false }).state).toBe(state);
  });

  it('never calls a trivial pattern close', () => {
    expect(closeness({ score: 1, trivial: true }).state).toBe('bad');
  });
});

describe('familiarity', () => {
  it('keeps the explanation and colours the verdict', () => {
    expect((['inside', 'edge', 'outside'] as const).map((verdict) => familiarityOf(verdict).state)).toEqual([
      'ok',
      'warn',
      'bad',
    ]);
    expect(familiarityOf('outside').sentence).toBe('nearer than most');
  });
});
