/** Runs picked together, and where the next range begins. */
export interface Picks {
  ids: ReadonlySet<string>;
  anchor: string | null;
}

export const nothingPicked: Picks = { ids: new Set(), anchor: null };

/** A line of the list as far as picking goes: its key and the runs it stands for. */
export interface PickableRow {
  key: string;
  ids: readonly string[];
}

/** Picks a line's runs, or lets them go when all of them were picked; ranges begin there. */
export function togglePicked(picks: Picks, row: PickableRow): Picks {
  const all = row.ids.every((id) => picks.ids.has(id));
  const ids = new Set(picks.ids);
  for (const id of row.ids) {
    if (all) ids.delete(id);
    else ids.add(id);
  }
  return { ids, anchor: row.key };
}

/** Picks everything between the anchor and a line, both included, instead of what was picked. Without an anchor, the line alone. */
export function pickRange(picks: Picks, rows: readonly PickableRow[], to: string): Picks {
  const end = rows.findIndex(({ key }) => key === to);
  if (end < 0) return picks;
  const found = picks.anchor === null ? -1 : rows.findIndex(({ key }) => key === picks.anchor);
  const start = found < 0 ? end : found;
  const range = rows.slice(Math.min(start, end), Math.max(start, end) + 1);
  return { ids: new Set(range.flatMap(({ ids }) => ids)), anchor: found < 0 ? to : picks.anchor };
}

/** Picks without runs that are not there any more; the same object when nothing is lost. */
export function keepPicked(picks: Picks, there: (id: string) => boolean): Picks {
  const ids = [...picks.ids].filter(there);
  return ids.length === picks.ids.size ? picks : { ...picks, ids: new Set(ids) };
}
