export interface Match {
  score: number;
  /** Indices of the matched characters in the text. */
  at: number[];
}

const separator = /[\s\-_.:/,()·›]/;

/**
 * How well `query` is found in `text`, its characters in order, gaps allowed; null when it isn't. Starts of words and runs of
 * neighbouring characters count most, gaps and late starts cost.
 */
export function fuzzyMatch(query: string, text: string): Match | null {
  const wanted = fold(query).replaceAll(/\s+/g, '');
  if (wanted === '') return { score: 0, at: [] };
  const hay = fold(text);
  // best[j]: best match of the query so far that ends at character j of the text.
  let best: (Match | null)[] = Array.from(hay, (character, j) =>
    character === wanted[0] ? { score: startBonus(hay, j) - Math.min(j, 10) * 0.1, at: [j] } : null,
  );
  for (const character of wanted.slice(1)) {
    const next: (Match | null)[] = [];
    let before: Match | null = null;
    for (let j = 0; j < hay.length; j++) {
      if (hay[j] === character) {
        const run = j > 0 ? best[j - 1]! : null;
        const joined = run && { score: run.score + 4, at: [...run.at, j] };
        const jumped = before && {
          score: before.score + startBonus(hay, j) - Math.min(6, j - before.at.at(-1)! - 1) * 0.25,
          at: [...before.at, j],
        };
        next.push(better(joined, jumped));
      } else next.push(null);
      if (j > 0) before = better(before, best[j - 1]!);
    }
    best = next;
  }
  return best.reduce(better, null);
}

/** Items whose text matches, best first; the order of equals is kept. With an empty query all of them. */
export function fuzzyFilter<T>(
  query: string,
  items: readonly T[],
  textOf: (item: T) => string,
): { item: T; match: Match }[] {
  return items
    .flatMap((item) => {
      const match = fuzzyMatch(query, textOf(item));
      return match === null ? [] : [{ item, match }];
    })
    .toSorted((a, b) => b.match.score - a.match.score);
}

const startBonus = (text: string, index: number) =>
  index === 0 ? 4 : separator.test(text[index - 1]!) ? 3 : 1;
const better = (a: Match | null, b: Match | null) => (a && (!b || a.score >= b.score) ? a : b);
/** Lower case without accents, character by character, so that indices stay. */
const fold = (text: string) =>
  Array.from(text, (character) => character.normalize('NFD')[0]!.toLowerCase()[0]!).join('');
