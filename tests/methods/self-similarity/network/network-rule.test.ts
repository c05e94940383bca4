import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { evaluate, NetworkRule } from '../../../../main/methods/self-similarity/network/network-rule.ts';
import { perceptronOf, type RuleForm } from '../../../../main/methods/self-similarity/network/rule-form.ts';

function ruleOf(change: Partial<RuleForm> = {}, decided = false): NetworkRule {
  const form: RuleForm = {
    fields: 2,
    kernel: 2,
    planar: true,
    units: 3,
    activation: 'tanh',
    binary: false,
    ...change,
  };
  const shape = perceptronOf(form);
  const random = new RandomStream(1, 'rule');
  const normals = (length: number) => {
    const values = new Float32Array(length);
    random.fillNormal(values);
    return values;
  };
  const weights = {
    shape,
    weight1: normals(shape.units * shape.inputs),
    bias1: normals(shape.units),
    weight2: normals(shape.outputs * shape.units),
    bias2: normals(shape.outputs),
    linear: normals(shape.outputs * shape.inputs),
  };
  const standardisation = { mean: Float64Array.of(1, -2), deviation: Float64Array.of(0.5, 3) };
  return new NetworkRule(form, weights, standardisation, decided);
}

const [height, width] = [4, 5];
const state = (fields: number, rows = height) => {
  const data = new Float32Array(fields * rows * width);
  new RandomStream(2, 'state').fillNormal(data);
  return { fields, height: rows, width, data };
};

/** Cells of the first field that the rule determines with an open boundary. */
const known = (rule: NetworkRule, rows: number) =>
  [...rule.step(state(2, rows), 'open').data.subarray(0, rows * width)].flatMap((value, i) =>
    Number.isNaN(value) ? [] : [i],
  );

describe('a network as a rule', () => {
  it('maps physical values of the neighbourhood to physical values', () => {
    const rule = ruleOf();
    const before = state(2);
    const after = rule.step(before, 'periodic');
    const { mean, deviation } = rule.standardisation;
    const output = new Float64Array(2);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const input = Float64Array.from({ length: 8 }, (_, i) => {
          const [field, dy, dx] = [i >> 2, (i >> 1) & 1, i & 1];
          const place = ((y + dy) % height) * width + ((x + dx) % width);
          return (before.data[field * height * width + place] - mean[field]) / deviation[field];
        });
        evaluate(rule.weights, input, output);
        for (const field of [0, 1]) {
          const expected = mean[field] + deviation[field] * output[field];
          expect(after.data[(field * height + y) * width + x]).toBeCloseTo(expected, 4);
        }
      }
    }
  });

  it('leaves cells at an open boundary undetermined', () => {
    // Even kernels reach one further to the right and below.
    expect(known(ruleOf(), height)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13]);
    expect(known(ruleOf({ kernel: 3, planar: false }), 1)).toEqual([1, 2, 3]);
    expect(known(ruleOf({ kernel: 3 }), height)).toEqual([6, 7, 8, 11, 12, 13]);
  });

  it('answers probabilities, or 0 and 1 where it is decided', () => {
    const soft = ruleOf({ binary: true }).step(state(2), 'periodic').data;
    const hard = ruleOf({ binary: true }, true).step(state(2), 'periodic').data;
    expect(soft.every((value) => value > 0 && value < 1)).toBe(true);
    expect([...hard]).toEqual(Array.from(soft, (value) => Number(value > 0.5)));
  });
});
