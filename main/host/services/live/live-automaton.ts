import type { DynamicsReading, LiveSystem, SpacetimePicture } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { ElementaryAutomaton } from '../../../physics/cellular-automata/elementary.ts';
import { packRow, unpackRow } from '../../../physics/cellular-automata/packing.ts';
import { ProbabilisticAutomaton } from '../../../physics/cellular-automata/probabilistic.ts';
import { automatonStart } from '../../../physics/cellular-automata/start.ts';
import type { LiveDynamics } from './live-dynamics.ts';
import { SpacetimeHistory } from './spacetime-history.ts';

type AutomatonKind = Extract<LiveSystem, { type: 'automaton' | 'probabilistic-automaton' }>;

/** A row that can go on, whichever way its cells are stored. */
interface Row {
  advance(steps: number): void;
  /** Copies cells first … first + target.length − 1; `first` is a multiple of 32. */
  copy(first: number, target: Uint8Array): void;
  ones(): number;
  /** The same row under the rule of another system of this kind. */
  change(system: AutomatonKind): void;
}

/** Elementary and probabilistic automata. Another rule goes on from the present row; any other change starts again. */
export class LiveAutomaton implements LiveDynamics {
  #step = 0;
  #system: AutomatonKind;
  readonly #row: Row;
  readonly #history: SpacetimeHistory;

  constructor(system: AutomatonKind, seed: number, history: number) {
    this.#system = system;
    const { width, start, density } = system;
    const cells = automatonStart(width, start, density, new RandomStream(seed, 'live/start'));
    this.#row =
      system.type === 'automaton'
        ? new ElementaryRow(system, cells)
        : new ProbabilisticRow(system, cells, new RandomStream(seed, 'live/steps'));
    this.#history = new SpacetimeHistory(width, history, 'byte');
    this.#record();
  }

  get step(): number {
    return this.#step;
  }

  get updatesPerStep(): number {
    return this.#system.width;
  }

  get expectedRate(): number {
    return this.#system.type === 'automaton' ? 1e6 : 1e5;
  }

  advance(steps: number): void {
    // What would be pushed out of the history again need not be unpacked.
    const unseen = Math.max(0, steps - this.#history.rows);
    this.#row.advance(unseen);
    for (let step = unseen; step < steps; step++) {
      this.#row.advance(1);
      this.#record();
    }
    this.#step += steps;
  }

  change(system: LiveSystem): boolean {
    const { type, width, start, density } = this.#system;
    if (
      !(system.type === 'automaton' || system.type === 'probabilistic-automaton') ||
      system.type !== type ||
      system.width !== width ||
      system.start !== start ||
      system.density !== density
    ) {
      return false;
    }
    this.#row.change(system);
    this.#system = system;
    return true;
  }

  keep(rows: number): void {
    this.#history.keep(rows);
  }

  readings(): DynamicsReading[] {
    return [{ name: 'Density of ones', symbol: '\\rho', value: this.#row.ones() / this.#system.width }];
  }

  picture(): { picture: SpacetimePicture; note: string | null } {
    return { picture: this.#history.picture(this.#step, 'cell', [0, 1]), note: this.#history.note() };
  }

  #record(): void {
    this.#row.copy(this.#history.first, this.#history.push() as Uint8Array);
  }
}

class ElementaryRow implements Row {
  #automaton: ElementaryAutomaton;
  readonly #packed: Uint32Array;

  constructor({ rule, width }: { rule: number; width: number }, cells: Uint8Array) {
    this.#automaton = new ElementaryAutomaton(rule, width);
    this.#packed = packRow(cells, new Uint32Array(this.#automaton.words));
  }

  advance(steps: number): void {
    if (steps > 0) this.#automaton.advance(this.#packed, steps);
  }

  copy(first: number, target: Uint8Array): void {
    unpackRow(this.#packed.subarray(first >> 5), target);
  }

  ones(): number {
    let ones = 0;
    for (const word of this.#packed) ones += bitsOf(word);
    return ones;
  }

  change(system: AutomatonKind): void {
    if (system.type === 'automaton') this.#automaton = new ElementaryAutomaton(system.rule, system.width);
  }
}

class ProbabilisticRow implements Row {
  #automaton: ProbabilisticAutomaton;
  #cells: Uint8Array;
  #next: Uint8Array;
  readonly #random: RandomStream;

  constructor(
    system: Extract<AutomatonKind, { type: 'probabilistic-automaton' }>,
    cells: Uint8Array,
    random: RandomStream,
  ) {
    this.#automaton = new ProbabilisticAutomaton(tableOf(system), system.width, random);
    this.#cells = cells;
    this.#next = new Uint8Array(cells.length);
    this.#random = random;
  }

  advance(steps: number): void {
    for (let step = 0; step < steps; step++) {
      this.#automaton.step(this.#cells, this.#next);
      [this.#cells, this.#next] = [this.#next, this.#cells];
    }
  }

  copy(first: number, target: Uint8Array): void {
    target.set(this.#cells.subarray(first, first + target.length));
  }

  ones(): number {
    return this.#cells.reduce((sum, cell) => sum + cell, 0);
  }

  change(system: AutomatonKind): void {
    if (system.type !== 'probabilistic-automaton') return;
    this.#automaton = new ProbabilisticAutomaton(tableOf(system), system.width, this.#random);
  }
}

/** p(1 | i) by i = 4l + 2c + r. */
function tableOf({
  probabilities: p,
}: Extract<AutomatonKind, { type: 'probabilistic-automaton' }>): number[] {
  return [p.p000, p.p001, p.p010, p.p011, p.p100, p.p101, p.p110, p.p111];
}

/** Ones of a 32-bit word. */
function bitsOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
