import {
  operatorsOf,
  plaquetteCodes,
  type PlaquetteOperator,
  type SpinParity,
} from '../../../../preload/contract/index.ts';
import type { Spins } from '../../../physics/ising/spins.ts';

/** From this side on, two plaquettes at a time pay for putting their counts together. */
const widePlaquettes = 128;
const wideCodes = 4096;

/**
 * Counts the plaquette codes of periodic L×L configurations, one at every site: 512 counts say all about products of spins on 3×3
 * plaquettes. Bit 3·column + row of a code is the spin at that place of the plaquette.
 */
export class PlaquetteHistogram {
  readonly size: number;
  /** Of the last configuration. */
  readonly #counts = new Int32Array(plaquetteCodes);
  readonly #bytes: Uint8Array;
  readonly #words: Uint32Array | null;
  readonly #columns: Uint8Array;
  readonly #columnWords: Uint32Array;
  /** A second histogram takes every other site: the same bin twice in a row would wait for its own store. */
  readonly #others: Int32Array;
  readonly #wide: Int32Array | null;

  constructor(size: number) {
    this.size = size;
    this.#bytes = new Uint8Array(size * size);
    this.#words = size % 4 === 0 ? new Uint32Array(this.#bytes.buffer) : null;
    this.#columns = new Uint8Array(Math.ceil(size / 4) * 4);
    this.#columnWords = new Uint32Array(this.#columns.buffer);
    this.#wide = this.#words && size >= widePlaquettes ? new Int32Array(wideCodes) : null;
    this.#others = new Int32Array(this.#wide ? wideCodes : plaquetteCodes);
  }

  /** The counts; they are overwritten by the next configuration. */
  count(spins: Spins): Int32Array {
    this.#bytes.set(spins);
    this.#counts.fill(0);
    this.#others.fill(0);
    if (this.#wide && this.#words) this.#countPairs(this.#words, this.#wide);
    else this.#countSites();
    return this.#counts;
  }

  #countSites(): void {
    const { size } = this;
    const counts = this.#counts;
    const columns = this.#columns;
    const others = this.#others;
    for (let y = 0; y < size; y++) {
      this.#readColumns(y);
      // The plaquette moves by one column: its first falls out of the low bits, a new one enters on top.
      let code = (columns[0] << 3) | (columns[1 % size] << 6);
      let x = 0;
      for (let next = 2; next + 1 < size; next += 2, x += 2) {
        code = (code >> 3) | (columns[next] << 6);
        counts[code]++;
        code = (code >> 3) | (columns[next + 1] << 6);
        others[code]++;
      }
      for (; x < size; x++) {
        code = (code >> 3) | (columns[(x + 2) % size] << 6);
        counts[code]++;
      }
    }
    for (let code = 0; code < plaquetteCodes; code++) counts[code] += others[code];
  }

  /** Three spins below one another at each x, row y in the lowest bit. */
  #readColumns(y: number): void {
    const { size } = this;
    const [second, third] = [(y + 1) % size, (y + 2) % size];
    if (this.#words) {
      const wide = size >> 2;
      const words = this.#words;
      for (let i = 0; i < wide; i++) {
        this.#columnWords[i] =
          words[y * wide + i] | (words[second * wide + i] << 1) | (words[third * wide + i] << 2);
      }
      return;
    }
    for (let x = 0; x < size; x++) {
      this.#columns[x] =
        this.#bytes[y * size + x] |
        (this.#bytes[second * size + x] << 1) |
        (this.#bytes[third * size + x] << 2);
    }
  }

  /** Windows of four columns by three rows at every other site hold two plaquettes each, and are half as many to count. */
  #countPairs(words: Uint32Array, windows: Int32Array): void {
    const wide = this.size >> 2;
    const { length } = words;
    const others = this.#others;
    windows.fill(0);
    for (let row = 0; row < length; row += wide) {
      const second = row + wide < length ? row + wide : 0;
      const third = second + wide < length ? second + wide : 0;
      const first = columnsOf(words[row] | (words[second] << 1) | (words[third] << 2));
      let four = first;
      for (let i = 1; i < wide; i++) {
        const next = columnsOf(words[row + i] | (words[second + i] << 1) | (words[third + i] << 2));
        windows[four]++;
        others[(four >> 6) | ((next & 63) << 6)]++;
        four = next;
      }
      windows[four]++;
      others[(four >> 6) | ((first & 63) << 6)]++;
    }
    for (let window = 0; window < wideCodes; window++) windows[window] += others[window];
    const counts = this.#counts;
    for (let code = 0; code < plaquetteCodes; code++) {
      let found = 0;
      // As the left plaquette of a window the code leaves the last column open, as the right one the first.
      for (let open = 0; open < 8; open++) {
        found += windows[(open << 9) | code] + windows[(code << 3) | open];
      }
      counts[code] = found;
    }
  }
}

/** Four bytes of three bits each, put together to twelve. */
const columnsOf = (word: number) =>
  (word & 7) | ((word >>> 5) & 0x38) | ((word >>> 10) & 0x1c0) | ((word >>> 15) & 0xe00);

/** Walsh–Hadamard transform in place, unnormalised: entry `mask` becomes Σ_code count (−1)^(spins both in code and mask). */
export function walshHadamard(values: Int32Array): void {
  const { length } = values;
  for (let half = 1; half < length; half *= 2) {
    for (let block = 0; block < length; block += 2 * half) {
      for (let i = block; i < block + half; i++) {
        const a = values[i];
        const b = values[i + half];
        values[i] = a + b;
        values[i + half] = a - b;
      }
    }
  }
}

/** Reads operators off a transform: each is the sum over the masks of its orientations. */
class OperatorReader {
  readonly #masks: Int32Array;
  /** Where the masks of each operator end. */
  readonly #ends: Int32Array;
  /** Up is the bit 1, so the transform counts factors −σ. */
  readonly #sign: number;

  constructor(operators: readonly PlaquetteOperator[], parity: SpinParity) {
    this.#masks = Int32Array.from(operators.flatMap(({ orientations }) => orientations));
    let end = 0;
    this.#ends = Int32Array.from(operators, ({ orientations }) => (end += orientations.length));
    this.#sign = parity === 'odd' ? -1 : 1;
  }

  get operators(): number {
    return this.#ends.length;
  }

  read(transform: Int32Array, sums: Float64Array): void {
    const masks = this.#masks;
    const ends = this.#ends;
    for (let operator = 0, i = 0; operator < ends.length; operator++) {
      let sum = 0;
      for (const end = ends[operator]; i < end; i++) sum += transform[masks[i]];
      sums[operator] = this.#sign * sum;
    }
  }
}

/** The families of operators whose covariances are needed: even and odd ones never mix. */
export const operatorFamilies = (['paper', 'full'] as const).flatMap((set) =>
  (['odd', 'even'] as const).map((parity) => ({ set, parity, count: operatorsOf(set, parity).length })),
);

const readers = operatorFamilies.map(
  ({ set, parity }) => new OperatorReader(operatorsOf(set, parity), parity),
);

/** The operators S of one configuration, one vector for each of `operatorFamilies`; every product of spins counts once. */
export type OperatorSums = readonly Float64Array[];

export const emptyOperatorSums = (): OperatorSums =>
  readers.map(({ operators }) => new Float64Array(operators));

/** All operators from the plaquette counts of a configuration, which the transform overwrites. */
export function operatorSums(counts: Int32Array, into: OperatorSums): void {
  walshHadamard(counts);
  for (let i = 0; i < readers.length; i++) readers[i].read(counts, into[i]);
}
