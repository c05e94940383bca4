import { describe, expect, it } from 'vitest';
import { stackRecords, unstackRecords } from '../../../main/methods/inverse-rg/stacked-records.ts';

describe('stacked records', () => {
  const records = [1, 2, 3].map((i) => ({
    sums: { shape: [2], data: Float64Array.of(i, i / 2) },
    flags: { shape: [1, 3], data: Uint8Array.of(i, 0, 1) },
  }));

  it('have one axis more, and come apart again', () => {
    const stacked = stackRecords(records);
    expect(stacked.flags.shape).toEqual([3, 1, 3]);
    expect(Array.from(stacked.sums.data as Float64Array)).toEqual([1, 0.5, 2, 1, 3, 1.5]);
    expect(unstackRecords(stacked)).toEqual(records);
  });

  it('have equal lengths', () => {
    const longer = { ...records[0], sums: { shape: [3], data: new Float64Array(3) } };
    expect(() => stackRecords([records[0], longer])).toThrow(/sums/);
  });
});
