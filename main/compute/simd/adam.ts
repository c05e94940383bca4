import type { ArrayRecord } from '../../../preload/contract/arrays.ts';
import { HostError } from '../../../preload/contract/errors.ts';
import type { SimdEngine } from './engine.ts';
import type { Parameter } from './parameter.ts';
import { arrayOf, readArray } from './state.ts';

export interface AdamOptions {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  /** Gradients of a larger Euclidean norm (over all parameters) are scaled down to it. Default: no limit. */
  clip?: number;
}

interface Slot {
  parameter: Parameter;
  first: Float32Array<ArrayBuffer>;
  second: Float32Array<ArrayBuffer>;
}

/** Adam (Kingma and Ba 2015) with bias correction, over all parameters of a model. */
export class Adam {
  readonly #engine: SimdEngine;
  readonly #slots: Slot[];
  readonly #options: Required<AdamOptions>;
  #step = 0;

  constructor(engine: SimdEngine, parameters: readonly Parameter[], options: AdamOptions = {}) {
    if (engine.inScope) throw new Error('an optimiser made inside a scope would be given back with it');
    this.#engine = engine;
    this.#options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clip: Infinity, ...options };
    this.#slots = parameters.map((parameter) => ({
      parameter,
      first: engine.floats(parameter.value.length),
      second: engine.floats(parameter.value.length),
    }));
  }

  /** Steps taken. */
  get steps(): number {
    return this.#step;
  }

  /**
   * One step with the gradients that have been added up; sets them to zero. Returns their norm before clipping. Throws
   * HostError('unstable'), with the parameters as they were, when the norm is not finite.
   */
  step(learningRate: number): number {
    const { kernels } = this.#engine;
    const { beta1, beta2, epsilon, clip } = this.#options;
    const norm = this.gradientNorm();
    if (!Number.isFinite(norm)) {
      throw new HostError(
        'unstable',
        `The gradient is not finite at step ${this.#step}: the training diverged.`,
        {
          where: 'optimiser.learningRate',
          remedy: 'Lower the learning rate or the gradient clip.',
        },
      );
    }
    const scale = norm > clip ? clip / norm : 1;
    this.#step++;
    for (const { parameter, first, second } of this.#slots) {
      kernels.adam(
        roundedUp(parameter.value.length),
        parameter.valuePointer,
        parameter.gradientPointer,
        first.byteOffset,
        second.byteOffset,
        scale,
        learningRate,
        beta1,
        beta2,
        1 / (1 - beta1 ** this.#step),
        1 / (1 - beta2 ** this.#step),
        epsilon,
      );
    }
    return norm;
  }

  /** Euclidean norm of all gradients. */
  gradientNorm(): number {
    let sum = 0;
    for (const { parameter } of this.#slots) {
      sum += this.#engine.kernels.sumOfSquares(roundedUp(parameter.value.length), parameter.gradientPointer);
    }
    return Math.sqrt(sum);
  }

  /** Moments by parameter name, and the number of steps: with the parameters, all that the next step depends on. */
  save(): ArrayRecord {
    const arrays: ArrayRecord = { 'adam.steps': { shape: [1], data: Float64Array.of(this.#step) } };
    for (const { parameter, first, second } of this.#slots) {
      arrays[`adam.first.${parameter.name}`] = arrayOf(parameter.shape, first);
      arrays[`adam.second.${parameter.name}`] = arrayOf(parameter.shape, second);
    }
    return arrays;
  }

  /** Takes back what `save` gave, bit for bit. Throws HostError('bad-file') where an array is missing or has another shape. */
  restore(arrays: ArrayRecord): void {
    const steps = new Float64Array(1);
    readArray(arrays, 'adam.steps', [1], steps);
    this.#step = steps[0];
    for (const { parameter, first, second } of this.#slots) {
      readArray(arrays, `adam.first.${parameter.name}`, parameter.shape, first);
      readArray(arrays, `adam.second.${parameter.name}`, parameter.shape, second);
    }
  }
}

// Allocations are whole cache lines whose rest is zero and stays zero.
function roundedUp(count: number): number {
  return Math.ceil(count / 4) * 4;
}
