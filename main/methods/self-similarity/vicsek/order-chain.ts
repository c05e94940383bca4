import type { ArrayRecord, NumericArray, VicsekParameters } from '../../../../preload/contract/index.ts';
import { flockSize, type FlockState } from '../../../physics/vicsek/index.ts';
import type { OrderOfSlice, OrderSlice } from './order-task.ts';

/** Stretches of one simulation, each a bin of the jackknife. */
export const binsPerChain = 10;

/** Per bin: steps, Σφ, Σφ². */
export const momentsPerBin = 3;

/** Moves of particles in one slice: some tenths of a second. */
const movesPerSlice = 2e6;
const longestSlice = 50_000;

export interface OrderChainPlan {
  parameters: VicsekParameters;
  seed: number;
  /** Which of the independent simulations of these parameters. */
  repeat: number;
  burnIn: number;
  /** Measured steps. */
  steps: number;
  /** Consecutive steps that are averaged into one value of the stored series. */
  stepsPerBlock: number;
}

/** One simulation: where it is, and what it has measured so far. Goes on slice by slice, whoever computes them. */
export class OrderChain {
  readonly plan: OrderChainPlan;
  readonly particles: number;
  /** [bins][steps, Σφ, Σφ²]. */
  readonly moments = new Float64Array(binsPerChain * momentsPerBin);
  /** φ averaged over blocks of steps. */
  readonly blocks: Float32Array;
  #position: FlockState | null = null;
  #taken = 0;
  /** Σφ of the block that is not complete. */
  #openBlock = 0;

  constructor(plan: OrderChainPlan) {
    this.plan = plan;
    this.particles = flockSize(plan.parameters);
    this.blocks = new Float32Array(Math.floor(plan.steps / plan.stepsPerBlock));
  }

  get complete(): boolean {
    return this.#taken === this.#total;
  }

  /** Moves of particles so far, and at the end. */
  get moves(): { done: number; total: number } {
    return { done: this.#taken * this.particles, total: this.#total * this.particles };
  }

  next(): OrderSlice {
    const { parameters, seed, repeat, burnIn } = this.plan;
    const longest = Math.min(longestSlice, Math.max(1, Math.round(movesPerSlice / this.particles)));
    const steps = Math.min(longest, this.#total - this.#taken);
    const unmeasured = Math.min(steps, Math.max(0, burnIn - this.#taken));
    const stream = `vicsek/order/${parameters.side}/${parameters.noise}/${repeat}`;
    return { parameters, seed, stream, position: this.#position, unmeasured, measured: steps - unmeasured };
  }

  /** Takes the result of `next`. */
  take({ unmeasured }: OrderSlice, { position, order }: OrderOfSlice): void {
    const { burnIn, steps, stepsPerBlock } = this.plan;
    let step = this.#taken + unmeasured - burnIn;
    for (const phi of order) {
      const at = momentsPerBin * Math.floor((step * binsPerChain) / steps);
      this.moments[at]++;
      this.moments[at + 1] += phi;
      this.moments[at + 2] += phi * phi;
      this.#openBlock += phi;
      step++;
      if (step % stepsPerBlock === 0) {
        this.blocks[step / stepsPerBlock - 1] = this.#openBlock / stepsPerBlock;
        this.#openBlock = 0;
      }
    }
    this.#taken += unmeasured + order.length;
    // What is complete need not be in checkpoints.
    this.#position = this.complete ? null : position;
  }

  /** Under names that begin with `prefix`. */
  snapshot(prefix: string): ArrayRecord {
    const arrays: Record<string, NumericArray> = {
      moments: this.moments,
      blocks: this.blocks,
      progress: Float64Array.of(this.#taken, this.#openBlock),
    };
    if (this.#position) {
      const { random, ...particles } = this.#position;
      Object.assign(arrays, particles, { random: Float64Array.from(random) });
    }
    return Object.fromEntries(
      Object.entries(arrays).map(([name, data]) => [prefix + name, { shape: [data.length], data }]),
    );
  }

  /** Goes on from a snapshot; other arrays may be among its arrays. */
  restore(prefix: string, arrays: ArrayRecord): void {
    const array = (name: string) => arrays[prefix + name].data;
    this.moments.set(array('moments') as Float64Array);
    this.blocks.set(array('blocks') as Float32Array);
    [this.#taken, this.#openBlock] = array('progress') as Float64Array;
    if (this.#taken === 0 || this.complete) return;
    this.#position = {
      x: array('x') as Float32Array,
      y: array('y') as Float32Array,
      cosine: array('cosine') as Float32Array,
      sine: array('sine') as Float32Array,
      identity: array('identity') as Uint32Array,
      random: Array.from(array('random') as Float64Array),
    };
  }

  get #total(): number {
    return this.plan.burnIn + this.plan.steps;
  }
}
