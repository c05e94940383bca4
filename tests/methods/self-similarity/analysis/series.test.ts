import { describe, expect, it } from 'vitest';
import {
  dynamicalSystem,
  type DynamicalSystem,
  type ShapedArray,
} from '../../../../preload/contract/index.ts';
import { inputSeries, seriesOf } from '../../../../main/methods/self-similarity/analysis/series.ts';
import { splitSeries } from '../../../../main/methods/self-similarity/analysis/split.ts';
import { stateOf, type Spacetime } from '../../../../main/methods/self-similarity/spacetime.ts';
import { massMoments } from '../../../../main/physics/diffusion/index.ts';
import { rejectionOf } from '../../../data/faults.ts';

const system = (document: Record<string, unknown>): DynamicalSystem => dynamicalSystem.parse(document);

function contexts({ runs, times, width, data }: Spacetime): Set<number> {
  const seen = new Set<number>();
  for (let row = 0; row < runs * times; row++) {
    for (let x = 0; x < width; x++) {
      const at = (i: number) => data[row * width + ((i + width) % width)];
      seen.add(4 * at(x - 1) + 2 * at(x) + at(x + 1));
    }
  }
  return seen;
}

describe('series of built-in systems', () => {
  it('of automata: every context in training, the specified run held out', async () => {
    for (const rule of [0, 60, 110, 255]) {
      const { series, heldOut, ...rest } = await seriesOf(
        system({ type: 'automaton', rule, width: 40, steps: 20, start: 'single' }),
        1,
      );
      expect(contexts(series).size).toBe(8);
      expect(series).toMatchObject({ runs: 64, times: 16, width: 252, binary: true, boundary: 'periodic' });
      expect([heldOut.times, heldOut.width, heldOut.runs]).toEqual([21, 40, 1]);
      expect([...stateOf(heldOut, 0, 0).data].filter((cell) => cell === 1)).toHaveLength(1);
      const row = stateOf(heldOut, 0, 4).data;
      const next = row.map((cell, x) => {
        const [left, right] = [row[(x + 39) % 40], row[(x + 1) % 40]];
        return (rule >> (4 * left + 2 * cell + right)) & 1;
      });
      expect(stateOf(heldOut, 0, 5).data).toEqual(next);
      expect(rest).toMatchObject({ rule, title: `Rule ${rule}` });
    }
  });

  it('of automata are as long as the largest T needs', async () => {
    const { series } = await seriesOf(system({ type: 'automaton', steps: 200 }), 1, undefined, {
      longest: 12,
    });
    expect(series.times).toBe(48);
  });

  it('of probabilistic automata follow their table', async () => {
    const { series, rule } = await seriesOf(
      system({ type: 'probabilistic-automaton', probabilities: { p111: 0.3 } }),
      1,
    );
    let [seen, ones] = [0, 0];
    for (let row = 0; row + 1 < series.runs * series.times; row++) {
      if (row % series.times === series.times - 1) continue;
      for (let x = 1; x + 1 < series.width; x++) {
        const from = row * series.width + x;
        if (series.data[from - 1] + series.data[from] + series.data[from + 1] < 3) continue;
        seen++;
        ones += series.data[from + series.width];
      }
    }
    expect(rule).toBeNull();
    expect(Math.abs(ones / seen - 0.3)).toBeLessThan(5 * Math.sqrt((0.3 * 0.7) / seen));
  });

  it('of diffusion hold the specified start out and keep mass', async () => {
    const { series, heldOut } = await seriesOf(system({ type: 'diffusion', cells: 60, steps: 30 }), 3);
    expect(series).toMatchObject({ runs: 5, times: 31, width: 60, boundary: 'periodic', binary: false });
    expect(Math.max(...stateOf(heldOut, 0, 0).data)).toBe(1);
    const spread = massMoments(Float64Array.from(stateOf(heldOut, 0, 20).data), true).variance;
    expect(spread).toBeCloseTo(2 * 0.5 * 20, 2);
    for (let run = 0; run < 5; run++) {
      const mass = (time: number) => stateOf(series, run, time).data.reduce((sum, value) => sum + value);
      expect(mass(30) / mass(0)).toBeCloseTo(1, 5);
    }
  });

  it('of diffusion breathe at every step, for wide ones take long', async () => {
    let breaths = 0;
    const breathe = async () => void breaths++;
    await seriesOf(system({ type: 'diffusion', cells: 60, steps: 30 }), 1, undefined, { breathe });
    expect(breaths).toBe(6 * 30);
  });

  it('of diffusion between walls are open', async () => {
    const walls = system({ type: 'diffusion', cells: 40, steps: 10, boundary: 'absorbing' });
    const { series, notes } = await seriesOf(walls, 1);
    expect(series.boundary).toBe('open');
    expect(notes.join(' ')).toMatch(/within reach of a wall/);
  });

  it('of flocks are two of them: particles and speeds add up, and breathe', async () => {
    let breaths = 0;
    const vicsek = system({ type: 'vicsek', side: 10, density: 0.5, noise: 0.2, steps: 80, burnIn: 100 });
    const breathe = async () => void breaths++;
    const { series, heldOut, fields } = await seriesOf(vicsek, 1, undefined, { breathe });
    expect(fields).toHaveLength(3);
    expect(series).toMatchObject({ runs: 1, times: 80, fields: 3, height: 10, width: 10, vectors: true });
    expect(heldOut.times).toBe(64);
    expect(breaths).toBe(8);
    for (const flock of [series, heldOut]) {
      for (const time of [0, 63]) {
        const { data } = stateOf(flock, 0, time);
        expect(data.subarray(0, 100).reduce((sum, value) => sum + value)).toBe(50);
        const velocity = [1, 2].map((field) =>
          data.subarray(100 * field, 100 * (field + 1)).reduce((sum, value) => sum + value),
        );
        expect(Math.hypot(...velocity)).toBeLessThanOrEqual(50.001);
      }
    }
    expect(heldOut.data.subarray(0, 300)).not.toEqual(series.data.subarray(0, 300));
  });

  it('are the same for the same seed and others for another', async () => {
    for (const type of ['automaton', 'probabilistic-automaton', 'diffusion', 'vicsek']) {
      const document = system({ type, steps: 12, ...(type === 'vicsek' ? { side: 8, burnIn: 5 } : {}) });
      const [a, b, c] = await Promise.all([
        seriesOf(document, 1),
        seriesOf(document, 1),
        seriesOf(document, 2),
      ]);
      expect(a.series.data).toEqual(b.series.data);
      expect(a.heldOut.data).toEqual(b.heldOut.data);
      expect(a.series.data).not.toEqual(c.series.data);
    }
  });

  it('are refused when they would not fit', async () => {
    const fault = await rejectionOf(
      seriesOf(system({ type: 'automaton', width: 1_000_000, steps: 1000 }), 1),
    );
    expect(fault.code).toBe('too-large');
    expect(fault.message).toMatch(/1001000000 values/);
  });
});

