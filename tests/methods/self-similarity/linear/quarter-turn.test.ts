import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { quarterTurn } from '../../../../main/methods/self-similarity/linear/quarter-turn.ts';
import { whiteSeries } from './random-series.ts';

describe('quarter turn', () => {
  it('moves (x, y) to (−y, x) and turns vectors with it', () => {
    const data = Float32Array.of(1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60, 0, 0, 7, 0, 0, 0);
    const series = {
      runs: 1,
      times: 1,
      fields: 3,
      height: 2,
      width: 3,
      data,
      boundary: 'open' as const,
      binary: false,
      vectors: true,
    };
    const turned = quarterTurn(series);
    expect([turned.height, turned.width]).toEqual([3, 2]);
    expect([...turned.data.subarray(0, 6)]).toEqual([4, 1, 5, 2, 6, 3]);
    // New x component is minus the old y component, new y component the old x component.
    expect([...turned.data.subarray(6, 12)].map(Math.abs)).toEqual([0, 0, 0, 0, 0, 7]);
    expect(turned.data[11]).toBe(-7);
    expect([...turned.data.subarray(12)]).toEqual([40, 10, 50, 20, 60, 30]);
  });

  it('taken four times is none, taken twice mirrors both axes and vectors', () => {
    const series = whiteSeries(
      { runs: 2, times: 2, fields: 3, height: 4, width: 5, boundary: 'periodic', vectors: true },
      new RandomStream(1, 'turn'),
    );
    const twice = quarterTurn(quarterTurn(series));
    expect(twice.data[0]).toBe(series.data[19]);
    expect(twice.data[20]).toBe(-series.data[39]);
    expect(quarterTurn(quarterTurn(twice)).data).toEqual(series.data);
  });
});
