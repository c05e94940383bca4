import { HostError } from '../../../../../preload/contract/index.ts';
import { checkRule, wordRule } from '../../../../physics/cellular-automata/rules.ts';

export type Mask = 'row' | 'patch';

/**
 * All that three neighbouring macro cells and the macro cell after them can be: states of the blocks that P sees, for every choice of the
 * micro cells they depend on. With mask 'row' a block is N cells of one row; with 'patch' it is N cells in N successive rows, so that the
 * outer blocks depend on N − 1 more cells on either side.
 */
export interface Contexts {
  size: number;
  mask: Mask;
  /** Cells of a block: N or N². */
  cells: number;
  /** States of a block: 2^cells, first cell (and earliest row) most significant. */
  states: number;
  /** Choices of micro cells: 2^(3N), for patches 2^(5N − 2). */
  count: number;
  /** Block states [count]. */
  left: Uint16Array;
  centre: Uint16Array;
  right: Uint16Array;
  /** The state N steps after the centre. */
  next: Uint16Array;
}

let last: { rule: number; contexts: Contexts } | undefined;

/**
 * To be read only: those asked for last are kept, as one is often asked for many times in a row.
 * @throws HostError 'bad-argument' when there is no such rule, or N is not 2, 3 or 4.
 */
export function contextsOf(rule: number, size: number, mask: Mask): Contexts {
  if (last?.rule === rule && last.contexts.size === size && last.contexts.mask === mask) return last.contexts;
  const contexts = listContexts(rule, size, mask);
  last = { rule, contexts };
  return contexts;
}

function listContexts(rule: number, size: number, mask: Mask): Contexts {
  checkRule(rule);
  if (!Number.isInteger(size) || size < 2 || size > 4) {
    throw new HostError('bad-argument', `Exact answers exist for N = 2, 3 and 4, not for ${size}.`, {
      where: 'size',
    });
  }
  const rows = mask === 'row' ? 1 : size;
  const width = 3 * size + 2 * (rows - 1);
  const cells = size * rows;
  const count = 2 ** width;
  const contexts: Contexts = {
    size,
    mask,
    cells,
    states: 2 ** cells,
    count,
    left: new Uint16Array(count),
    centre: new Uint16Array(count),
    right: new Uint16Array(count),
    next: new Uint16Array(count),
  };
  const evolve = wordRule(rule);
  const block = 2 ** size - 1;
  const { left, centre, right, next } = contexts;
  for (let context = 0; context < count; context++) {
    // Cell 0 is the highest of `length` bits; the row loses one cell at either end in every step.
    let row = context;
    let length = width;
    for (let time = 0; time < size + rows; time++) {
      if (time < rows) {
        const blocks = row >>> ((length - 3 * size) / 2);
        left[context] = (left[context] << size) | ((blocks >>> (2 * size)) & block);
        centre[context] = (centre[context] << size) | ((blocks >>> size) & block);
        right[context] = (right[context] << size) | (blocks & block);
      }
      if (time >= size) {
        next[context] = (next[context] << size) | ((row >>> ((length - size) / 2)) & block);
      }
      length -= 2;
      row = evolve(row >>> 2, row >>> 1, row) & (2 ** length - 1);
    }
  }
  return contexts;
}

/**
 * Contexts whose maps can all be enumerated: those of rows, and of patches for N = 2.
 * @throws HostError 'bad-argument' for others.
 */
export function searchableContexts(rule: number, size: number, mask: Mask): Contexts {
  if (mask === 'patch' && size !== 2) {
    throw new HostError('bad-argument', `Maps of whole patches are enumerated for N = 2, not for ${size}.`, {
      where: 'size',
      remedy: 'Choose N = 2, or maps of the first row.',
    });
  }
  return contextsOf(rule, size, mask);
}

/** Which block states occur, [states] of 0 and 1. */
export function occurring({ states, left, centre, right, next }: Contexts): Uint8Array {
  const seen = new Uint8Array(states);
  for (const part of [left, centre, right, next]) for (const state of part) seen[state] = 1;
  return seen;
}
