import { describe, expect, it } from 'vitest';
import {
  reaches,
  resultRows,
  targetsOf,
  targetWords,
} from '../../../../../renderer/labs/turing/train/targets.ts';

describe('targets of a training', () => {
  it('judges in the sense of each target', () => {
    const [score] = targetsOf({ kind: 'turing-cnn', observation: 'fields' });
    expect([0.85, 0.84].map((value) => reaches(score!, value))).toEqual([true, false]);
    const radius = targetsOf({ kind: 'oscillator' }).find(({ sense }) => sense === 'most')!;
    expect([0.03, 0.031].map((value) => reaches(radius, value))).toEqual([true, false]);
    const coverage = targetsOf({ kind: 'turing-hybrid' }).find(({ sense }) => sense === 'between')!;
    expect([0.7, 0.8, 0.9].map((value) => reaches(coverage, value))).toEqual([false, true, false]);
    expect(targetWords(coverage)).toBe('0.75 to 0.87');
  });

  it('lists what has a target first, then everything else that was measured', () => {
    const rows = resultRows(targetsOf({ kind: 'linear-system' }), {
      seconds: { value: 12 },
      sign: { value: 0.99 },
      'linear.rotation': { value: 0.97 },
    });
    expect(rows.map(({ id, target }) => [id, target !== null])).toEqual([
      ['linear.rotation', true],
      ['linear.sign', true],
      ['seconds', false],
    ]);
  });
});
