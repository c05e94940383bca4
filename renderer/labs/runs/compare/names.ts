import type { ComparedEntry } from './differences.ts';

/**
 * Names under which runs can be told apart. Where some have the same name, entries in which their documents differ are said with it,
 * as few as tell them apart: "Harmonic oscillator · seed 2". Runs of one document are numbered.
 */
export function distinctNames(names: readonly string[], entries: readonly ComparedEntry[]): string[] {
  const groups = Map.groupBy(names.keys(), (run) => names[run]!);
  const distinct = [...names];
  for (const [name, runs] of groups) {
    if (runs.length < 2) continue;
    for (const [place, words] of wordsFor(runs, entries).entries()) {
      distinct[runs[place]!] = words === '' ? name : `${name} · ${words}`;
    }
  }
  return numbered(distinct);
}

const identity = (entry: ComparedEntry, run: number) => entry.values[run]?.identity ?? '';

/** What tells these runs apart, by the fewest entries that a greedy choice finds. */
function wordsFor(runs: readonly number[], entries: readonly ComparedEntry[]): string[] {
  const chosen: ComparedEntry[] = [];
  const partition = (by: readonly ComparedEntry[]) =>
    new Set(runs.map((run) => by.map((entry) => identity(entry, run)).join('\n'))).size;
  for (;;) {
    const parts = partition(chosen);
    if (parts === runs.length) break;
    let best: ComparedEntry | null = null;
    let bestParts = parts;
    for (const entry of entries) {
      const found = partition([...chosen, entry]);
      if (found > bestParts) [best, bestParts] = [entry, found];
    }
    if (best === null) break;
    chosen.push(best);
  }
  return runs.map((run) =>
    chosen
      .map((entry) => {
        const value = entry.values[run];
        return `${entry.title.toLowerCase()} ${value ? value.text : '–'}${value && entry.unit ? ` ${entry.unit}` : ''}`;
      })
      .join(', '),
  );
}

/** Equal names get a number in their order: "a (1)", "a (2)". */
function numbered(names: readonly string[]): string[] {
  const taken = new Set(names);
  const seen = new Map<string, number>();
  const often = new Set(names.filter((name, place) => names.indexOf(name) !== place));
  return names.map((name) => {
    if (!often.has(name)) return name;
    let number = seen.get(name) ?? 0;
    let next: string;
    do next = `${name} (${++number})`;
    while (taken.has(next));
    seen.set(name, number);
    return next;
  });
}