const own = { boundary: 'periodic', vectors: false } as const;
const array = (shape: number[], value = (i: number) => i / 7): ShapedArray<Float32Array> => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((product, extent) => product * extent, 1) }, (_, i) =>
    value(i),
  ),
});

describe('own data', () => {
  it('with few runs are divided in time', () => {
    const series = inputSeries(own, array([2, 10, 1, 1, 4]));
    const { training, heldOut, note } = splitSeries(series);
    expect([training.times, heldOut.times]).toEqual([7, 3]);
    expect(stateOf(training, 1, 6).data).toEqual(stateOf(series, 1, 6).data);
    expect(stateOf(heldOut, 1, 0).data).toEqual(stateOf(series, 1, 7).data);
    expect(note).toBe('Trained on the first 7 steps of every run, measured on the last 3.');
  });

  it('with four runs or more are divided by runs', () => {
    const series = inputSeries(own, array([9, 10, 2, 3, 4]));
    const { training, heldOut, note } = splitSeries(series);
    expect([training.runs, heldOut.runs, heldOut.times]).toEqual([7, 2, 10]);
    expect(stateOf(heldOut, 1, 9).data).toEqual(stateOf(series, 7, 9).data);
    expect(stateOf(training, 3, 2).data).toEqual(stateOf(series, 4, 2).data);
    expect(note).toBe('Trained on 7 of the 9 runs, measured on every fourth.');
  });

  it('are binary when all values are 0 and 1', () => {
    expect(
      inputSeries(
        own,
        array([1, 8, 1, 1, 4], (i) => i % 2),
      ).binary,
    ).toBe(true);
    expect(inputSeries(own, array([1, 8, 1, 1, 4])).binary).toBe(false);
  });

  it.each<[string, ShapedArray | undefined, RegExp]>([
    ['nothing', undefined, /no series/],
    ['four dimensions', array([1, 8, 1, 4]), /1 × 8 × 1 × 4 is no series/],
    ['nothing in it', array([1, 8, 0, 1, 4]), /no series/],
    ['another length', { shape: [1, 8, 1, 1, 4], data: new Float32Array(31) }, /no series/],
    ['one state', array([1, 1, 1, 1, 4]), /1 states of 4 cells show no dynamics/],
    ['NaN', array([1, 8, 1, 1, 4], (i) => (i === 9 ? Number.NaN : i)), /Value 9 of the series is NaN/],
  ])('are refused: %s', async (_, input, message) => {
    const fault = await rejectionOf(seriesOf(system({ type: 'data' }), 1, input));
    expect(fault.code).toBe('bad-argument');
    expect(fault.message).toMatch(message);
  });

  it('of one field are no vector', async () => {
    const vector = system({ type: 'data', vectors: true });
    expect((await rejectionOf(seriesOf(vector, 1, array([1, 8, 1, 1, 4])))).message).toMatch(
      /two components/,
    );
  });
});
