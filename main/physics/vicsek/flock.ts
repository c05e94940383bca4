import { HostError, type VicsekParameters } from '../../../preload/contract/index.ts';
import type { RandomStream } from '../../compute/random.ts';
import { CellGrid } from './cell-grid.ts';
import { fineMask, fineMiddle, fineShift, noiseAmplitude, NoiseTurns } from './noise.ts';

const largestFlock = 100_000;

/** Below this squared length neighbours cancel, and the sum of their directions points nowhere. */
const cancelled = 1e-12;

/** Particles of a flock: ρL², rounded. Throws HostError when there would be none, or more than 100,000. */
export function flockSize({ side, density }: Pick<VicsekParameters, 'side' | 'density'>): number {
  const count = Math.round(density * side * side);
  if (count < 1) {
    throw new HostError(
      'bad-argument',
      `A square of side ${side} holds no particle at density ${density}: ρL² rounds to 0.`,
      { where: 'density', remedy: 'Take a higher density or a larger side.' },
    );
  }
  if (count > largestFlock) {
    throw new HostError(
      'too-large',
      `Side ${side} at density ${density} makes ${count} particles; a flock has at most ${largestFlock}.`,
      { where: 'density', remedy: 'Take a lower density or a smaller side.' },
    );
  }
  return count;
}

/** Everything a flock's future depends on, apart from its parameters. */
export interface FlockState {
  x: Float32Array;
  y: Float32Array;
  cosine: Float32Array;
  sine: Float32Array;
  identity: Uint32Array;
  /** State of its random stream. */
  random: number[];
}

/**
 * Self-propelled particles with scalar noise (Vicsek et al., Phys. Rev. Lett. 75, 1226, 1995; Eqs. 10 and 11 of the self-similarity paper) in a
 * periodic square: x ← x + v(t), and then every particle takes the direction of the mean velocity v(t) within radius 1 of where it has got to, itself
 * included, turned by η ξ; all at once. (With neighbours at the places before the move flocks are more ordered: φ = 0.50 instead of 0.27 at
 * L = 32, η = 2, which is not the paper's Fig. 6a.) Where neighbours cancel exactly a particle keeps its direction before it is turned.
 *
 * Directions are carried as cosine and sine. The arrays are in the order of cells, which changes with every step: `identity` tells who is who.
 */
export class Flock {
  readonly side: number;
  readonly count: number;
  /** Positions in [0, side). */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Directions. */
  readonly cosine: Float32Array;
  readonly sine: Float32Array;
  /** Number of each particle, by which it can be followed. */
  readonly identity: Uint32Array;
  readonly #random: RandomStream;
  readonly #grid: CellGrid;
  readonly #words: Uint32Array<ArrayBuffer>;
  readonly #formerIdentity: Uint32Array;
  #angle: Float32Array | null = null;
  #turns: NoiseTurns;
  #speed: number;

  /**
   * A flock at random places with random directions.
   * @param random drawn from at the start and in every step; the flock should have it to itself.
   * @throws HostError for no particles, too many, or a side of 2 or less, where a particle could meet another twice.
   */
  constructor(parameters: VicsekParameters, random: RandomStream) {
    const { side } = parameters;
    if (!(side > 2)) {
      throw new HostError('bad-argument', `A side of ${side} is no more than the diameter of interaction.`, {
        where: 'side',
        remedy: 'Take a side above 2.',
      });
    }
    this.side = side;
    this.count = flockSize(parameters);
    this.x = new Float32Array(this.count);
    this.y = new Float32Array(this.count);
    this.cosine = new Float32Array(this.count);
    this.sine = new Float32Array(this.count);
    this.identity = Uint32Array.from({ length: this.count }, (_, i) => i);
    this.#formerIdentity = new Uint32Array(this.count);
    this.#words = new Uint32Array(this.count);
    this.#random = random;
    this.#grid = new CellGrid(side, this.count);
    this.#turns = new NoiseTurns(noiseAmplitude(parameters));
    this.#speed = parameters.speed;
    for (let i = 0; i < this.count; i++) {
      this.x[i] = inside(Math.fround(random.between(0, side)), side);
      this.y[i] = inside(Math.fround(random.between(0, side)), side);
      const angle = random.between(-Math.PI, Math.PI);
      this.cosine[i] = Math.cos(angle);
      this.sine[i] = Math.sin(angle);
    }
  }

  /** Length of every velocity. */
  get speed(): number {
    return this.#speed;
  }

