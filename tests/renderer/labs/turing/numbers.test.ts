import { describe, expect, it } from 'vitest';
import { bare } from '../../../../renderer/labs/turing/numbers.ts';

describe('numbers in columns', () => {
  it('drops the leading zero and uses a minus sign', () => {
    expect([0.0352, -0.12, 1.271, -0.0001, NaN].map((value) => bare(value, 2))).toEqual([
      '.04',
      '−.12',
      '1.27',
      '.00',
      '–',
    ]);
  });
});
