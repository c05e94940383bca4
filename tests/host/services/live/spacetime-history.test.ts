import { describe, expect, it } from 'vitest';
import { SpacetimeHistory } from '../../../../main/host/services/live/spacetime-history.ts';

/** Pushes rows of which every cell of row r is r. */
function pushRows(history: SpacetimeHistory, from: number, to: number): void {
  for (let row = from; row < to; row++) history.push().fill(row);
}
const firstColumn = (history: SpacetimeHistory, step: number) => {
  const { data, width, height } = history.picture(step, 'row');
  return Array.from({ length: height }, (_, row) => data[row * width]);
};

describe('the history of a row', () => {
  it('shows what there is and then the last rows, time downwards', () => {
    const history = new SpacetimeHistory(8, 4, 'byte');
    pushRows(history, 0, 3);
    expect(history.picture(2, 'row')).toMatchObject({ width: 8, height: 3, firstStep: 0, min: 0, max: 2 });
    expect(firstColumn(history, 2)).toEqual([0, 1, 2]);
    pushRows(history, 3, 11);
    expect(firstColumn(history, 10)).toEqual([7, 8, 9, 10]);
    expect(history.picture(10, 'row', [0, 100])).toMatchObject({ firstStep: 7, min: 0, max: 100 });
    expect(history.note()).toBeNull();
  });

  it('keeps its rows when it grows or shrinks', () => {
    const history = new SpacetimeHistory(5, 4, 'float');
    pushRows(history, 0, 7);
    history.keep(6);
    expect(firstColumn(history, 6)).toEqual([3, 4, 5, 6]);
    pushRows(history, 7, 11);
    expect(firstColumn(history, 10)).toEqual([5, 6, 7, 8, 9, 10]);
    history.keep(2);
    expect(firstColumn(history, 10)).toEqual([9, 10]);
    pushRows(history, 11, 12);
    expect(firstColumn(history, 11)).toEqual([10, 11]);
  });

  it('cuts wide rows to the middle and long histories to 1 MB, and says so', () => {
    const wide = new SpacetimeHistory(4096, 1024, 'float');
    expect([wide.columns, wide.rows]).toEqual([1024, 256]);
    expect(wide.first).toBe(1536);
    expect(wide.note()).toContain('middle 1024 of 4096 cells (from cell 1536) and the last 256 steps');
    pushRows(wide, 0, 300);
    expect(wide.picture(299, 'row').data.byteLength).toBe(2 ** 20);
    expect(wide.picture(299, 'row').firstCell).toBe(1536);
    const bytes = new SpacetimeHistory(1030, 1024, 'byte');
    expect([bytes.columns, bytes.rows, bytes.first]).toEqual([1024, 1024, 0]);
  });
});
