import { HostError, type Scale } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { splitWindows, type Windows } from '../held-out-windows.ts';
import type { Spacetime } from '../spacetime.ts';
import { block, neighbourhood, type Offset } from './neighbourhood.ts';

/** Share of the runs (or of the last steps, where there are few runs) that training leaves to validation. */
const validationShare = 1 / 8;

export type Part = 'training' | 'validation';

export interface PatchOptions {
  /** k of f. */
  kernel: number;
  scale: Scale;
  /** Steps of a patch that P sees: T, or 1. */
  seen: number;
  /** Every patch of a plane is taken in one of four orientations. */
  turn: boolean;
  /** Patches of a batch: a multiple of 8. */
  batch: number;
}

/**
 * Pairs of neighbouring macro states as patches of the micro lattice: the k (× k) blocks of S (× S) cells and T steps around a place, and the
 * block of the next T steps at the place itself. With S = T = 1 these are the neighbourhoods and next values of f. Dynamics are the same
 * everywhere, so places and first steps are not held to multiples of S and T.
 *
 * A patch is turned by turning the places its values are read from about the first cell of its own block, and vectors with them: f and P then
 * see the lattice turned, their own kernels stay. (An even kernel sees, in the lattice's frame, another of the four corners.)
 */
export class Patches {
  /** Rows of `inputs`: F·seen·S^d, [field][step][place in the block]. */
  readonly inputRows: number;
  /** Rows of `targets`: F·T·S^d, in the same order. */
  readonly targetRows: number;
  /** k^d. */
  readonly cells: number;
  readonly batch: number;
  readonly #series: Spacetime;
  readonly #data: Float32Array;
  readonly #options: PatchOptions;
  readonly #windows: Record<Part, Windows>;
  readonly #orientations: Orientation[];
  readonly #place: Int32Array;

  /** `data`: the standardised data of the series. @throws HostError('bad-argument') when the series is too short or too narrow. */
  constructor(series: Spacetime, data: Float32Array, options: PatchOptions) {
    const { kernel, scale, seen, batch } = options;
    const planar = series.height > 1;
    const blockCells = block(scale.space, planar);
    this.cells = neighbourhood(kernel, planar).length;
    this.batch = batch;
    this.inputRows = series.fields * seen * blockCells.length;
    this.targetRows = series.fields * scale.time * blockCells.length;
    this.#series = series;
    this.#data = data;
    this.#options = options;
    const { training, heldOut } = splitWindows(series, scale.time, validationShare);
    this.#windows = { training, validation: heldOut };
    const offsets = neighbourhood(kernel, planar).flatMap((cell) =>
      blockCells.map((place) => ({ y: scale.space * cell.y + place.y, x: scale.space * cell.x + place.x })),
    );
    const turns = options.turn && planar ? [0, 1, 2, 3] : [0];
    this.#orientations = turns.map((turn) => orientationOf(series, turn, offsets, blockCells, scale));
    this.#place = new Int32Array(offsets.length + blockCells.length);
  }

  /**
   * Draws a batch into `inputs` [inputRows][k^d · batch], column cell · batch + patch, and `targets` [targetRows][batch]. Read as
   * [F · k^d][batch], rows of macro fields [F][k^d · batch] are then what f sees.
   */
  draw(random: RandomStream, part: Part, inputs: Float32Array, targets: Float32Array): void {
    const windows = this.#windows[part];
    for (let patch = 0; patch < this.batch; patch++) {
      const orientation = this.#orientations[random.integer(this.#orientations.length)];
      const run = windows.runs[random.integer(windows.runs.length)];
      const start = windows.firstStart + random.integer(windows.starts);
      const y = orientation.firstY + random.integer(orientation.countY);
      const x = orientation.firstX + random.integer(orientation.countX);
      this.#read(orientation, run * this.#series.times + start, y, x, patch, inputs, targets);
    }
  }

