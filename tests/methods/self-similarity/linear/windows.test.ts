import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { PatchWindows, type WindowOptions } from '../../../../main/methods/self-similarity/linear/windows.ts';
import { whiteSeries } from './random-series.ts';

const random = () => new RandomStream(1, 'windows');
const options = (given: Partial<WindowOptions>): WindowOptions => ({
  kernel: 3,
  scale: { space: 2, time: 2 },
  turn: false,
  heldOut: 1 / 8,
  mostSamples: Infinity,
  ...given,
});

describe('patches for least squares', () => {
  it('are the blocks about a place and the block that follows', () => {
    const series = whiteSeries(
      { runs: 2, times: 12, fields: 2, height: 1, width: 7, boundary: 'periodic' },
      random(),
    );
    const windows = new PatchWindows(series, options({}));
    expect([windows.patch, windows.blocks]).toEqual([8, 3]);
    const window = { turn: 0, run: 1, start: 3, firstPlace: 0 };
    let place = 0;
    windows.visit(window, (from, to) => {
      for (let field = 0; field < 2; field++) {
        for (let step = 0; step < 2; step++) {
          for (let cell = 0; cell < 2; cell++) {
            const value = (time: number, x: number) =>
              series.data[((12 + time) * 2 + field) * 7 + ((x + 14) % 7)];
            const m = (field * 2 + step) * 2 + cell;
            expect(to[m]).toBe(value(5 + step, place + cell));
            for (const [i, at] of [-2, 0, 2].entries()) {
              expect(from[m * 3 + i]).toBe(value(3 + step, place + at + cell));
            }
          }
        }
      }
      place++;
    });
    expect(place).toBe(7);
  });

  it('stay within an open lattice', () => {
    const series = whiteSeries(
      { runs: 1, times: 20, fields: 1, height: 8, width: 9, boundary: 'open' },
      random(),
    );
    const windows = new PatchWindows(series, options({}));
    let count = 0;
    windows.visit(windows.training[0], () => count++);
    // First cells of blocks of 2 with one block before and one after: 2 … 4 of 8 and 2 … 5 of 9.
    expect(count).toBe(3 * 4);
  });

  it('hold out whole runs, or last times that share no step with the others', () => {
    const shape = { times: 40, fields: 1, height: 1, width: 5, boundary: 'periodic' as const };
    const many = new PatchWindows(whiteSeries({ runs: 8, ...shape }, random()), options({}));
    expect(new Set(many.heldOut.map(({ run }) => run))).toEqual(new Set([4]));
    expect(new Set(many.training.map(({ run }) => run)).size).toBe(7);
    const few = new PatchWindows(whiteSeries({ runs: 2, ...shape }, random()), options({}));
    const last = Math.max(...few.training.map(({ start }) => start)) + 3;
    expect(Math.min(...few.heldOut.map(({ start }) => start))).toBe(last + 1);
    expect(few.heldOut.length).toBe(2 * 5);
  });

  it('are thinned out evenly in time and space where there are too many', () => {
    const series = whiteSeries(
      { runs: 1, times: 200, fields: 1, height: 16, width: 16, boundary: 'periodic' },
      random(),
    );
    const windows = new PatchWindows(series, options({ turn: true, mostSamples: 20_000 }));
    const seen = new Set(windows.training.map(({ turn }) => turn));
    expect(seen).toEqual(new Set([0, 1, 2, 3]));
    let samples = 0;
    for (const window of windows.training) windows.visit(window, () => samples++);
    expect(samples).toBeGreaterThan(10_000);
    expect(samples).toBeLessThan(30_000);
    expect(Math.max(...windows.training.map(({ start }) => start))).toBeGreaterThan(140);
  });

  it('need a series that is long enough', () => {
    const series = whiteSeries(
      { runs: 1, times: 7, fields: 1, height: 1, width: 9, boundary: 'periodic' },
      random(),
    );
    expect(() => new PatchWindows(series, options({ scale: { space: 2, time: 4 } }))).toThrow(/too short/);
    expect(() => new PatchWindows(series, options({ scale: { space: 2, time: 3 } }))).toThrow(
      /leaves none to test/,
    );
    // With the length that the message asks for, every scale has something to learn from and something to test on.
    for (const time of [1, 3, 15]) {
      const shape = { runs: 1, fields: 1, height: 1, width: 9, boundary: 'periodic' as const };
      const just = whiteSeries({ ...shape, times: 4 * time }, random());
      const windows = new PatchWindows(just, options({ scale: { space: 1, time } }));
      expect([windows.training.length, windows.heldOut.length]).toEqual([1, 1]);
      const less = whiteSeries({ ...shape, times: 4 * time - 1 }, random());
      expect(() => new PatchWindows(less, options({ scale: { space: 1, time } }))).toThrow(
        time === 1 ? /leaves none to test a rule on/ : new RegExp(`leaves none to test ${time} steps`),
      );
    }
  });
});
