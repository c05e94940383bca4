import { describe, expect, it } from 'vitest';
import { bare, bytes, count, duration, significant } from '../../../../renderer/labs/turing/numbers.ts';

describe('numbers', () => {
  it('drops the leading zero and uses a minus sign', () => {
    expect([0.0352, -0.12, 1.271, -0.0001, NaN].map((value) => bare(value, 2))).toEqual([
      '.04',
      '−.12',
      '1.27',
      '.00',
      '–',
    ]);
  });

  it('keeps significant digits and changes to powers of ten where it must', () => {
    expect([0.08412, 12345, 1.2e-7, 0, -3.14159].map((value) => significant(value))).toEqual([
      '0.0841',
      '12\u2009345',
      '1.20e−7',
      '0',
      '−3.14',
    ]);
  });

  it('writes counts, sizes and times as they are read', () => {
    expect([5, 1234, 1234567].map(count)).toEqual(['5', '1\u2009234', '1\u2009234\u2009567']);
    expect([12, 3.2e6].map(bytes)).toEqual(['12 B', '3.2 MB']);
    expect([12.4, 200, 7800, 120].map(duration)).toEqual(['12 s', '3 min 20 s', '2 h 10 min', '2 min']);
  });
});
