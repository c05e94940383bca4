import type { RandomStream } from '../random.ts';
import type { SimdEngine } from './engine.ts';

/** A block of trainable numbers and the gradient that backward passes add to. */
export interface Parameter {
  /** Unique and stable within a model, such as "flowU.3.coupling.weight0": the name in saved files. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: Float32Array<ArrayBuffer>;
  readonly gradient: Float32Array<ArrayBuffer>;
  /** Byte pointers of both for the kernels. */
  readonly valuePointer: number;
  readonly gradientPointer: number;
}

/** A block of numbers that defines the function but is not trained: a rotation, a permutation. Saved with the parameters. */
export interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: Float32Array<ArrayBuffer>;
  readonly valuePointer: number;
}

/** Anything with numbers to train and to save. */
export interface Module {
  parameters(): Parameter[];
  constants(): Constant[];
}

function permanent(engine: SimdEngine, name: string, shape: readonly number[]): Float32Array<ArrayBuffer> {
  if (engine.inScope) throw new Error(`parameter ${name} made inside a scope would be given back with it`);
  return engine.floats(shape.reduce((a, b) => a * b, 1));
}

/** A zero constant [shape]. */
export function constant(engine: SimdEngine, name: string, shape: readonly number[]): Constant {
  const value = permanent(engine, name, shape);
  return { name, shape, value, valuePointer: value.byteOffset };
}

/** A zero parameter [shape] with a zero gradient. */
export function parameter(engine: SimdEngine, name: string, shape: readonly number[]): Parameter {
  const value = permanent(engine, name, shape);
  const gradient = permanent(engine, name, shape);
  return {
    name,
    shape,
    value,
    gradient,
    valuePointer: value.byteOffset,
    gradientPointer: gradient.byteOffset,
  };
}

/** Weights [outputs][inputs] drawn from N(0, gain²·2/inputs) (He et al. 2015) with `stream`. */
export function weights(
  engine: SimdEngine,
  name: string,
  outputs: number,
  inputs: number,
  stream: RandomStream,
  gain = 1,
): Parameter {
  const result = parameter(engine, name, [outputs, inputs]);
  stream.fillNormal(result.value, gain * Math.sqrt(2 / Math.max(1, inputs)));
  return result;
}

/** How many numbers are trained. */
export function parameterCount(modules: readonly Module[]): number {
  return modules.flatMap((module) => module.parameters()).reduce((sum, { value }) => sum + value.length, 0);
}
