import * as tf from '@tensorflow/tfjs-core';

/**
 * Continues images periodically: [batch, height, width, channels] -> [batch, height + 2 margin, width + 2 margin, channels].
 * The margin may not exceed the image. tfjs's mirrorPad is no help: it does not wrap around, and its gradient is wrong.
 */
export function padCircular(x: tf.Tensor4D, margin: number): tf.Tensor4D {
  return margin === 0 ? x : wrapAxis(wrapAxis(x, 1, margin), 2, margin);
}

function wrapAxis(x: tf.Tensor4D, axis: 1 | 2, margin: number): tf.Tensor4D {
  const length = x.shape[axis];
  return tf.customGrad((input) => {
    const image = input as tf.Tensor4D;
    const value = tf.concat(
      [section(image, axis, length - margin, margin), image, section(image, axis, 0, margin)],
      axis,
    );
    // Each margin's gradient belongs to the opposite edge.
    const gradFunc = (dy: tf.Tensor4D): tf.Tensor4D => {
      const before = section(dy, axis, 0, margin);
      const core = section(dy, axis, margin, length);
      const after = section(dy, axis, margin + length, margin);
      if (length < 2 * margin) {
        return tf.addN([
          core,
          placed(before, axis, length - margin, 0),
          placed(after, axis, 0, length - margin),
        ]);
      }
      const first = tf.add(section(core, axis, 0, margin), after) as tf.Tensor4D;
      const last = tf.add(section(core, axis, length - margin, margin), before) as tf.Tensor4D;
      const middle = section(core, axis, margin, length - 2 * margin);
      return tf.concat(length > 2 * margin ? [first, middle, last] : [first, last], axis);
    };
    return { value, gradFunc: (dy) => gradFunc(dy as tf.Tensor4D) };
  })(x) as tf.Tensor4D;
}

function section(x: tf.Tensor4D, axis: 1 | 2, start: number, length: number): tf.Tensor4D {
  const begin: [number, number, number, number] = [0, 0, 0, 0];
  const size: [number, number, number, number] = [...x.shape];
  begin[axis] = start;
  size[axis] = length;
  return tf.slice4d(x, begin, size);
}

function placed(x: tf.Tensor4D, axis: 1 | 2, before: number, after: number): tf.Tensor4D {
  const paddings: [number, number][] = [0, 1, 2, 3].map((i) => (i === axis ? [before, after] : [0, 0]));
  return tf.pad(x, paddings);
}