  /** Directions in radians, (−π, π]. */
  get angle(): Float32Array {
    if (!this.#angle) {
      this.#angle = new Float32Array(this.count);
      for (let i = 0; i < this.count; i++) this.#angle[i] = Math.atan2(this.sine[i], this.cosine[i]);
    }
    return this.#angle;
  }

  /** Goes on with the same particles under another noise or speed. */
  change(parameters: Pick<VicsekParameters, 'noise' | 'noiseInterval' | 'speed'>): void {
    this.#turns = new NoiseTurns(noiseAmplitude(parameters));
    this.#speed = parameters.speed;
  }

  /** One synchronous step. */
  step(): void {
    this.#move();
    this.#grid.sort(this.x, this.y, this.cosine, this.sine);
    this.#grid.sumNeighbours();
    this.#formerIdentity.set(this.identity);
    this.#random.fillBits(this.#words);
    this.#turn();
    this.#angle = null;
  }

  /** φ = |Σv| / (N v₀). */
  order(): number {
    const { cosine, sine, count } = this;
    let x = 0;
    let y = 0;
    for (let i = 0; i < count; i++) {
      x += cosine[i];
      y += sine[i];
    }
    return Math.sqrt(x * x + y * y) / count;
  }

  snapshot(): FlockState {
    return {
      x: this.x.slice(),
      y: this.y.slice(),
      cosine: this.cosine.slice(),
      sine: this.sine.slice(),
      identity: this.identity.slice(),
      random: this.#random.state(),
    };
  }

  /** Goes on from a snapshot of a flock with as many particles. */
  restore(state: FlockState): void {
    if (state.x.length !== this.count) {
      throw new RangeError(`a snapshot of ${state.x.length} particles for a flock of ${this.count}`);
    }
    this.x.set(state.x);
    this.y.set(state.y);
    this.cosine.set(state.cosine);
    this.sine.set(state.sine);
    this.identity.set(state.identity);
    this.#random.restore(state.random);
    this.#angle = null;
  }

  #move(): void {
    const { x, y, cosine, sine, side, count } = this;
    const speed = this.#speed;
    for (let i = 0; i < count; i++) {
      x[i] = moved(x[i] + speed * cosine[i], side);
      y[i] = moved(y[i] + speed * sine[i], side);
    }
  }

  /** From the sorted copies in the grid back to the arrays of the flock, in the order of cells. */
  #turn(): void {
    const { x, y, cosine, sine, identity } = this;
    const grid = this.#grid;
    const { x: sortedX, y: sortedY, cosine: sortedCosine, sine: sortedSine, sumX, sumY, origin } = grid;
    const { cosines, sines, fineStep } = this.#turns;
    const words = this.#words;
    const former = this.#formerIdentity;
    let to = 0;
    for (let row = 0; row < grid.cells; row++) {
      const end = grid.rowEnd(row);
      for (let i = grid.rowStart(row); i < end; i++) {
        x[to] = sortedX[i];
        y[to] = sortedY[i];
        let meanX = sumX[i];
        let meanY = sumY[i];
        let squared = meanX * meanX + meanY * meanY;
        if (squared < cancelled) {
          meanX = sortedCosine[i];
          meanY = sortedSine[i];
          squared = meanX * meanX + meanY * meanY;
        }
        const perLength = 1 / Math.sqrt(squared);
        const word = words[to];
        const entry = word >>> fineShift;
        const fine = ((word & fineMask) - fineMiddle) * fineStep;
        // |fine| ≤ 0.022 even for η = 7 in the wider convention: the next terms are below 1e-10.
        const square = fine * fine;
        const fineCosine = 1 - square * (0.5 - square * (1 / 24));
        const fineSine = fine * (1 - square * (1 / 6));
        const turnCosine = cosines[entry] * fineCosine - sines[entry] * fineSine;
        const turnSine = sines[entry] * fineCosine + cosines[entry] * fineSine;
        cosine[to] = (meanX * turnCosine - meanY * turnSine) * perLength;
        sine[to] = (meanY * turnCosine + meanX * turnSine) * perLength;
        identity[to] = former[origin[i]];
        to++;
      }
    }
  }
}

/** A coordinate after a move by less than the side, back in [0, side) once it is rounded. */
function moved(coordinate: number, side: number): number {
  if (coordinate < 0) return inside(Math.fround(coordinate + side), side);
  return coordinate < side ? inside(Math.fround(coordinate), side) : coordinate - side;
}

/** Rounding to float32 may reach the side itself, which is the same place as 0. */
function inside(coordinate: number, side: number): number {
  return coordinate < side ? coordinate : 0;
}
