import * as tf from '@tensorflow/tfjs-core';

type Tensor = tf.Tensor;
type Gradient = () => Tensor;

/**
 * The gradients that trainings may use, one entry per kernel, each tested against finite differences on the backends at hand
 * (tests/compute/backends/gradients.test.ts). tfjs-core's entry for Node carries none, and the set that its umbrella package registers
 * holds some that are silently wrong (mirrorPad) or throw; an operation without an entry here fails with its kernel's name.
 */
const gradients: tf.GradConfig[] = [
  binary(tf.Add, (dy) => [() => dy, () => dy]),
  binary(tf.Sub, (dy) => [() => dy, () => tf.neg(dy)]),
  binary(tf.Multiply, (dy, a, b) => [() => tf.mul(dy, b), () => tf.mul(dy, a)]),
  binary(tf.RealDiv, (dy, a, b) => [() => tf.div(dy, b), () => tf.neg(tf.div(tf.mul(dy, a), tf.square(b)))]),

  {
    kernelName: tf.AddN,
    saveAllInputs: true,
    gradFunc: (dy, saved) => byIndex(saved.map(() => () => tf.clone(one(dy)))),
  },
  // (dy, x) for these, (dy, y) where the output is the cheaper way.
  ofInput(tf.Identity, 'x', (dy) => tf.clone(dy)),
  ofInput(tf.Cast, 'x', (dy) => tf.clone(dy)),
  ofInput(tf.Neg, 'x', (dy) => tf.neg(dy)),
  ofInput(tf.Square, 'x', (dy, x) => tf.mul(dy, tf.mul(x, 2))),
  ofInput(tf.Log, 'x', (dy, x) => tf.div(dy, x)),
  ofInput(tf.Softplus, 'x', (dy, x) => tf.mul(dy, tf.sigmoid(x))),
  ofInput(tf.Relu, 'x', (dy, x) => tf.mul(dy, tf.step(x))),
  ofInput(tf.LeakyRelu, 'x', (dy, x, { alpha }) =>
    tf.where(tf.greater(x, 0), dy, tf.mul(dy, alpha as number)),
  ),
  ofOutput(tf.Exp, (dy, y) => tf.mul(dy, y)),
  ofOutput(tf.Sqrt, (dy, y) => tf.div(dy, tf.mul(y, 2))),
  ofOutput(tf.Tanh, (dy, y) => tf.mul(dy, tf.sub(1, tf.square(y)))),
  ofOutput(tf.Sigmoid, (dy, y) => tf.mul(dy, tf.mul(y, tf.sub(1, y)))),

  ofInput(tf.Sum, 'x', (dy, x, { axis }) => spread(dy, x.shape, axis)),
  ofInput(tf.Mean, 'x', (dy, x, { axis }) => spread(tf.mul(dy, dy.size / x.size), x.shape, axis)),

  ofInput(tf.Reshape, 'x', (dy, x) => tf.reshape(dy, x.shape)),
  ofInput(tf.ExpandDims, 'input', (dy, x) => tf.reshape(dy, x.shape)),
  ofInput(tf.Transpose, 'x', (dy, _x, { perm }) => {
    const inverse: number[] = [];
    (perm as number[]).forEach((from, to) => (inverse[from] = to));
    return tf.transpose(dy, inverse);
  }),
  ofInput(tf.Slice, 'x', (dy, x, { begin, size }) => {
    const [starts, sizes] = tf.slice_util.parseSliceParams(x, begin as number[], size as number[]);
    return tf.pad(
      dy,
      starts.map((start, axis): [number, number] => [start, x.shape[axis] - start - sizes[axis]]),
    );
  }),
  ofInput(tf.PadV2, 'x', (dy, x, { paddings }) =>
    tf.slice(
      dy,
      (paddings as [number, number][]).map(([before]) => before),
      x.shape,
    ),
  ),
  {
    kernelName: tf.Concat,
    saveAllInputs: true,
    gradFunc: (dy, saved, { axis }) => {
      const [along] = tf.util.parseAxisParam(axis as number, saved[0].shape);
      const lengths = saved.map(({ shape }) => shape[along]);
      return byIndex(tf.split(one(dy), lengths, along).map((part) => () => part));
    },
  },
  {
    kernelName: tf.SplitV,
    gradFunc: (dy, _saved, { axis }) => ({ x: () => tf.concat(dy as Tensor[], axis as number) }),
  },
  {
    kernelName: tf.GatherV2,
    inputsToSave: ['x', 'indices'],
    gradFunc: (dy, [x, indices], { axis, batchDims }) => {
      const along = axis as number;
      if (along !== 0 || batchDims) throw new RangeError('gather has a gradient along the first axis only');
      const rows = tf.reshape(one(dy), [indices.size, ...x.shape.slice(1)]);
      const flat = tf.reshape(indices, [indices.size]) as tf.Tensor1D;
      return { x: () => tf.unsortedSegmentSum(rows, flat, x.shape[0]), indices: () => tf.zerosLike(indices) };
    },
  },

  {
    kernelName: tf.BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b], { transposeA, transposeB }) => {
      const d = one(dy);
      const tA = transposeA as boolean;
      const tB = transposeB as boolean;
      return {
        a: () => (tA ? tf.matMul(b, d, tB, true) : tf.matMul(d, b, false, !tB)),
        b: () => (tB ? tf.matMul(d, a, true, tA) : tf.matMul(a, d, !tA, false)),
      };
    },
  },
  {
    kernelName: tf.Conv2D,
    inputsToSave: ['x', 'filter'],
    gradFunc: (dy, [x, filter], attrs) => {
      if (!tf.backend_util.tupleValuesAreOne(attrs.dilations as number)) {
        throw new RangeError('a dilated convolution has no gradient');
      }
      const run = (kernel: string, inputs: tf.NamedTensorMap, shape: tf.NamedAttrMap) => (): Tensor =>
        tf.engine().runKernel(kernel, inputs, { ...attrs, ...shape }) as Tensor;
      return {
        x: run(tf.Conv2DBackpropInput, { dy: one(dy), filter }, { inputShape: x.shape }),
        filter: run(tf.Conv2DBackpropFilter, { x, dy: one(dy) }, { filterShape: filter.shape }),
      };
    },
  },
];

