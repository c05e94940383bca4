/** Tags to put on and to take off. */
export interface TagChange {
  add?: readonly string[];
  remove?: readonly string[];
}

/** Tags after a change, the new ones at the end. */
export const changedTags = (tags: readonly string[], { add = [], remove = [] }: TagChange): string[] => [
  ...new Set([...tags.filter((tag) => !remove.includes(tag)), ...add]),
];

export const sameTags = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((tag, index) => tag === b[index]);

/**
 * Tags after the change from `before` to `after` is taken back: exactly as before, unless others were put on or taken off since, which
 * stay so.
 */
export function tagsBack(
  now: readonly string[],
  before: readonly string[],
  after: readonly string[],
): string[] {
  if (sameTags(now, after)) return [...before];
  return changedTags(now, {
    add: before.filter((tag) => !after.includes(tag)),
    remove: after.filter((tag) => !before.includes(tag)),
  });
}
