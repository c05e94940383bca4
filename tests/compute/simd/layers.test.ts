import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import {
  ActNorm,
  AffineCoupling,
  FactorOut,
  Flow,
  LearnedLinear,
  Rotation,
  SimdEngine,
  type FlowLayer,
  type Matrix,
} from '../../../main/compute/simd/index.ts';
import * as reference from './reference.ts';

interface Case {
  layer: FlowLayer;
  oracle: reference.ReferenceLayer;
}

const clamp = 2;
const width = 7;

/** A flow seen as one layer, so that the same test holds whole flows. */
function asLayer(flow: Flow): FlowLayer {
  return {
    dimension: flow.dimension,
    forward: (x, logDeterminant, condition) => {
      const pass = flow.forward(x, condition);
      add(logDeterminant, pass.logDeterminant);
      return { z: pass.z, backward: pass.backward };
    },
    inverse: (z, logDeterminant, condition) => {
      const result = flow.inverse(z, condition);
      add(logDeterminant, result.logDeterminant);
      return result.x;
    },
    initialise: (x) => x,
    parameters: () => flow.parameters(),
    constants: () => flow.constants(),
  };
}

function add(target: Matrix, source: Matrix): void {
  target.data.forEach((_, i) => (target.data[i] += source.data[i]));
}

const cases: Record<
  string,
  (engine: SimdEngine, dimension: number, condition: number, stream: RandomStream) => Case
> = {
  rotation: (engine, dimension, _, stream) => ({
    layer: new Rotation(engine, { name: 'l', dimension, stream }),
    oracle: reference.rotation('l'),
  }),
  ActNorm: (engine, dimension) => ({
    layer: new ActNorm(engine, { name: 'l', dimension }),
    oracle: reference.actNorm('l'),
  }),
  'learned linear map': (engine, dimension, _, stream) => ({
    layer: new LearnedLinear(engine, { name: 'l', dimension, stream }),
    oracle: reference.learnedLinear('l'),
  }),
  'affine coupling': (engine, dimension, condition, stream) => ({
    layer: new AffineCoupling(engine, { name: 'l', dimension, width, clamp, condition, stream }),
    oracle: reference.coupling('l', clamp),
  }),
  'factor-out': (engine, dimension, condition, stream) => {
    const kept = Math.ceil(dimension / 2);
    const inner = new AffineCoupling(engine, { name: 'l', dimension: kept, width, clamp, condition, stream });
    return {
      layer: new FactorOut(engine, { dimension, inner }),
      oracle: reference.factorOut(kept, reference.coupling('l', clamp)),
    };
  },
  'flow with rotations': (engine, dimension, condition, stream) => {
    const spec = { layers: 3, width, mixing: 'rotation', clamp } as const;
    return {
      layer: asLayer(Flow.fromSpec(engine, { name: 'f', dimension, condition, spec, stream })),
      oracle: reference.sequence(
        [0, 1, 2].flatMap((i) => [
          reference.rotation(`f.${i}.mixing`),
          reference.coupling(`f.${i}.coupling`, clamp),
        ]),
      ),
    };
  },
  'flow with learned mixing': (engine, dimension, condition, stream) => {
    const spec = { layers: 2, width, mixing: 'learned', clamp } as const;
    return {
      layer: asLayer(Flow.fromSpec(engine, { name: 'f', dimension, condition, spec, stream })),
      oracle: reference.sequence(
        [0, 1].flatMap((i) => [
          reference.actNorm(`f.${i}.norm`),
          reference.learnedLinear(`f.${i}.linear`),
          reference.coupling(`f.${i}.coupling`, clamp),
        ]),
      ),
    };
  },
};

const shapes = fc.record({
  dimension: fc.integer({ min: 1, max: 9 }),
  condition: fc.integer({ min: 0, max: 3 }),
  batch: fc.integer({ min: 1, max: 11 }),
  seed: fc.integer(),
});

function normals(stream: RandomStream, count: number): Float64Array {
  const values = new Float64Array(count);
  stream.fillNormal(values);
  return Float64Array.from(new Float32Array(values));
}

/** Largest difference relative to the size of what is compared. */
function relativeError(measured: ArrayLike<number>, expected: ArrayLike<number>): number {
  let worst = 0;
  let size = 1;
  for (let i = 0; i < expected.length; i++) {
    worst = Math.max(worst, Math.abs(measured[i] - expected[i]));
    size = Math.max(size, Math.abs(expected[i]));
  }
  return measured.length === expected.length ? worst / size : Infinity;
}