/** Registers every gradient with tfjs, over whatever another package may have registered. */
export function registerGradients(): void {
  for (const gradient of gradients) {
    if (tf.getGradient(gradient.kernelName)) tf.unregisterGradient(gradient.kernelName);
    tf.registerGradient(gradient);
  }
}

function one(dy: Tensor | Tensor[]): Tensor {
  return Array.isArray(dy) ? dy[0] : dy;
}

/** Kernels that take a list name its members 0, 1, … */
function byIndex(list: Gradient[]): Record<string, Gradient> {
  return Object.fromEntries(list.map((gradient, i) => [String(i), gradient]));
}

function ofInput(
  kernelName: string,
  input: string,
  gradient: (dy: Tensor, x: Tensor, attrs: tf.NamedAttrMap) => Tensor,
): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: [input],
    gradFunc: (dy, [x], attrs) => ({ [input]: () => gradient(one(dy), x, attrs) }),
  };
}

function ofOutput(kernelName: string, gradient: (dy: Tensor, y: Tensor) => Tensor): tf.GradConfig {
  return {
    kernelName,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => gradient(one(dy), y) }),
  };
}

/** An elementwise operation of two operands that may be broadcast against each other. */
function binary(
  kernelName: string,
  gradient: (dy: Tensor, a: Tensor, b: Tensor) => [Gradient, Gradient],
): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => {
      const [ofA, ofB] = gradient(one(dy), a, b);
      return { a: () => foldTo(ofA(), a.shape), b: () => foldTo(ofB(), b.shape) };
    },
  };
}

/** Sums over the axes along which an operand of this shape was broadcast. */
function foldTo(gradient: Tensor, shape: number[]): Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape);
  return tf.reshape(axes.length === 0 ? gradient : tf.sum(gradient, axes), shape);
}

/** The same value at every place that a reduction over `axis` had taken together. */
function spread(dy: Tensor, shape: number[], axis: unknown): Tensor {
  const axes = new Set(tf.util.parseAxisParam(axis as number[], shape));
  const kept = shape.map((length, i) => (axes.has(i) ? 1 : length));
  return tf.mul(tf.reshape(dy, kept), tf.ones(shape));
}
