import type { RunSummary } from '../../preload/contract/index.ts';
import type { Action } from './actions.ts';
import { fuzzyFilter, type Match } from './fuzzy.ts';

/** One line of the command palette. */
export interface Entry {
  id: string;
  group: string;
  title: string;
  hint?: string;
  shortcut?: string;
  keywords?: string;
  run: () => void;
}

export interface FoundEntry extends Entry {
  /** Characters of the title to mark. */
  at: number[];
}

export function entriesOf(
  actions: readonly Action[],
  runs: readonly RunSummary[],
  openRun: (id: string) => void,
): Entry[] {
  const commands = actions
    .filter((action) => action.enabled?.() !== false)
    .map((action): Entry => ({
      id: action.name,
      group: action.group,
      title: action.title,
      run: () => void action.run(),
      ...(action.shortcut === undefined ? {} : { shortcut: action.shortcut }),
      ...(action.keywords === undefined ? {} : { keywords: action.keywords }),
    }));
  const opened = runs.map((run): Entry => ({
    id: `run:${run.id}`,
    group: 'Runs',
    title: run.name,
    hint: `${run.state} · ${run.kind}`,
    keywords: run.id,
    run: () => openRun(run.id),
  }));
  return [...commands, ...opened];
}

/**
 * Entries that match, in groups, the group with the best entry first. Titles are matched fuzzily; then come those that have every
 * word of the query in group, title or keywords. Without a query everything is listed in its own order.
 */
export function search(
  query: string,
  entries: readonly Entry[],
  limit = 40,
): { group: string; entries: FoundEntry[] }[] {
  const byTitle = fuzzyFilter(query, entries, (entry) => entry.title);
  const titled = new Set(byTitle.map(({ item }) => item.id));
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const byRest = entries.filter((entry) => {
    const text = `${entry.group} ${entry.title} ${entry.keywords ?? ''}`.toLowerCase();
    return !titled.has(entry.id) && words.every((word) => text.includes(word));
  });
  const found = [
    ...byTitle.map(({ item, match }) => marked(item, match)),
    ...byRest.map((item) => ({ ...item, at: [] })),
  ].slice(0, limit);
  return [...Map.groupBy(found, (entry) => entry.group)].map(([group, entries]) => ({ group, entries }));
}

const marked = (entry: Entry, match: Match): FoundEntry => ({ ...entry, at: match.at });

/** A title cut into matched and other stretches. */
export function stretches(title: string, at: readonly number[]): { text: string; hit: boolean }[] {
  const hits = new Set(at);
  const parts: { text: string; hit: boolean }[] = [];
  for (const [index, character] of Array.from(title).entries()) {
    const hit = hits.has(index);
    const last = parts.at(-1);
    if (last && last.hit === hit) last.text += character;
    else parts.push({ text: character, hit });
  }
  return parts;
}
