import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { NetworkMap } from '../../../../main/methods/self-similarity/network/network-map.ts';
import { stateOf, type Spacetime } from '../../../../main/methods/self-similarity/spacetime.ts';

const random = new RandomStream(1, 'map');
const normals = (length: number) => {
  const values = new Float32Array(length);
  random.fillNormal(values);
  return values;
};
const standardisation = { mean: Float64Array.of(2, -1), deviation: Float64Array.of(0.5, 4) };

const series: Spacetime = {
  runs: 2,
  times: 7,
  fields: 2,
  height: 5,
  width: 6,
  data: normals(2 * 7 * 2 * 5 * 6),
  boundary: 'open',
  binary: false,
  vectors: false,
};

describe('a network as a coarse-graining', () => {
  it('is the linear map of patches it describes, around the means', () => {
    const shape = { fields: 2, steps: 3, places: 4, separable: false, binary: false };
    const map = new NetworkMap(
      { space: 2, time: 3 },
      shape,
      true,
      { kernel: normals(48), offset: new Float32Array(2) },
      standardisation,
    );
    const { mean } = standardisation;
    const macro = map.apply(series);
    expect([macro.runs, macro.times, macro.fields, macro.height, macro.width]).toEqual([2, 2, 2, 2, 3]);
    const { shape: sizes, values } = map.describe().weights!;
    expect(sizes).toEqual([2, 2, 3, 2, 2]);
    for (const [run, time, output, y, x] of [
      [0, 0, 0, 0, 0],
      [1, 1, 1, 1, 2],
      [0, 1, 1, 0, 1],
    ]) {
      let expected = mean[output];
      for (let i = 0; i < 24; i++) {
        const [dx, dy, step, field] = [i & 1, (i >> 1) & 1, (i >> 2) % 3, Math.floor(i / 12)];
        const place = (field * 5 + 2 * y + dy) * 6 + 2 * x + dx;
        const value = stateOf(series, run, 3 * time + step).data[place];
        expected += values[output * 24 + i] * (value - mean[field]);
      }
      expect(stateOf(macro, run, time).data[(output * 2 + y) * 3 + x]).toBeCloseTo(expected, 4);
    }
  });

  it('of a line with a mask does not look at later steps, and says so with zeros', () => {
    const line = {
      ...series,
      height: 1,
      width: 30,
      binary: true,
      data: series.data.map((x) => Number(x > 0)),
    };
    const shape = { fields: 2, steps: 1, places: 3, separable: false, binary: true };
    const weights = { kernel: normals(12), offset: Float32Array.of(0.3, -0.2) };
    const half = Float64Array.of(0.5, 0.5);
    const map = new NetworkMap({ space: 3, time: 2 }, shape, false, weights, { mean: half, deviation: half });
    const macro = map.apply(line);
    expect([macro.times, macro.height, macro.width]).toEqual([3, 1, 10]);
    const later = line.data.slice();
    for (let state = 1; state < 14; state++) {
      if ((state % 7) % 2 === 1) later.fill(1, state * 60, (state + 1) * 60);
    }
    expect(map.apply({ ...line, data: later }).data).toEqual(macro.data);
    expect(new Set(macro.data)).toEqual(new Set([0, 1]));
    const { shape: sizes, values } = map.describe().weights!;
    expect(sizes).toEqual([2, 2, 2, 1, 3]);
    expect(values.filter((value) => value === 0)).toHaveLength(12);
    expect(values.slice(3, 6)).toEqual([0, 0, 0]);
    expect(map.parameters).toBe(14);
  });
});
