import type { Contexts } from './contexts.ts';

/** A map after which some macro context is followed by both values. */
export const undecided = 0xffff;

/**
 * What follows the eight macro contexts m = 4·P(left) + 2·P(centre) + P(right): bit m where it is a 1, bit 8 + m where it is a 0, or `undecided`
 * where some m is followed by both. Maps P are numbers, bit s is P of state s.
 *
 * Contexts with the same left and centre are taken together, and so are those groups whose right states are followed by the same. Which right states
 * are followed by a 1 is read off a table, all at once; most maps are given up after one or two groups.
 */
export function outcomesOf(contexts: Contexts): (map: number) => number {
  const all = 2 ** contexts.states - 1;
  const groups = groupsOf(contexts);
  const known = new Uint16Array(2 ** contexts.states);
  return (map) => {
    // With P and its complement every macro context and what follows it change places with their complements.
    const opposite = known[map ^ all];
    return (known[map] = opposite === 0 ? outcome(groups, map, all) : complements(opposite));
  };
}

/** Contexts of any left state of one set with any centre of another. */
interface Groups {
  left: Uint16Array;
  centre: Uint16Array;
  /** Right states that are followed by a state of a set, [group][lower byte of the set, then its upper byte]: 512 each. */
  before: Uint16Array;
}

function groupsOf({ states, count, left, centre, right, next }: Contexts): Groups {
  // [left][centre][next]: the set of right states.
  const rights = new Uint16Array(states ** 3);
  for (let i = 0; i < count; i++) {
    rights[(left[i] * states + centre[i]) * states + next[i]] |= 1 << right[i];
  }
  const groups = new Map<string, { left: number; centre: number; rights: Uint16Array }>();
  for (let l = 0; l < states; l++) {
    const alike = new Map<string, { centre: number; rights: Uint16Array }>();
    for (let c = 0; c < states; c++) {
      const own = rights.subarray((l * states + c) * states, (l * states + c + 1) * states);
      if (own.every((set) => set === 0)) continue;
      const key = own.join();
      const found = alike.get(key);
      if (found) found.centre |= 1 << c;
      else alike.set(key, { centre: 1 << c, rights: own });
    }
    for (const [key, own] of alike) {
      const found = groups.get(`${own.centre} ${key}`);
      if (found) found.left |= 1 << l;
      else groups.set(`${own.centre} ${key}`, { ...own, left: 1 << l });
    }
  }
  const list = [...groups.values()];
  return {
    left: Uint16Array.from(list, (group) => group.left),
    centre: Uint16Array.from(list, (group) => group.centre),
    before: tableOf(list.map((group) => group.rights)),
  };
}

function tableOf(groups: readonly Uint16Array[]): Uint16Array {
  const before = new Uint16Array(512 * groups.length);
  for (const [group, rights] of groups.entries()) {
    for (const [state, set] of rights.entries()) {
      before[512 * group + (state < 8 ? 1 << state : 256 + (1 << (state - 8)))] = set;
    }
  }
  for (let half = 0; half < before.length; half += 256) {
    // A set's are those of its lowest state and of the others.
    for (let set = 3; set < 256; set++) {
      const others = set & (set - 1);
      if (others !== 0) before[half + set] = before[half + others] | before[half + (set ^ others)];
    }
  }
  return before;
}

function outcome({ left, centre, before }: Groups, map: number, all: number): number {
  const others = map ^ all;
  let found = 0;
  for (let group = 0, table = 0; group < left.length; group++, table += 512) {
    const toOne = before[table + (map & 0xff)] | before[table + 256 + (map >>> 8)];
    const toZero = before[table + (others & 0xff)] | before[table + 256 + (others >>> 8)];
    // Macro contexts by what is right, then also by the centre, then by all three; those followed by a 0 eight bits higher.
    const byRight =
      (toOne & others ? 0x1 : 0) |
      (toOne & map ? 0x2 : 0) |
      (toZero & others ? 0x100 : 0) |
      (toZero & map ? 0x200 : 0);
    const byTwo = (centre[group] & others ? byRight : 0) | (centre[group] & map ? byRight << 2 : 0);
    found |= (left[group] & others ? byTwo : 0) | (left[group] & map ? byTwo << 4 : 0);
    if (found & (found >>> 8)) return undecided;
  }
  return found;
}

/** Bit i to bit 15 − i: macro context m, followed by a 1, to macro context 7 − m, followed by a 0. */
function complements(outcome: number): number {
  if (outcome === undecided) return undecided;
  let turned = 0;
  for (let bit = 0; bit < 16; bit++) turned |= ((outcome >>> bit) & 1) << (15 - bit);
  return turned;
}
