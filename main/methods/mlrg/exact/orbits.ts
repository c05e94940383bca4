/**
 * Walks the orbits of the numbers 0 … states − 1 under the group that `images` generate, in the order of their smallest members.
 * `visit` gets the members of one orbit in the first `size` entries of `members`, the smallest first; the array is reused.
 */
export function walkOrbits(
  states: number,
  images: readonly ((state: number) => number)[],
  visit: (members: Uint32Array, size: number) => void,
): void {
  const seen = new Uint8Array(states);
  let members = new Uint32Array(64);
  for (let smallest = 0; smallest < states; smallest++) {
    if (seen[smallest]) continue;
    seen[smallest] = 1;
    members[0] = smallest;
    let size = 1;
    for (let next = 0; next < size; next++) {
      for (const image of images) {
        const state = image(members[next]);
        if (seen[state]) continue;
        seen[state] = 1;
        if (size === members.length) {
          const longer = new Uint32Array(2 * size);
          longer.set(members);
          members = longer;
        }
        members[size++] = state;
      }
    }
    visit(members, size);
  }
}
