import type { RunOrder } from './rows.ts';

export type ColumnName = 'curve' | 'state' | 'started' | 'result' | 'bytes' | 'kind' | 'computed' | 'seed';

export interface Column {
  name: ColumnName;
  title: string;
  /** What a click on its heading orders by; the curve orders nothing. */
  order?: RunOrder;
  /** Pixels. */
  width: number;
  /** Numbers end at the same place. */
  right?: boolean;
}

/** As they stand beside each other. */
const columns: readonly Column[] = [
  { name: 'curve', title: 'Curve', width: 100 },
  { name: 'kind', title: 'Kind', order: 'kind', width: 152 },
  { name: 'state', title: 'State', order: 'state', width: 92 },
  { name: 'result', title: 'Result', order: 'result', width: 136 },
  { name: 'seed', title: 'Seed', order: 'seed', width: 84, right: true },
  { name: 'bytes', title: 'Size', order: 'bytes', width: 72, right: true },
  { name: 'computed', title: 'Computed', order: 'computeSeconds', width: 96 },
  { name: 'started', title: 'Started', order: 'createdAt', width: 104 },
];

/** Who stays longest when it gets narrow. Kind and seed are said below the name as long as they have no column. */
const precedence: readonly ColumnName[] = [
  'state',
  'curve',
  'started',
  'result',
  'bytes',
  'kind',
  'computed',
  'seed',
];

/** Checkbox and actions. */
export const fixedWidth = { pick: 36, actions: 88 } as const;
/** A name that can be told from others. */
const nameWidth = 176;

/** The columns that fit beside the name in a list so many pixels wide; the later ones of the precedence give way first. */
export function columnsFor(width: number): readonly Column[] {
  let left = width - fixedWidth.pick - fixedWidth.actions - nameWidth;
  const fitting = new Set<ColumnName>();
  for (const name of precedence) {
    left -= columns.find((column) => column.name === name)!.width;
    if (left < 0) break;
    fitting.add(name);
  }
  return columns.filter(({ name }) => fitting.has(name));
}
