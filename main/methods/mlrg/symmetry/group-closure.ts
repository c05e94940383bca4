/** What a finite group needs to be listed. */
export interface GroupOperations<T> {
  identity: T;
  /** ab, where b acts first. */
  product(a: T, b: T): T;
  key(element: T): string;
}

/** All elements of the finite group that the generators span, the identity first, then by the length of their words. */
export function groupClosure<T>(
  generators: readonly T[],
  { identity, product, key }: GroupOperations<T>,
): T[] {
  const elements = [identity];
  const known = new Set([key(identity)]);
  // Grows while it is walked: every element is multiplied by every generator once.
  for (const element of elements) {
    for (const generator of generators) {
      const next = product(generator, element);
      if (known.has(key(next))) continue;
      known.add(key(next));
      elements.push(next);
    }
  }
  return elements;
}
