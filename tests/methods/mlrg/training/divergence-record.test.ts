import { describe, expect, it } from 'vitest';
import { DivergenceRecord } from '../../../../main/methods/mlrg/training/divergence-record.ts';

describe('the record of divergences', () => {
  it('averages between the points of the curve, and over the last tenth', () => {
    const record = new DivergenceRecord(2000);
    const points: number[] = [];
    for (let step = 1; step <= 2000; step++) {
      const point = record.add(step, step);
      if (point !== null) points.push(point);
    }
    expect(points).toHaveLength(500);
    expect(points[0]).toBe(2.5);
    expect(points.at(-1)).toBe(1998.5);
    expect(record.final).toBe((1801 + 2000) / 2);
  });

  it('has a point at the last step of any number of them', () => {
    const record = new DivergenceRecord(1003);
    for (let step = 1; step < 1003; step++) record.add(step, 1);
    expect(record.add(1003, 4)).toBe(4);
  });

  it('goes on from its state', () => {
    const whole = new DivergenceRecord(20);
    const resumed = new DivergenceRecord(20);
    for (let step = 1; step <= 19; step++) whole.add(step, 1 / step);
    resumed.restore(JSON.parse(JSON.stringify(whole.state())) as number[]);
    expect(resumed.add(20, 5)).toBe(whole.add(20, 5));
    expect(resumed.final).toBe(whole.final);
  });
});
