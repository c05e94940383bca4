import type { RunSummary, SweepAxis } from '../../../../preload/contract/index.ts';

/** The runs of a sweep in their places. */
export interface SweepGrid {
  id: string;
  name: string;
  kind: RunSummary['kind'];
  axes: readonly SweepAxis[];
  /** One for each combination, the last axis fastest; null where the run is gone. */
  runs: readonly (RunSummary | null)[];
}

/** Place of a combination in `runs`. */
export function placeOf(axes: readonly SweepAxis[], index: readonly number[]): number {
  return axes.reduce((place, { values }, axis) => place * values.length + (index[axis] ?? 0), 0);
}

/** The sweep `id` as its runs tell it; null when none of them is left. Where two runs claim a place, the newer one has it. */
export function sweepGrid(id: string, all: readonly RunSummary[]): SweepGrid | null {
  const members = all.filter((run) => run.sweep?.id === id);
  const [first] = members;
  if (first?.sweep === undefined) return null;
  const { axes, name } = first.sweep;
  const size = axes.reduce((product, { values }) => product * values.length, 1);
  const runs: (RunSummary | null)[] = Array.from({ length: size }, () => null);
  for (const run of members) {
    const place = placeOf(axes, run.sweep!.index);
    const there = runs[place];
    if (there === undefined) continue;
    if (there === null || there.createdAt < run.createdAt) runs[place] = run;
  }
  return { id, name, kind: first.kind, axes, runs };
}

/** Which axis of a sweep is laid out which way; null: none. */
export interface Arrangement {
  columns: number | null;
  rows: number | null;
  /** One value at a time. */
  slice: number | null;
  /** All of its values together: the mean and its standard error. */
  averaged: number | null;
}

/**
 * How a sweep is first looked at: the seeds averaged over when something else is varied too, then the longest axes as columns and rows,
 * what is left a value at a time.
 */
export function firstArrangement(axes: readonly SweepAxis[]): Arrangement {
  const seed = axes.findIndex(({ path }) => path === 'seed');
  const averaged = seed >= 0 && axes.length > 1 ? seed : null;
  return arrange(
    axes.map((_, axis) => axis).filter((axis) => axis !== averaged),
    averaged,
  );
}

/** Axes laid out as columns, rows and slice, in this order. */
export function arrange(order: Iterable<number>, averaged: number | null): Arrangement {
  const [columns = null, rows = null, slice = null] = order;
  return { columns, rows, slice, averaged };
}

/** A cell of a laid-out sweep: the runs it stands for, one unless an axis is averaged over. */
export interface GridCell {
  column: number;
  row: number;
  runs: readonly (RunSummary | null)[];
}

/**
 * Cells of a laid-out sweep, row by row.
 * @param slice index of the value of the axis that is shown a value at a time
 */
export function cellsOf(
  { axes, runs }: SweepGrid,
  { columns, rows, slice: sliced, averaged }: Arrangement,
  slice: number,
): GridCell[][] {
  const lengthOf = (axis: number | null) => (axis === null ? 1 : axes[axis]!.values.length);
  return Array.from({ length: lengthOf(rows) }, (_, row) =>
    Array.from({ length: lengthOf(columns) }, (_, column) => {
      const found = Array.from({ length: lengthOf(averaged) }, (_, member) => {
        const index = axes.map((_, axis) =>
          axis === columns
            ? column
            : axis === rows
              ? row
              : axis === sliced
                ? slice
                : axis === averaged
                  ? member
                  : 0,
        );
        return runs[placeOf(axes, index)] ?? null;
      });
      return { column, row, runs: found };
    }),
  );
}
