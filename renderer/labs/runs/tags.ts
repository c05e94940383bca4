import { runTag } from '../../../preload/contract/index.ts';

/** Most tags a run can have. */
export const mostTags = 20;

/** A tag as typed, or the sentence that says why it is none. */
export function readTag(text: string, present: readonly string[]): { tag: string } | { problem: string } {
  const parsed = runTag.safeParse(text);
  if (!parsed.success)
    return {
      problem: text.trim().length > 40 ? 'A tag has at most 40 letters.' : 'A tag has letters, and no comma.',
    };
  if (present.includes(parsed.data)) return { problem: `“${parsed.data}” is there already.` };
  if (present.length >= mostTags) return { problem: `A run has at most ${mostTags} tags.` };
  return { tag: parsed.data };
}

/** Tags to offer for what was typed: in use elsewhere, not here, those that begin with it first. */
export function suggestTags(
  typed: string,
  known: readonly string[],
  present: readonly string[],
  most = 6,
): string[] {
  const word = typed.trim().toLowerCase();
  const rest = known.filter((tag) => !present.includes(tag) && tag.toLowerCase().includes(word));
  const begins = (tag: string) => tag.toLowerCase().startsWith(word);
  return [...rest.filter(begins), ...rest.filter((tag) => !begins(tag))].slice(0, most);
}

/** Tags of several runs with how many of them carry each, the most common first. */
export function tagCounts(runs: readonly { tags?: string[] }[]): { tag: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const tag of runs.flatMap((run) => run.tags ?? [])) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .toSorted((a, b) => b.count - a.count || a.tag.localeCompare(b.tag));
}
