import { HostError, type Scale } from '../../../../preload/contract/index.ts';
import { splitWindows, type Windows } from '../held-out-windows.ts';
import { block, neighbourhood, type Offset } from '../network/neighbourhood.ts';
import type { Spacetime } from '../spacetime.ts';
import { quarterTurn } from './quarter-turn.ts';

/** 2T steps from `start` on, of a run, at the places `firstPlace`, `firstPlace + stride`, … */
export interface Window {
  turn: number;
  run: number;
  start: number;
  firstPlace: number;
}

export interface WindowOptions {
  /** k of f. */
  kernel: number;
  scale: Scale;
  /** Takes the four orientations of a planar lattice. */
  turn: boolean;
  /** Share of the runs, or of the first steps where there are few runs, that is held out. */
  heldOut: number;
  /** About how many samples there may be; more are thinned out evenly. */
  mostSamples: number;
}

/**
 * Patches of a series for least squares: the k (× k) blocks of S (× S) cells and T steps about a place, and the block of the T steps that follow at the
 * place itself; with S = T = 1 these are the neighbourhoods of f and the next state of their cell. As the dynamics are the same everywhere, every
 * place and every first step counts, not only multiples of S and T. Open boundaries leave out places whose blocks are not all in the lattice.
 */
export class PatchWindows {
  /** F·T·S^d: values of a block, in the order [field][step][y][x]. */
  readonly patch: number;
  /** k^d. */
  readonly blocks: number;
  readonly training: readonly Window[];
  readonly heldOut: readonly Window[];
  readonly #turned: Spacetime[];
  readonly #places: Uint32Array[];
  readonly #neighbours: Offset[];
  readonly #own: Offset[];
  readonly #scale: Scale;
  readonly #stride: number;

  /** @throws HostError('bad-argument') where the series is too short or the lattice too small. */
  constructor(series: Spacetime, options: WindowOptions) {
    const planar = series.height > 1;
    this.#scale = options.scale;
    const blocks = neighbourhood(options.kernel, planar);
    this.#own = block(options.scale.space, planar);
    this.#neighbours = blocks.flatMap((at) =>
      this.#own.map(({ y, x }) => ({ y: options.scale.space * at.y + y, x: options.scale.space * at.x + x })),
    );
    this.blocks = blocks.length;
    this.patch = series.fields * options.scale.time * this.#own.length;
    this.#turned = [series];
    for (let turn = 1; turn < (planar && options.turn ? 4 : 1); turn++) {
      this.#turned.push(quarterTurn(this.#turned[turn - 1]));
    }
    this.#places = this.#turned.map((turned) => placesOf(turned, [...this.#neighbours, ...this.#own]));
    const windows = splitWindows(series, options.scale.time, options.heldOut);
    const [trained, tested] = [windows.training, windows.heldOut].map(
      ({ runs, starts }) => runs.length * starts,
    );
    const samples = this.#turned.length * trained * this.#places[0].length;
    const thinning = Math.max(1, Math.ceil(samples / options.mostSamples));
    // Half of the thinning (in the root) in time, where neighbours are most alike, the rest in space.
    const stride = Math.min(Math.ceil(Math.sqrt(thinning)), Math.max(1, Math.floor(trained / 8)));
    this.#stride = Math.ceil(thinning / stride);
    this.training = this.#thinned(windows.training, stride);
    this.heldOut = this.#thinned(windows.heldOut, Math.min(stride, Math.max(1, Math.floor(tested / 8))));
  }

  /** Every `stride`-th window in every orientation, each at other places. */
  #thinned({ runs, firstStart, starts }: Windows, stride: number): Window[] {
    const kept = Math.ceil((runs.length * starts) / stride);
    return this.#turned.flatMap((_, turn) =>
      Array.from({ length: kept }, (__, i) => {
        const window = i * stride;
        return {
          turn,
          run: runs[Math.floor(window / starts)],
          start: firstStart + (window % starts),
          firstPlace: (i + turn) % this.#stride,
        };
      }),
    );
  }

  /**
   * Hands every sample of a window to `take`: the patches of all blocks, [patch][k^d], and the patch that follows. Both arrays are overwritten by the
   * next sample.
   */
  visit(
    { turn, run, start, firstPlace }: Window,
    take: (from: Float64Array, to: Float64Array) => void,
  ): void {
    const series = this.#turned[turn];
    const from = new Float64Array(this.patch * this.blocks);
    const to = new Float64Array(this.patch);
    const places = this.#places[turn];
    for (let p = firstPlace; p < places.length; p += this.#stride) {
      const y = Math.floor(places[p] / series.width);
      const x = places[p] % series.width;
      this.#read(series, run * series.times + start, this.#neighbours, y, x, from);
      this.#read(series, run * series.times + start + this.#scale.time, this.#own, y, x, to);
      take(from, to);
    }
  }

  #read(
    series: Spacetime,
    state: number,
    offsets: readonly Offset[],
    y: number,
    x: number,
    into: Float64Array,
  ): void {
    const { fields, height, width, data } = series;
    const own = this.#own.length;
    const blocks = offsets.length / own;
    for (let i = 0; i < offsets.length; i++) {
      const place = wrapped(y + offsets[i].y, height) * width + wrapped(x + offsets[i].x, width);
      const atBlock = Math.floor(i / own);
      const inBlock = i % own;
      for (let field = 0; field < fields; field++) {
        for (let step = 0; step < this.#scale.time; step++) {
          const value = data[((state + step) * fields + field) * height * width + place];
          into[((field * this.#scale.time + step) * own + inBlock) * blocks + atBlock] = value;
        }
      }
    }
  }
}

const wrapped = (i: number, length: number) => ((i % length) + length) % length;

/** Cells that a patch may lie at. */
function placesOf({ height, width, boundary }: Spacetime, offsets: readonly Offset[]): Uint32Array {
  const rows = rangeOf(offsets, 'y');
  const columns = rangeOf(offsets, 'x');
  const places = Array.from({ length: height * width }, (_, place) => place).filter((place) => {
    if (boundary === 'periodic') return true;
    const [y, x] = [Math.floor(place / width), place % width];
    return (
      y + rows.first >= 0 && y + rows.last < height && x + columns.first >= 0 && x + columns.last < width
    );
  });
  if (places.length === 0) {
    throw new HostError(
      'bad-argument',
      `An open lattice of ${width}${height > 1 ? ` × ${height}` : ''} cells has no place with a whole neighbourhood.`,
      { where: 'dynamics.kernel', remedy: 'Take a smaller kernel or a smaller scale.' },
    );
  }
  return Uint32Array.from(places);
}

function rangeOf(offsets: readonly Offset[], axis: keyof Offset): { first: number; last: number } {
  const range = { first: 0, last: 0 };
  for (const { [axis]: value } of offsets) {
    range.first = Math.min(range.first, value);
    range.last = Math.max(range.last, value);
  }
  return range;
}
