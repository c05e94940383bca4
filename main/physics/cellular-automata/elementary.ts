import { HostError } from '../../../preload/contract/errors.ts';
import { kernelModule } from '../../compute/kernel-module.ts';
import { packedWords, packRow, unpackRow } from './packing.ts';
import { checkRule } from './rules.ts';

/** An elementary cellular automaton on a periodic row, 128 cells per instruction (kernel `automaton`). */
export class ElementaryAutomaton {
  readonly rule: number;
  /** Cells. */
  readonly width: number;
  /** 32-bit words of a packed row: cell i is bit i & 31 of word i >> 5. */
  readonly words: number;

  /** @throws HostError 'bad-argument' when the rule is not one of 0 to 255 or the width not a whole number ≥ 3. */
  constructor(rule: number, width: number) {
    checkRule(rule);
    checkWidth(width);
    this.rule = rule;
    this.width = width;
    this.words = packedWords(width);
  }

  /** One generation from the packed `row` to `next`, which may be the same array; `words` words each. */
  step(row: Uint32Array, next: Uint32Array): void {
    this.#advance(row, next, 1);
  }

  /** `steps` generations of the packed `row`, in place. */
  advance(row: Uint32Array, steps: number): void {
    this.#advance(row, row, steps);
  }

  /** [steps + 1][width] bytes of 0 and 1; row 0 is `start`, `width` bytes. */
  history(start: Uint8Array, steps: number): Uint8Array {
    checkRow(start, this.width);
    const { width } = this;
    const cells = new Uint8Array((steps + 1) * width);
    cells.set(start);
    const row = packRow(start, new Uint32Array(this.words));
    for (let step = 1; step <= steps; step++) {
      this.step(row, row);
      unpackRow(row, cells.subarray(step * width, (step + 1) * width));
    }
    return cells;
  }

  #advance(row: Uint32Array, next: Uint32Array, steps: number): void {
    const { width, words } = this;
    if (row.length !== words || next.length !== words) {
      throw new RangeError(
        `a packed row of ${width} cells has ${words} words, not ${row.length} and ${next.length}`,
      );
    }
    const { memory, advance, rows } = kernelRows(words);
    memory.set(row, rows[0] >> 2);
    advance(rows[0], rows[1], width, steps, this.rule);
    const result = rows[steps & 1] >> 2;
    // Words are copied one by one where that is faster than making a view of them.
    if (words <= 32) for (let i = 0; i < words; i++) next[i] = memory[result + i];
    else next.set(memory.subarray(result, result + words));
    if (width & 31) next[words - 1] &= (1 << (width & 31)) - 1;
  }
}

/** @throws HostError 'bad-argument' when a periodic row of `width` cells does not give each three different neighbours. */
export function checkWidth(width: number): void {
  if (Number.isInteger(width) && width >= 3) return;
  throw new HostError('bad-argument', `A periodic row has at least 3 cells, not ${width}.`, {
    where: 'width',
  });
}

/** @throws HostError 'bad-argument' when `cells` is not `width` cells of 0 and 1. */
export function checkRow(cells: Uint8Array, width: number): void {
  if (cells.length !== width) {
    throw new HostError('bad-argument', `The start has ${cells.length} cells, the row ${width}.`, {
      where: 'start',
    });
  }
  const wrong = cells.findIndex((cell) => cell > 1);
  if (wrong >= 0) {
    throw new HostError('bad-argument', `Cell ${wrong} of the start is ${cells[wrong]}, not 0 or 1.`, {
      where: 'start',
    });
  }
}

interface KernelRows {
  /** All of the kernel's memory. */
  memory: Uint32Array;
  advance(row: number, other: number, width: number, steps: number, rule: number): void;
  /** Byte addresses of two rows. */
  rows: [number, number];
  /** Words that each of them has room for. */
  capacity: number;
}

/** Below it lies what the compiler may have placed in memory. */
const firstRow = 1024;
/** Bytes before and after a row that the kernel reads beyond its ends. */
const margin = 32;

let shared: KernelRows | undefined;

/** Two rows of kernel memory with room for `words` words each: one pair for all automata of a thread, which hold nothing between calls. */
function kernelRows(words: number): KernelRows {
  if (shared && shared.capacity >= words) return shared;
  let capacity = 2048;
  while (capacity < words) capacity *= 2;
  const bytes = 2 * margin + 4 * capacity;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((firstRow + 2 * bytes) / 65536) });
  const { exports } = new WebAssembly.Instance(kernelModule('automaton'), { env: { memory } });
  shared = {
    memory: new Uint32Array(memory.buffer),
    advance: exports.advance as KernelRows['advance'],
    rows: [firstRow + margin, firstRow + bytes + margin],
    capacity,
  };
  return shared;
}
