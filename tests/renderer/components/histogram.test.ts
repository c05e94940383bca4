import { describe, expect, it } from 'vitest';
import { evenEdges, histogramColumns, histogramOption } from '../../../renderer/components/histogram.ts';

const one = { name: 'u', edges: [0, 1, 2], counts: Uint32Array.of(3, 1) };
const other = { name: 'v', edges: [0, 1, 2], counts: Uint32Array.of(0, 2) };
const dataOf = (option: ReturnType<typeof histogramOption>) =>
  (option.series as { data: number[][] }[]).map(({ data }) => data);

describe('histograms', () => {
  it('one is drawn as counts that come down to zero at both ends', () => {
    const option = histogramOption([one], { quantity: 'u / m' });
    expect(dataOf(option)).toEqual([
      [
        [0, 0],
        [0, 3],
        [1, 1],
        [2, 1],
        [2, 0],
      ],
    ]);
    expect(option.xAxis).toMatchObject({ name: 'u / m' });
    expect(option.yAxis).toMatchObject({ name: 'values' });
  });

  it('several are drawn as shares of their own values', () => {
    const option = histogramOption([one, other]);
    expect(dataOf(option).map((data) => data.slice(1, 3))).toEqual([
      [
        [0, 75],
        [1, 25],
      ],
      [
        [0, 0],
        [1, 100],
      ],
    ]);
    expect(option.yAxis).toMatchObject({ name: 'share of values / %' });
  });

  it('a single value has a width to be seen', () => {
    const option = histogramOption([{ name: 'c', edges: [4, 4], counts: [9] }]);
    expect(dataOf(option)[0]!.map(([x]) => x)).toEqual([3.5, 3.5, 4.5, 4.5]);
  });

  it('have columns with edges and counts, also of arrays of one name', () => {
    expect(histogramColumns([one, { ...other, name: 'u' }])).toEqual({
      from: [0, 1],
      to: [1, 2],
      u: Uint32Array.of(3, 1),
      'u (2)': Uint32Array.of(0, 2),
    });
    expect(histogramColumns([])).toEqual({});
  });

  it('edges are even, and end where they should', () => {
    expect([...evenEdges(-1, 3, 4)]).toEqual([-1, 0, 1, 2, 3]);
    expect(evenEdges(-1.7e308, 1.7e308, 2)[1]).toBe(0);
  });
});