  #read(
    orientation: Orientation,
    state: number,
    y: number,
    x: number,
    patch: number,
    inputs: Float32Array,
    targets: Float32Array,
  ): void {
    const { fields, height, width } = this.#series;
    const { seen, scale } = this.#options;
    const { y: offsetY, x: offsetX, source, sign } = orientation;
    const data = this.#data;
    const place = this.#place;
    const lattice = height * width;
    const blockCells = orientation.blockCells;
    const columns = this.cells * this.batch;
    for (let i = 0; i < place.length; i++) {
      place[i] = ((y + offsetY[i]) % height) * width + ((x + offsetX[i]) % width);
    }
    for (let field = 0; field < fields; field++) {
      for (let step = 0; step < seen; step++) {
        const from = ((state + step) * fields + source[field]) * lattice;
        const row = (field * seen + step) * blockCells;
        for (let cell = 0, i = 0; cell < this.cells; cell++) {
          let to = row * columns + cell * this.batch + patch;
          for (let b = 0; b < blockCells; b++, i++, to += columns) {
            inputs[to] = sign[field] * data[from + place[i]];
          }
        }
      }
      for (let step = 0; step < scale.time; step++) {
        const from = ((state + scale.time + step) * fields + source[field]) * lattice;
        let to = (field * scale.time + step) * blockCells * this.batch + patch;
        for (let b = 0, i = this.cells * blockCells; b < blockCells; b++, i++, to += this.batch) {
          targets[to] = sign[field] * data[from + place[i]];
        }
      }
    }
  }
}

/** Where values of a turned patch are read, and which field with which sign. */
interface Orientation {
  /** Offsets of the cells of all blocks, then of the own block, made non-negative for periodic lattices. */
  y: Int32Array;
  x: Int32Array;
  blockCells: number;
  source: Int32Array;
  sign: Float32Array;
  /** Places of the first cell of the own block. */
  firstY: number;
  countY: number;
  firstX: number;
  countX: number;
}

/** A quarter turn takes (x, y) to (−y, x): the value at an offset is read at the offset turned back, and vectors are turned forward. */
function orientationOf(
  series: Spacetime,
  turn: number,
  offsets: readonly Offset[],
  own: readonly Offset[],
  scale: Scale,
): Orientation {
  const { fields, height, width } = series;
  const turned = [...offsets, ...own].map((offset) => {
    let { y, x } = offset;
    for (let i = 0; i < turn; i++) [x, y] = [y, -x];
    return { y, x };
  });
  const source = Int32Array.from({ length: fields }, (_, field) => field);
  const sign = new Float32Array(fields).fill(1);
  if (series.vectors) {
    const [first, second] = [fields - 2, fields - 1];
    for (let i = 0; i < turn; i++) {
      [source[first], source[second]] = [source[second], source[first]];
      [sign[first], sign[second]] = [-sign[second], sign[first]];
    }
  }
  const rows = places(
    turned.map(({ y }) => y),
    height,
    series.boundary,
  );
  const columns = places(
    turned.map(({ x }) => x),
    width,
    series.boundary,
  );
  if (rows.count < 1 || columns.count < 1) {
    throw new HostError(
      'bad-argument',
      `A lattice of ${width}${height > 1 ? ` × ${height}` : ''} cells is too small for blocks of ${scale.space} cells and the kernel.`,
      { where: 'scales', remedy: 'Take a smaller scale or a smaller kernel.' },
    );
  }
  return {
    y: rows.offsets,
    x: columns.offsets,
    blockCells: own.length,
    source,
    sign,
    firstY: rows.first,
    countY: rows.count,
    firstX: columns.first,
    countX: columns.count,
  };
}

/** Where a patch with these offsets may lie along a line of cells. */
function places(offsets: readonly number[], length: number, boundary: Spacetime['boundary']) {
  if (boundary === 'periodic') {
    return {
      offsets: Int32Array.from(offsets, (offset) => ((offset % length) + length) % length),
      first: 0,
      count: length,
    };
  }
  const first = -Math.min(...offsets);
  return { offsets: Int32Array.from(offsets), first, count: length - Math.max(...offsets) - first };
}
