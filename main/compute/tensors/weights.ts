import * as tf from '@tensorflow/tfjs-core';
import type { ArrayRecord } from '../../../preload/contract/arrays.ts';
import { HostError } from '../../../preload/contract/errors.ts';

/** The numbers of a network by name: parameters, which are trained, and constants, which are only saved with them. */
export class TensorWeights {
  readonly #parameters = new Map<string, tf.Variable>();
  readonly #constants = new Map<string, tf.Variable>();

  parameter(name: string, shape: number[], values: Float32Array): tf.Variable {
    return this.#add(this.#parameters, name, shape, values, true);
  }

  constant(name: string, shape: number[], values: Float32Array): tf.Variable {
    return this.#add(this.#constants, name, shape, values, false);
  }

  #add(
    group: Map<string, tf.Variable>,
    name: string,
    shape: number[],
    values: Float32Array,
    trainable: boolean,
  ): tf.Variable {
    if (this.#parameters.has(name) || this.#constants.has(name)) {
      throw new Error(`two blocks of weights are named ${name}`);
    }
    const variable = tf.tidy(() => tf.variable(tf.tensor(values, shape, 'float32'), trainable));
    group.set(name, variable);
    return variable;
  }

  /** Trained blocks by name, in the order in which they were made. */
  get parameters(): ReadonlyMap<string, tf.Variable> {
    return this.#parameters;
  }

  /** Number of trained numbers. */
  get count(): number {
    let sum = 0;
    for (const { size } of this.#parameters.values()) sum += size;
    return sum;
  }

  /** Every block by its name. */
  async save(): Promise<ArrayRecord> {
    return readBlocks([...this.#parameters, ...this.#constants]);
  }

  /** Takes back what `save` gave; other arrays are left alone. Throws HostError 'bad-file' where one is missing or misshaped. */
  restore(arrays: ArrayRecord): void {
    for (const [name, variable] of [...this.#parameters, ...this.#constants]) {
      restoreBlock(arrays, name, variable);
    }
  }

  /** The arrays of a record that belong to these weights. */
  pick(arrays: ArrayRecord): ArrayRecord {
    const names = [...this.#parameters.keys(), ...this.#constants.keys()];
    return Object.fromEntries(names.map((name) => [name, arrays[name]]));
  }

  dispose(): void {
    tf.dispose([...this.#parameters.values(), ...this.#constants.values()]);
  }
}

export async function readBlocks(blocks: Iterable<[string, tf.Variable]>): Promise<ArrayRecord> {
  const arrays: ArrayRecord = {};
  for (const [name, variable] of blocks) {
    arrays[name] = { shape: [...variable.shape], data: Float32Array.from(await variable.data()) };
  }
  return arrays;
}

export function restoreBlock(arrays: ArrayRecord, name: string, variable: tf.Variable): void {
  const found = arrays[name];
  if (!found || !(found.data instanceof Float32Array) || found.shape.join() !== variable.shape.join()) {
    throw new HostError(
      'bad-file',
      `The array "${name}" ${found ? `has the shape [${found.shape.join(', ')}]` : 'is missing'} where ` +
        `float32 [${variable.shape.join(', ')}] is needed.`,
      { where: name, remedy: 'The file was made for another specification; train the model again.' },
    );
  }
  const { data } = found;
  tf.tidy(() => variable.assign(tf.tensor(data, variable.shape, 'float32')));
}
