import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { SimdEngine } from '../../../../main/compute/simd/engine.ts';
import {
  encoderParameters,
  Encoders,
  type EncoderShape,
} from '../../../../main/methods/self-similarity/network/encoders.ts';

const patches = 24;
const count = 2;

function setUp(separable: boolean, binary: boolean) {
  const shape: EncoderShape = { fields: 2, steps: 3, places: 2, separable, binary };
  const random = new RandomStream(1, 'encoders');
  const engine = new SimdEngine({ capacity: 2 ** 20 });
  const encoders = new Encoders(engine, count, shape, patches);
  encoders.initialise(random);
  const inputs = engine.zeros(12, patches);
  random.fillNormal(inputs.data);
  // Neighbouring values are correlated, so that the covariance is not a multiple of one.
  for (let i = patches; i < inputs.data.length; i++) inputs.data[i] += 0.8 * inputs.data[i - patches];
  engine.scope(() => encoders.observe(inputs, 1));
  return { shape, random, encoders, inputs };
}

/** y of Eq. 8 in double precision from the trained numbers: the normalised linear map. */
function macro(shape: EncoderShape, blocks: Float64Array[], inputs: Float32Array): Float64Array {
  const { fields, steps, places, separable } = shape;
  const size = fields * steps * places;
  const x = (i: number, patch: number) => inputs[i * patches + patch];
  const y = new Float64Array(count * fields * patches);
  for (let row = 0; row < count * fields; row++) {
    const kernel = Float64Array.from({ length: size }, (_, i) => {
      const [place, step, field] = [
        i % places,
        Math.floor(i / places) % steps,
        Math.floor(i / places / steps),
      ];
      return separable
        ? blocks[0][(row * fields + field) * places + place] * blocks[1][row * steps + step]
        : blocks[0][row * size + i];
    });
    let square = 0;
    for (let patch = 0; patch < patches; patch++) {
      const sum = kernel.reduce((total, weight, i) => total + weight * x(i, patch), 0);
      y[row * patches + patch] = sum;
      square += sum * sum;
    }
    const scale = 1 / Math.sqrt(square / patches);
    for (let patch = 0; patch < patches; patch++) y[row * patches + patch] *= scale;
  }
  return y;
}

describe.each([false, true])('encoders, separable: %s', (separable) => {
  it('give macro fields of variance 1 over what they have observed', () => {
    const { encoders, inputs } = setUp(separable, false);
    encoders.forward(inputs);
    for (let row = 0; row < encoders.output.rows; row++) {
      const square = encoders.output.row(row).reduce((sum, value) => sum + value * value, 0);
      expect(square / patches).toBeCloseTo(1, 5);
    }
  });

  it('have the gradients of finite differences in double precision', () => {
    const { shape, random, encoders, inputs } = setUp(separable, false);
    const blocks = encoders.parameters().map(({ value }) => Float64Array.from(value));
    encoders.forward(inputs);
    random.fillNormal(encoders.dOutput.data);
    const functional = Float64Array.from(encoders.dOutput.data);
    const value = () => macro(shape, blocks, inputs.data).reduce((sum, y, i) => sum + y * functional[i], 0);
    macro(shape, blocks, inputs.data).forEach((y, i) => expect(encoders.output.data[i]).toBeCloseTo(y, 5));
    encoders.backward(inputs);
    const h = 1e-6;
    for (const [block, { gradient }] of encoders.parameters().entries()) {
      for (let i = 0; i < gradient.length; i++) {
        const kept = blocks[block][i];
        blocks[block][i] = kept + h;
        const above = value();
        blocks[block][i] = kept - h;
        const below = value();
        blocks[block][i] = kept;
        expect(gradient[i]).toBeCloseTo((above - below) / (2 * h), 3);
      }
    }
  });

  it.each([false, true])('have as many parameters as it says, binary: %s', (binary) => {
    const { shape, encoders } = setUp(separable, binary);
    const numbers = encoders.parameters().reduce((sum, { value }) => sum + value.length, 0);
    expect(numbers).toBe(count * encoderParameters(shape));
  });
});

describe('binary encoders', () => {
  it('answer −1 and 1 and pass gradients on as if they were 2·sigmoid − 1', () => {
    const { random, encoders, inputs } = setUp(false, true);
    const [kernel, offset] = encoders.parameters();
    random.fillNormal(offset.value);
    encoders.forward(inputs);
    encoders.dOutput.data.fill(0);
    const [row, patch] = [3, 5];
    encoders.dOutput.data[row * patches + patch] = 1;
    let sum = offset.value[row];
    for (let i = 0; i < 12; i++) sum += kernel.value[row * 12 + i] * inputs.data[i * patches + patch];
    expect(encoders.output.data[row * patches + patch]).toBe(Math.sign(sum));
    expect(new Set(encoders.output.data)).toEqual(new Set([-1, 1]));
    encoders.backward(inputs);
    const slope = (1 - Math.tanh(sum / 2) ** 2) / 2;
    expect(offset.gradient[row]).toBeCloseTo(slope, 5);
    for (let i = 0; i < 12; i++) {
      expect(kernel.gradient[row * 12 + i]).toBeCloseTo(slope * inputs.data[i * patches + patch], 5);
    }
  });
});

it('leaves macro fields of constant data finite: they have no scale', () => {
  const { encoders, inputs } = setUp(false, false);
  const engine = new SimdEngine({ capacity: 2 ** 20 });
  const blind = new Encoders(engine, count, encoders.shape, patches);
  blind.initialise(new RandomStream(2, 'blind'));
  blind.forward(inputs);
  expect(blind.output.data.every(Number.isFinite)).toBe(true);
});
