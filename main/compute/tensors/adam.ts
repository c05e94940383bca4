import * as tf from '@tensorflow/tfjs-core';
import type { ArrayRecord } from '../../../preload/contract/arrays.ts';
import { total } from './total.ts';
import { readBlocks, restoreBlock, type TensorWeights } from './weights.ts';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/**
 * Adam (Kingma and Ba 2015) on tensors, with a limit on the gradient's Euclidean norm and, where asked for, decoupled weight decay
 * (AdamW: Loshchilov and Hutter 2019). tfjs's own keeps its step count where a checkpoint loses it and has neither.
 */
export class TensorAdam {
  readonly #weights: TensorWeights;
  readonly #clip: number;
  readonly #decay: number;
  readonly #first = new Map<string, tf.Variable>();
  readonly #second = new Map<string, tf.Variable>();
  #steps = 0;

  constructor(weights: TensorWeights, options: { clip: number; weightDecay?: number }) {
    this.#weights = weights;
    this.#clip = options.clip;
    this.#decay = options.weightDecay ?? 0;
    for (const [name, { shape }] of weights.parameters) {
      this.#first.set(
        name,
        tf.tidy(() => tf.variable(tf.zeros(shape), false)),
      );
      this.#second.set(
        name,
        tf.tidy(() => tf.variable(tf.zeros(shape), false)),
      );
    }
  }

  /**
   * One step down `loss`, a function of the weights that returns a scalar. Returns the loss, to be disposed by the caller.
   * Nothing is read back from the device.
   */
  minimise(loss: () => tf.Scalar, learningRate: number): tf.Scalar {
    const variables = [...this.#weights.parameters];
    return tf.tidy(() => {
      const { value, grads } = tf.variableGrads(
        loss,
        variables.map(([, variable]) => variable),
      );
      const gradients = variables.map(([, variable]) => grads[variable.name]);
      const norm = tf.sqrt(total(gradients.map((gradient) => tf.sum(tf.square(gradient)))));
      const scale = tf.div(this.#clip, tf.maximum(norm, this.#clip));
      this.#steps++;
      const rate = (learningRate * Math.sqrt(1 - beta2 ** this.#steps)) / (1 - beta1 ** this.#steps);
      const floor = epsilon * Math.sqrt(1 - beta2 ** this.#steps);
      variables.forEach(([name, variable], i) => {
        const gradient = tf.mul(gradients[i], scale);
        const first = moment(this.#first, name);
        const second = moment(this.#second, name);
        first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1)));
        second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
        const kept = this.#decay === 0 ? variable : tf.mul(variable, 1 - learningRate * this.#decay);
        variable.assign(tf.sub(kept, tf.mul(rate, tf.div(first, tf.add(tf.sqrt(second), floor)))));
      });
      return value;
    });
  }

  /** Moments by parameter name and the number of steps: with the weights, all that the next step depends on. */
  async save(): Promise<ArrayRecord> {
    return {
      'adam.steps': { shape: [1], data: Float64Array.of(this.#steps) },
      ...(await readBlocks(this.#slots())),
    };
  }

  restore(arrays: ArrayRecord): void {
    for (const [name, variable] of this.#slots()) restoreBlock(arrays, name, variable);
    this.#steps = Number(arrays['adam.steps'].data[0]);
  }

  #slots(): [string, tf.Variable][] {
    return [...this.#weights.parameters.keys()].flatMap((name): [string, tf.Variable][] => [
      [`adam.first.${name}`, moment(this.#first, name)],
      [`adam.second.${name}`, moment(this.#second, name)],
    ]);
  }

  dispose(): void {
    tf.dispose([...this.#first.values(), ...this.#second.values()]);
  }
}

function moment(moments: Map<string, tf.Variable>, name: string): tf.Variable {
  const found = moments.get(name);
  if (!found) throw new Error(`no optimiser slot for ${name}`);
  return found;
}