describe.each(Object.entries(cases))('%s', (_name, make) => {
  it('is a bijection with the right log-determinant and gradients', () => {
    fc.assert(
      fc.property(shapes, ({ dimension, condition, batch, seed }) => {
        const engine = new SimdEngine({ capacity: 2 ** 22 });
        const stream = new RandomStream(seed, 'layer');
        const { layer, oracle } = make(engine, dimension, condition, stream);
        // Away from the initial state, where couplings are almost the identity.
        for (const { value } of layer.parameters()) {
          value.forEach((old, i) => (value[i] = old + 0.1 * stream.normal()));
        }
        const values: reference.Values = {};
        for (const block of [...layer.parameters(), ...layer.constants()]) {
          values[block.name] = Float64Array.from(block.value);
        }
        const [x, c] = [normals(stream, batch * dimension), normals(stream, batch * condition)];
        const [dz, dLog] = [normals(stream, batch * dimension), normals(stream, batch)];
        const example = (j: number) => Array.from(x.subarray(j * dimension, (j + 1) * dimension));
        const conditionOf = (j: number) => Array.from(c.subarray(j * condition, (j + 1) * condition));

        const input = engine.zeros(dimension, batch).setExamples(x);
        const given = condition > 0 ? engine.zeros(condition, batch).setExamples(c) : undefined;
        const logDeterminant = engine.zeros(1, batch);
        const pass = layer.forward(input, logDeterminant, given);

        // There and back.
        const there = Float32Array.from(logDeterminant.row(0));
        const back = layer.inverse(pass.z, logDeterminant, given).toExamples();
        expect(relativeError(back, x)).toBeLessThan(1e-5);
        expect(relativeError(logDeterminant.row(0), new Float64Array(batch))).toBeLessThan(1e-5);

        // What the formulas say, and the log-determinant against the Jacobian.
        const z = pass.z.toExamples();
        for (let j = 0; j < batch; j++) {
          const expected = oracle(values, example(j), conditionOf(j));
          expect(relativeError(z.subarray(j * dimension, (j + 1) * dimension), expected.z)).toBeLessThan(
            1e-5,
          );
          expect(relativeError([there[j]], [expected.logDeterminant])).toBeLessThan(1e-5);
        }
        const jacobian = example(0).map((_, column) =>
          example(0).map((__, row) => {
            const point = example(0);
            return reference.difference(point, column, () => oracle(values, point, conditionOf(0)).z[row]);
          }),
        );
        expect(Math.abs(reference.logAbsDeterminant(jacobian) - there[0])).toBeLessThan(1e-4);

        // Gradients of Σ dz·z + Σ dLog·log|det|.
        const loss = () => {
          let sum = 0;
          for (let j = 0; j < batch; j++) {
            const result = oracle(values, example(j), conditionOf(j));
            sum += dLog[j] * result.logDeterminant;
            result.z.forEach((value, i) => (sum += dz[j * dimension + i] * value));
          }
          return sum;
        };
        const dCondition = engine.zeros(condition, batch);
        const dx = pass.backward(
          engine.zeros(dimension, batch).setExamples(dz),
          engine.zeros(1, batch).setExamples(dLog),
          given && dCondition,
        );
        const differences = (block: Float64Array) =>
          block.map((_, i) => reference.difference(block, i, loss));
        expect(relativeError(dx.toExamples(), differences(x))).toBeLessThan(1e-4);
        expect(relativeError(dCondition.toExamples(), differences(c))).toBeLessThan(1e-4);
        for (const { name, gradient } of layer.parameters()) {
          expect(relativeError(gradient, differences(values[name]))).toBeLessThan(1e-4);
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe('ActNorm', () => {
  it('leaves its first batch with mean 0 and deviation 1', () => {
    const engine = new SimdEngine({ capacity: 2 ** 20 });
    const stream = new RandomStream(3, 'data');
    const layer = new ActNorm(engine, { name: 'norm', dimension: 3 });
    const x = engine.zeros(3, 50).setExamples(normals(stream, 150).map((v, i) => 5 * v + (i % 3)));
    const z = layer.initialise(x);
    for (let i = 0; i < 3; i++) {
      const row = Array.from(z.row(i));
      const mean = row.reduce((a, b) => a + b, 0) / 50;
      expect(Math.abs(mean)).toBeLessThan(1e-5);
      expect(Math.sqrt(row.reduce((a, b) => a + (b - mean) ** 2, 0) / 50)).toBeCloseTo(1, 5);
    }
  });
});
