import { describe, expect, it } from 'vitest';
import { sparkPath } from '../../../../renderer/labs/runs/spark-path.ts';

const size = { width: 104, height: 24, logarithmic: false };
const curve = (step: number[], value: number[]) => ({
  step: Float64Array.from(step),
  value: Float64Array.from(value),
});

describe('sparkPath', () => {
  it('goes from the first step at the left to the last at the right, the largest value on top', () => {
    expect(sparkPath(curve([0, 50, 100], [0, 1, 2]), size)).toEqual({
      line: 'M2 22L52 12L102 2',
      end: { x: 102, y: 2 },
    });
  });

  it('makes equal factors equal heights on a logarithmic scale', () => {
    const { line } = sparkPath(curve([0, 50, 100], [1, 10, 100]), { ...size, logarithmic: true });
    expect(line).toBe('M2 22L52 12L102 2');
  });

  it('leaves a gap where there is no number', () => {
    expect(sparkPath(curve([0, 1, 2, 3], [1, NaN, 1, 2]), size).line).toMatch(/^M[\d.]+ 22M[\d.]+ 22L102 2$/);
  });

  it('draws a constant in the middle, one point at the end, and nothing of nothing', () => {
    expect(sparkPath(curve([0, 1], [3, 3]), size).line).toBe('M2 12L102 12');
    expect(sparkPath(curve([7], [3]), size).end).toEqual({ x: 102, y: 12 });
    expect(sparkPath(curve([], []), size)).toEqual({ line: '', end: null });
    expect(sparkPath(curve([0], [NaN]), size)).toEqual({ line: '', end: null });
  });
});
