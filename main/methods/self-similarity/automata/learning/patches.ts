import { HostError, type Scale } from '../../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../../compute/random.ts';
import { ElementaryAutomaton } from '../../../../physics/cellular-automata/elementary.ts';
import { splitWindows, type Windows } from '../../held-out-windows.ts';
import type { Spacetime } from '../../spacetime.ts';

/** What of space and time P sees and the decoder reconstructs: S × T patches, of which P sees the first row or all. */
export interface PatchShape extends Scale {
  mask: 'row' | 'patch';
}

/** Rows of a patch that P sees. */
export const rowsSeen = ({ mask, time }: PatchShape) => (mask === 'row' ? 1 : time);

/** Cells that P sees. */
export const cellsSeen = (shape: PatchShape) => shape.space * rowsSeen(shape);

/** A window of this many cells has a word of its own. */
const widestWindow = 32;

/** Cells of a window in which three neighbouring patches and all that the patch after the middle one depends on lie. */
export function windowWidth(shape: PatchShape): number {
  const seen = 3 * shape.space + 2 * (rowsSeen(shape) - 1);
  return Math.max(seen, shape.space + 2 * (2 * shape.time - 1));
}

/**
 * Training data of one step: three neighbouring patches as P sees them, and the patch that follows the middle one. Cells are bits, the
 * first cell (row by row, leftmost first) the lowest. Patterns that occur several times are named once, as P of them has to be worked out
 * only once.
 */
export class PatchBatch {
  readonly size: number;
  readonly shape: PatchShape;
  /** Distinct patterns under the mask; the first `distinct` are in use. */
  readonly patterns: Uint32Array;
  distinct = 0;
  /** Which of them the left, middle and right patch are, [size][3]. */
  readonly index: Uint16Array;
  /** Rows of the patch that follows, [size][T]. */
  readonly rows: Uint16Array;
  readonly #known = new Map<number, number>();

  constructor(shape: PatchShape, size: number) {
    this.shape = shape;
    this.size = size;
    this.patterns = new Uint32Array(3 * size);
    this.index = new Uint16Array(3 * size);
    this.rows = new Uint16Array(size * shape.time);
  }

  clear(): void {
    this.distinct = 0;
    this.#known.clear();
  }

  /** Notes what patch `place` (0 left, 1 middle, 2 right) of a sample shows. */
  setPattern(sample: number, place: number, pattern: number): void {
    let index = this.#known.get(pattern);
    if (index === undefined) {
      index = this.distinct++;
      this.#known.set(pattern, index);
      this.patterns[index] = pattern;
    }
    this.index[3 * sample + place] = index;
  }
}

/** Where patches come from. */
export interface PatchSource {
  draw(batch: PatchBatch, random: RandomStream): void;
}

/** Patches to train on, and others to measure on: fresh ones, of which small windows are bound to repeat, or held-out ones of a series. */
export interface PatchData {
  training: PatchSource;
  heldOut: PatchSource;
}

/** Densities of ones in fresh windows. */
const [leastDensity, greatestDensity] = [0.05, 0.95];

/** Fresh windows of independent cells, each of a density of its own, followed by the learnt rule. */
export class EvolvedPatches implements PatchSource {
  readonly #rule: number;
  readonly #automata = new Map<number, { automaton: ElementaryAutomaton; states: Uint32Array[] }>();

  constructor(rule: number) {
    this.#rule = rule;
  }

  draw(batch: PatchBatch, random: RandomStream): void {
    const { shape, size } = batch;
    const width = windowWidth(shape);
    const states = this.#evolve(batch, width, random);
    const row = (1 << shape.space) - 1;
    const middle = (width - shape.space) / 2;
    batch.clear();
    for (let sample = 0; sample < size; sample++) {
      for (let place = 0; place < 3; place++) {
        const from = middle + (place - 1) * shape.space;
        let pattern = 0;
        for (let t = rowsSeen(shape) - 1; t >= 0; t--) {
          pattern = (pattern << shape.space) | ((states[t][sample] >>> from) & row);
        }
        batch.setPattern(sample, place, pattern >>> 0);
      }
      for (let t = 0; t < shape.time; t++) {
        batch.rows[sample * shape.time + t] = (states[shape.time + t][sample] >>> middle) & row;
      }
    }
  }

