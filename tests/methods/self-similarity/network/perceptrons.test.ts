import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { SimdEngine } from '../../../../main/compute/simd/engine.ts';
import { evaluate } from '../../../../main/methods/self-similarity/network/network-rule.ts';
import {
  PerceptronPass,
  perceptronParameters,
  Perceptrons,
  type Activation,
  type PerceptronShape,
  type PerceptronWeights,
} from '../../../../main/methods/self-similarity/network/perceptrons.ts';

const batch = 16;

/** Two perceptrons of a shape with random weights, inputs and a random linear functional of the outputs. */
function setUp(shape: PerceptronShape) {
  const random = new RandomStream(1, 'perceptrons');
  const engine = new SimdEngine({ capacity: 2 ** 20 });
  const networks = new Perceptrons(engine, 'test', 2, shape);
  for (const { value } of networks.parameters()) random.fillNormal(value, 0.7);
  const x = engine.zeros(shape.inputs, batch);
  random.fillNormal(x.data);
  const functional = engine.zeros(shape.outputs, batch);
  random.fillNormal(functional.data);
  const dx = engine.zeros(shape.inputs, batch);
  return { networks, x, functional, dx, pass: new PerceptronPass(engine, shape, batch) };
}

function inDoublePrecision(weights: PerceptronWeights, x: Float64Array, functional: Float32Array): number {
  const { inputs, outputs } = weights.shape;
  const output = new Float64Array(outputs);
  let sum = 0;
  for (let column = 0; column < batch; column++) {
    evaluate(
      weights,
      Float64Array.from({ length: inputs }, (_, i) => x[i * batch + column]),
      output,
    );
    for (let i = 0; i < outputs; i++) sum += functional[i * batch + column] * output[i];
  }
  return sum;
}

const shapes: PerceptronShape[] = (['tanh', 'sin', 'relu'] as Activation[]).flatMap((activation) =>
  [false, true].map((linear) => ({ inputs: 5, units: 7, outputs: 3, activation, linear })),
);

describe.each(shapes)('perceptrons with $activation, linear part: $linear', (shape) => {
  it('give what the definition gives in double precision', () => {
    const { networks, x, pass } = setUp(shape);
    const output = new Float64Array(shape.outputs);
    for (const index of [0, 1]) {
      networks.forward(index, x.pointer, pass);
      for (let column = 0; column < batch; column++) {
        const input = Float64Array.from({ length: shape.inputs }, (_, i) => x.data[i * batch + column]);
        evaluate(networks.weights(index), input, output);
        for (let i = 0; i < shape.outputs; i++) {
          expect(pass.output.data[i * batch + column]).toBeCloseTo(output[i], 5);
        }
      }
    }
  });

  it('have the gradients of finite differences in double precision', () => {
    const { networks, x, functional, dx, pass } = setUp(shape);
    networks.forward(1, x.pointer, pass);
    networks.backward(1, x.pointer, pass, functional, true, dx.pointer);
    const inputs = Float64Array.from(x.data);
    const weights = networks.weights(1);
    const h = 1e-6;
    const slopeOf = (values: Float64Array, i: number) => {
      const kept = values[i];
      values[i] = kept + h;
      const above = inDoublePrecision(doubled, inputs, functional.data);
      values[i] = kept - h;
      const below = inDoublePrecision(doubled, inputs, functional.data);
      values[i] = kept;
      return (above - below) / (2 * h);
    };
    // Weights as double precision arrays, so that differences of 1e-6 are not rounded away.
    const blocks = [weights.weight1, weights.bias1, weights.weight2, weights.bias2, weights.linear].map(
      (block) => Float64Array.from(block),
    );
    const doubled = {
      shape,
      ...Object.fromEntries(
        ['weight1', 'bias1', 'weight2', 'bias2', 'linear'].map((name, i) => [name, blocks[i]]),
      ),
    } as unknown as PerceptronWeights;
    for (const [block, { gradient }] of networks.parameters().entries()) {
      const own = gradient.subarray(gradient.length / 2);
      for (let i = 0; i < own.length; i++) expect(own[i]).toBeCloseTo(slopeOf(blocks[block], i), 3);
      // The other perceptron is left alone.
      expect(gradient.subarray(0, gradient.length / 2).every((value) => value === 0)).toBe(true);
    }
    for (let i = 0; i < inputs.length; i++) expect(dx.data[i]).toBeCloseTo(slopeOf(inputs, i), 3);
  });

  it('have as many parameters as it says', () => {
    const { networks } = setUp(shape);
    const numbers = networks.parameters().reduce((sum, { value }) => sum + value.length, 0);
    expect(numbers).toBe(2 * perceptronParameters(shape));
  });
});

it('assign gives all of them the same weights', () => {
  const { networks } = setUp(shapes[1]);
  const weights = networks.weights(1);
  networks.assign(weights);
  expect(networks.weights(0)).toEqual(weights);
});
