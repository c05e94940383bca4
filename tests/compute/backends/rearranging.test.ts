import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseBackend, type BackendName } from '../../../main/compute/backends/index.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 });
/** Rows long enough for both ways of copying. */
const longRows = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 40, max: 60 }));

async function onBoth(compute: () => tf.Tensor[]): Promise<Record<'wasm' | 'cpu', unknown>> {
  const results: Partial<Record<BackendName, unknown>> = {};
  for (const name of ['wasm', 'cpu'] as const) {
    await chooseBackend(name);
    results[name] = tf.tidy(() =>
      compute().map((tensor) => ({ shape: tensor.shape, data: [...tensor.dataSync()] })),
    );
  }
  return results as Record<'wasm' | 'cpu', unknown>;
}

function counting(shape: number[], dtype: 'float32' | 'int32' = 'float32'): tf.Tensor {
  return tf.reshape(tf.range(0, tf.util.sizeFromShape(shape), 1, dtype), shape);
}

describe('the patched rearrangements are those of the cpu backend', () => {
  it('slices', async () => {
    const slices = fc.oneof(shapes, longRows).chain((shape) =>
      fc.record({
        shape: fc.constant(shape as number[]),
        window: fc.tuple(
          ...shape.map((length) =>
            fc
              .integer({ min: 0, max: length - 1 })
              .chain((begin) => fc.tuple(fc.constant(begin), fc.integer({ min: 1, max: length - begin }))),
          ),
        ),
        dtype: fc.constantFrom('float32' as const, 'int32' as const),
      }),
    );
    await fc.assert(
      fc.asyncProperty(slices, async ({ shape, window, dtype }) => {
        const { wasm, cpu } = await onBoth(() => [
          tf.slice(
            counting(shape, dtype),
            window.map(([begin]) => begin),
            window.map(([, size]) => size),
          ),
        ]);
        expect(wasm).toEqual(cpu);
      }),
    );
  });

  it('concatenations and splits', async () => {
    const parts = fc.oneof(shapes, longRows).chain((shape) =>
      fc.record({
        shape: fc.constant(shape as number[]),
        axis: fc.integer({ min: 0, max: shape.length - 1 }),
        lengths: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(parts, async ({ shape, axis, lengths }) => {
        const { wasm, cpu } = await onBoth(() => {
          const members = lengths.map((length) =>
            counting(shape.map((full, i) => (i === axis ? length : full))),
          );
          const joined = tf.concat(members, axis);
          return [joined, ...tf.split(joined, lengths, axis)];
        });
        expect(wasm).toEqual(cpu);
      }),
    );
  });

  it('sums over leading axes', async () => {
    const sums = shapes.chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        count: fc.integer({ min: 0, max: shape.length }),
        keepDims: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(sums, async ({ shape, count, keepDims }) => {
        const axes = Array.from({ length: count }, (_, i) => i);
        const { wasm, cpu } = await onBoth(() => [tf.sum(counting(shape), axes, keepDims)]);
        expect(wasm).toEqual(cpu);
      }),
    );
  });
});