  /** 2T states of one row in which every window has a word of its own; what crosses from word to word never reaches what is read. */
  #evolve({ shape, size }: PatchBatch, width: number, random: RandomStream): Uint32Array[] {
    let known = this.#automata.get(size);
    if (!known) {
      known = {
        automaton: new ElementaryAutomaton(this.#rule, 32 * size),
        states: Array.from({ length: 2 * shape.time }, () => new Uint32Array(size)),
      };
      this.#automata.set(size, known);
    }
    const { automaton, states } = known;
    for (let sample = 0; sample < size; sample++) {
      const density = random.between(leastDensity, greatestDensity);
      let word = 0;
      for (let cell = 0; cell < width; cell++) if (random.uniform() < density) word |= 1 << cell;
      states[0][sample] = word;
    }
    for (let t = 1; t < states.length; t++) automaton.step(states[t - 1], states[t]);
    return states;
  }
}

/** Fresh windows of a rule; null where they would be too wide. */
export function freshPatches(rule: number, shape: PatchShape): PatchData | null {
  if (windowWidth(shape) > widestWindow) return null;
  const source = new EvolvedPatches(rule);
  return { training: source, heldOut: source };
}

/** Share of the runs, or of the last steps where there are few runs, that is kept from training. */
const heldOutShare = 0.2;

/** Patches of a series at random places and times. */
class SampledPatches implements PatchSource {
  readonly #series: Spacetime;
  readonly #windows: Windows;

  constructor(series: Spacetime, windows: Windows) {
    this.#series = series;
    this.#windows = windows;
  }

  draw(batch: PatchBatch, random: RandomStream): void {
    const { shape, size } = batch;
    const { width, boundary } = this.#series;
    const { runs, firstStart, starts } = this.#windows;
    const places = boundary === 'periodic' ? width : width - 3 * shape.space + 1;
    batch.clear();
    for (let sample = 0; sample < size; sample++) {
      const run = runs[random.integer(runs.length)];
      const time = firstStart + random.integer(starts);
      const from = random.integer(places);
      for (let place = 0; place < 3; place++) {
        let pattern = 0;
        for (let t = rowsSeen(shape) - 1; t >= 0; t--) {
          pattern =
            (pattern << shape.space) | this.#row(run, time + t, from + place * shape.space, shape.space);
        }
        batch.setPattern(sample, place, pattern >>> 0);
      }
      for (let t = 0; t < shape.time; t++) {
        batch.rows[sample * shape.time + t] = this.#row(
          run,
          time + shape.time + t,
          from + shape.space,
          shape.space,
        );
      }
    }
  }

  #row(run: number, time: number, from: number, cells: number): number {
    const { times, width, data } = this.#series;
    const start = (run * times + time) * width;
    let row = 0;
    for (let cell = 0; cell < cells; cell++) {
      if (data[start + ((from + cell) % width)] > 0.5) row |= 1 << cell;
    }
    return row;
  }
}

/**
 * Patches of a series, those held out of runs or steps that training does not see.
 * @throws HostError 'bad-argument' when the series is too short or too narrow for the scale.
 */
export function patchesOfSeries(series: Spacetime, { space, time }: Scale): PatchData {
  if (series.width < 3 * space) {
    throw new HostError(
      'bad-argument',
      `A series of ${series.width} cells is too narrow for three groups of ${space} cells.`,
      { where: 'scales', remedy: `Give at least ${3 * space} cells, or take a smaller S.` },
    );
  }
  const { training, heldOut } = splitWindows(series, time, heldOutShare);
  return {
    training: new SampledPatches(series, training),
    heldOut: new SampledPatches(series, heldOut),
  };
}
