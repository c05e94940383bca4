import { describe, expect, it } from 'vitest';
import {
  agreementOf,
  commonRange,
  differenceOf,
  frameField,
  seriesOf,
  spacetimeField,
} from '../../../../../renderer/labs/self-similarity/verdict/pictures.ts';

/** [times, 1, 1, width] counting up. */
const counting = (times: number, width: number) =>
  seriesOf(
    { shape: [times, 1, 1, width], data: Float32Array.from({ length: times * width }, (_, i) => i) },
    'micro',
  );
const everything = (cells: number, steps: number) => ({ cell: 0, cells, step: 0, steps });

describe('series of a run', () => {
  it('are read from arrays of any type, and refused in another shape', () => {
    const series = seriesOf({ shape: [2, 1, 1, 2], data: Float64Array.of(1, 2, 3, 4) }, 'macro-2x2');
    expect(series).toMatchObject({ times: 2, fields: 1, height: 1, width: 2 });
    expect([...series.data]).toEqual([1, 2, 3, 4]);
    expect(() => seriesOf(undefined, 'macro-2x2')).toThrow(/no pictures called macro-2x2/);
    expect(() => seriesOf({ shape: [4], data: new Float32Array(4) }, 'micro')).toThrow(/no pictures/);
  });
});

describe('space-time pictures', () => {
  it('draw a macro state as large as the patch it stands for', () => {
    // Two macro cells and two macro times of S = 2, T = 3.
    const field = spacetimeField(counting(2, 2), 0, { space: 2, time: 3 }, everything(5, 7), 'P');
    expect(field).toMatchObject({ width: 5, height: 7, label: 'P' });
    const rows = Array.from({ length: 7 }, (_, t) => [...field.data.subarray(5 * t, 5 * t + 5)]);
    const first = [0, 0, 1, 1, NaN];
    const second = [2, 2, 3, 3, NaN];
    expect(rows).toEqual([first, first, first, second, second, second, [NaN, NaN, NaN, NaN, NaN]]);
  });

  it('show a window, the same cells at every scale', () => {
    const window = { cell: 2, cells: 4, step: 2, steps: 2 };
    const micro = spacetimeField(counting(6, 8), 0, { space: 1, time: 1 }, window, 'x');
    const macro = spacetimeField(counting(3, 4), 0, { space: 2, time: 2 }, window, 'P');
    expect([...micro.data]).toEqual([18, 19, 20, 21, 26, 27, 28, 29]);
    expect([...macro.data]).toEqual([5, 5, 6, 6, 5, 5, 6, 6]);
  });

  it('take one field of several', () => {
    const series = seriesOf({ shape: [2, 2, 1, 1], data: Float32Array.of(1, 10, 2, 20) }, 'micro');
    expect([...spacetimeField(series, 1, { space: 1, time: 1 }, everything(1, 2), 'v').data]).toEqual([
      10, 20,
    ]);
    expect([...frameField(series, 1, 0, 'n').data]).toEqual([2]);
  });
});

describe('macro states beside their prediction', () => {
  const macro = seriesOf({ shape: [3, 1, 1, 2], data: Float32Array.of(9, 9, 1, 0, 1, 1) }, 'macro');
  const predicted = seriesOf(
    { shape: [3, 1, 1, 2], data: Float32Array.of(NaN, NaN, 1, 1, 1, 1) },
    'predicted',
  );

  it('differ where they differ, and nowhere where nothing was predicted', () => {
    const difference = differenceOf(macro, predicted);
    expect([...difference.data]).toEqual([NaN, NaN, 0, 1, 0, 0]);
    expect(agreementOf(difference, 0)).toEqual({ compared: 4, differ: 1, mse: 0.25 });
  });

  it('have a range in common, from the first predicted state on if asked', () => {
    expect(commonRange([macro, predicted], 0)).toEqual([0, 9]);
    expect(commonRange([macro], 0, 1)).toEqual([0, 1]);
    expect(commonRange([macro], 0, 3)).toEqual([0, 1]);
  });
});
