import type { Projection } from '../../../../../preload/contract/index.ts';
import { occurring, type Contexts, type Mask } from './contexts.ts';
import { namedProjections, nameProjection } from './projection-names.ts';

/** Maps P of blocks of at most 16 states as numbers: bit s is P of state s. */

/** Bit s: state s occurs. */
export function occurringStates(contexts: Contexts): number {
  return occurring(contexts).reduce((set, seen, state) => set | (seen << state), 0);
}

/** Bit s: state s occurs after N steps. */
export function laterStates({ next }: Contexts): number {
  let set = 0;
  for (const state of next) set |= 1 << state;
  return set;
}

/** Whether a map has the same value on all states of a set. */
export function isConstantOn(map: number, set: number): boolean {
  const ones = map & set;
  return ones === 0 || ones === set;
}

export function projectionOf(map: number, size: number, mask: Mask): Projection {
  const states = 2 ** (mask === 'row' ? size : size * size);
  const table = Array.from({ length: states }, (_, state) => (map >>> state) & 1).join('');
  return { size, mask, table, name: nameProjection(size, mask, table) };
}

export function mapOf({ table }: Projection): number {
  return [...table].reduce((map, value, state) => map | (Number(value) << state), 0);
}

/**
 * Every map that is not constant on the states that occur, once: of maps that differ only on states that never occur the plainest stands
 * for all. The plainest come first.
 */
export function differentMaps(contexts: Contexts): Uint16Array {
  const { size, mask, states } = contexts;
  const plainest = plainestFirst(size, mask);
  const set = occurringStates(contexts);
  if (set === 2 ** states - 1) return plainest;
  const seen = new Uint8Array(2 ** states);
  return plainest.filter((map) => {
    const restricted = map & set;
    if (seen[restricted] || isConstantOn(map, set)) return false;
    seen[restricted] = 1;
    return true;
  });
}

const orders = new Map<string, Uint16Array>();

/** Maps that are not constant: those with names in their order, then by the number of cells they depend on. */
function plainestFirst(size: number, mask: Mask): Uint16Array {
  const key = `${size} ${mask}`;
  let order = orders.get(key);
  if (order) return order;
  const cells = mask === 'row' ? size : size * size;
  const count = 2 ** (2 ** cells);
  const rank = new Float64Array(count);
  for (let map = 0; map < count; map++) rank[map] = 1000 * (1 + cellsThatMatter(map, cells));
  for (const [place, table] of [...namedProjections(size, mask).keys()].entries()) {
    rank[mapOf({ size, mask, table, name: null })] = place;
  }
  order = Uint16Array.from({ length: count - 2 }, (_, i) => i + 1).toSorted(
    (a, b) => rank[a] - rank[b] || a - b,
  );
  orders.set(key, order);
  return order;
}

/** How many cells of its block a map depends on. */
function cellsThatMatter(map: number, cells: number): number {
  let matter = 0;
  for (let cell = 0; cell < cells; cell++) {
    const apart = 1 << cell;
    for (let state = 0; state < 2 ** cells; state++) {
      if (!(state & apart) && ((map >>> state) ^ (map >>> (state | apart))) & 1) {
        matter++;
        break;
      }
    }
  }
  return matter;
}
