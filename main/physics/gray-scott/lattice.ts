import { HostError } from '../../../preload/contract/errors.ts';
import { kernelModule } from '../../compute/kernel-module.ts';
import type { StepCoefficients } from './stencil.ts';
import { twinStep } from './twin.ts';

export type EngineName = 'wasm-simd' | 'typescript';

/** The two fields of one system on a periodic square lattice, and what advances them. */
export interface Lattice {
  /** Side in cells. */
  readonly size: number;
  readonly engine: EngineName;
  /** Concentration of a, size² values row by row. Valid until the next `advance`; writing to it changes the system. */
  readonly a: Float32Array;
  readonly b: Float32Array;
  /** Takes `steps` explicit Euler steps. */
  advance(coefficients: StepCoefficients, steps: number): void;
}

/**
 * A lattice at a = b = 0. `size` must be a positive multiple of 4 (HostError 'bad-argument' otherwise). Without a choice of engine it is
 * the SIMD kernel, or the TypeScript twin where that cannot be loaded; both give the same bits.
 */
export function createLattice(size: number, engine: EngineName = availableEngine().engine): Lattice {
  if (!Number.isInteger(size) || size < 4 || size % 4 !== 0) {
    throw new HostError('bad-argument', `The side of a Gray–Scott lattice is a multiple of 4, not ${size}.`, {
      where: 'size',
      remedy: `Use ${Math.max(4, 4 * Math.round(size / 4) || 4)}.`,
    });
  }
  return engine === 'wasm-simd' ? new SimdLattice(size) : new TwinLattice(size);
}

let available: { engine: EngineName; reason: string } | undefined;

/** Which engine lattices get by default, and why. */
export function availableEngine(): { engine: EngineName; reason: string } {
  if (!available) {
    try {
      kernelModule('gray-scott');
      available = { engine: 'wasm-simd', reason: 'the SIMD kernel loads' };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      available = { engine: 'typescript', reason: `the SIMD kernel does not load: ${message}` };
    }
  }
  return available;
}

type Advance = (
  a: number,
  b: number,
  aNext: number,
  bNext: number,
  n: number,
  steps: number,
  diffusionA: number,
  diffusionB: number,
  feed: number,
  loss: number,
  dt: number,
  nine: boolean,
) => void;

/** Below it lies what the compiler may have placed in memory. */
const firstPlane = 1024;

class SimdLattice implements Lattice {
  readonly size: number;
  readonly engine = 'wasm-simd';
  readonly #advance: Advance;
  /** a, b of now, then a, b of the next step; the pairs change places after an odd number of steps. */
  readonly #planes: Float32Array[];
  #flipped = false;

  constructor(size: number) {
    this.size = size;
    const bytes = 4 * size * size;
    const memory = new WebAssembly.Memory({ initial: Math.ceil((firstPlane + 4 * bytes) / 65536) });
    const instance = new WebAssembly.Instance(kernelModule('gray-scott'), { env: { memory } });
    this.#advance = instance.exports.advance as Advance;
    this.#planes = [0, 1, 2, 3].map(
      (plane) => new Float32Array(memory.buffer, firstPlane + plane * bytes, size * size),
    );
  }

  get a(): Float32Array {
    return this.#planes[this.#flipped ? 2 : 0];
  }

  get b(): Float32Array {
    return this.#planes[this.#flipped ? 3 : 1];
  }

  advance(c: StepCoefficients, steps: number): void {
    const next = this.#flipped ? 0 : 2;
    this.#advance(
      this.a.byteOffset,
      this.b.byteOffset,
      this.#planes[next].byteOffset,
      this.#planes[next + 1].byteOffset,
      this.size,
      steps,
      c.diffusionA,
      c.diffusionB,
      c.feed,
      c.loss,
      c.dt,
      c.nine,
    );
    if (steps % 2 === 1) this.#flipped = !this.#flipped;
  }
}

class TwinLattice implements Lattice {
  readonly size: number;
  readonly engine = 'typescript';
  a: Float32Array;
  b: Float32Array;
  #aNext: Float32Array;
  #bNext: Float32Array;

  constructor(size: number) {
    this.size = size;
    this.a = new Float32Array(size * size);
    this.b = new Float32Array(size * size);
    this.#aNext = new Float32Array(size * size);
    this.#bNext = new Float32Array(size * size);
  }

  advance(coefficients: StepCoefficients, steps: number): void {
    for (let step = 0; step < steps; step++) {
      twinStep(this.a, this.b, this.#aNext, this.#bNext, this.size, coefficients);
      [this.a, this.#aNext] = [this.#aNext, this.a];
      [this.b, this.#bNext] = [this.#bNext, this.b];
    }
  }
}
