import { describe, expect, it } from 'vitest';
import { HostError } from '../../../preload/contract/errors.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import {
  Adam,
  Flow,
  SimdEngine,
  gaussianNegativeLogLikelihood,
  learningRate,
  parameterCount,
  restoreModules,
  saveModules,
  squaredDistance,
  type KernelBuild,
} from '../../../main/compute/simd/index.ts';

const optimiser = { learningRate: 0.005, schedule: 'warmup-cosine', clip: 5 } as const;
const totalSteps = 60;

/** A flow learning p(x | c) of a bent two-dimensional density, from a seed alone. */
class Training {
  readonly engine: SimdEngine;
  readonly flow: Flow;
  readonly adam: Adam;
  readonly data: RandomStream;

  constructor(seed: number, mixing: 'rotation' | 'learned', build: KernelBuild = 'plain') {
    this.engine = new SimdEngine({ capacity: 2 ** 23, build });
    this.flow = Flow.fromSpec(this.engine, {
      name: 'flow',
      dimension: 3,
      condition: 1,
      spec: { layers: 3, width: 16, mixing, clamp: 2 },
      stream: new RandomStream(seed, 'flow'),
    });
    this.adam = new Adam(this.engine, this.flow.parameters(), { clip: optimiser.clip });
    this.data = new RandomStream(seed, 'data');
  }

  batch() {
    const [x, c] = [this.engine.zeros(3, 50), this.engine.zeros(1, 50)];
    for (let j = 0; j < 50; j++) {
      const [a, b, d] = [this.data.normal(), this.data.normal(), this.data.normal()];
      x.row(0)[j] = a;
      x.row(1)[j] = 0.2 * b + a * a;
      x.row(2)[j] = 2 + d;
      c.row(0)[j] = a + 0.1 * b;
    }
    return { x, c };
  }

  step(): number {
    return this.engine.scope(() => {
      const { x, c } = this.batch();
      const pass = this.flow.forward(x, c);
      const [dz, dLog] = [this.engine.zeros(3, 50), this.engine.zeros(1, 50)];
      const loss = gaussianNegativeLogLikelihood(pass.z, pass.logDeterminant, 1, dz, dLog);
      pass.backward(dz, dLog);
      this.adam.step(learningRate(optimiser, this.adam.steps, totalSteps));
      return loss;
    });
  }

  run(steps: number): number[] {
    return Array.from({ length: steps }, () => this.step());
  }

  save() {
    return { ...saveModules([this.flow]), ...this.adam.save() };
  }
}

describe.each(['rotation', 'learned'] as const)('training a flow with %s mixing', (mixing) => {
  it('lowers the loss', () => {
    const training = new Training(1, mixing);
    training.engine.scope(() => {
      const { x, c } = training.batch();
      training.flow.initialise(x, c);
    });
    const losses = training.run(totalSteps);
    expect(losses.at(-1)).toBeLessThan(losses[0] - 1);
  });

  it('gives the same bits for the same seed, others for another', () => {
    const [a, b, other] = [new Training(1, mixing), new Training(1, mixing), new Training(2, mixing)];
    expect(a.run(20)).toEqual(b.run(20));
    expect(a.save()).toEqual(b.save());
    expect(other.run(20)).not.toEqual(a.run(20));
  });

  it('goes on from a checkpoint bit for bit', () => {
    const whole = new Training(7, mixing);
    whole.run(10);
    const checkpoint = whole.save();
    const data = whole.data.state();
    const losses = whole.run(10);

    // Another seed: everything must come from the checkpoint.
    const resumed = new Training(8, mixing);
    resumed.run(3);
    restoreModules([resumed.flow], checkpoint);
    resumed.adam.restore(checkpoint);
    resumed.data.restore(data);
    expect(resumed.save()).toEqual(checkpoint);
    expect(resumed.run(10)).toEqual(losses);
    expect(resumed.save()).toEqual(whole.save());
  });
});

describe('saved arrays', () => {
  it('are refused with their name when they do not fit', () => {
    const { flow, adam } = new Training(1, 'rotation');
    const arrays = { ...saveModules([flow]), ...adam.save() };
    const name = 'flow.0.coupling.weight0';
    const { [name]: weight, ...rest } = arrays;
    expect(() => restoreModules([flow], rest)).toThrow(HostError);
    expect(() => restoreModules([flow], rest)).toThrow(`"${name}" is missing`);
    const reshaped = { ...arrays, [name]: { ...weight, shape: weight.shape.toReversed() } };
    expect(() => restoreModules([flow], reshaped)).toThrow(/Float32Array \[2, 16\]/);
    expect(() => adam.restore(rest)).not.toThrow();
    const { 'adam.steps': _steps, ...noSteps } = arrays;
    expect(() => adam.restore(noSteps)).toThrow(/adam\.steps/);
  });

  it('count every trained number', () => {
    const { flow } = new Training(1, 'rotation');
    // Per coupling: 2 inputs (1 row, 1 condition) → 16 → 16 → 4 outputs, with biases.
    expect(parameterCount([flow])).toBe(3 * (2 * 16 + 16 + 16 * 16 + 16 + 16 * 4 + 4));
  });
});

describe('a flow used twice before going back', () => {
  it('adds the gradients of both passes, as one joined batch does', () => {
    const { engine, flow, data } = new Training(3, 'learned');
    const [x, c] = [engine.zeros(3, 16), engine.zeros(1, 16)];
    data.fillNormal(x.data);
    data.fillNormal(c.data);
    const half = (matrix: typeof x, from: number) => {
      const result = engine.zeros(matrix.rows, 8);
      for (let i = 0; i < matrix.rows; i++) result.row(i).set(matrix.row(i).subarray(from, from + 8));
      return result;
    };
    const gradients = () => flow.parameters().map(({ gradient }) => gradient.slice());
    const ones = (rows: number, columns: number) => {
      const result = engine.zeros(rows, columns);
      result.data.fill(1);
      return result;
    };
    flow.forward(x, c).backward(ones(3, 16), ones(1, 16));
    const joined = gradients();
    for (const { gradient } of flow.parameters()) gradient.fill(0);
    const [first, second] = [0, 8].map((from) => flow.forward(half(x, from), half(c, from)));
    first.backward(ones(3, 8), ones(1, 8));
    second.backward(ones(3, 8), ones(1, 8));
    for (const [index, gradient] of gradients().entries()) {
      gradient.forEach((value, i) => {
        expect(Math.abs(value - joined[index][i])).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)));
      });
    }
  });
});

describe('losses', () => {
  it('are the formulas’ means with their gradients', () => {
    const engine = new SimdEngine({ capacity: 2 ** 18 });
    const z = engine.zeros(2, 2).setExamples([1, 2, 3, 4]);
    const other = engine.zeros(2, 2).setExamples([1, 0, 0, 4]);
    const log = engine.zeros(1, 2).setExamples([0.5, -1]);
    const [dz, dOther, dLog] = [engine.zeros(2, 2), engine.zeros(2, 2), engine.zeros(1, 2)];
    expect(gaussianNegativeLogLikelihood(z, log, 0.1, dz, dLog)).toBeCloseTo(
      (0.5 * 30 + 2 * Math.log(2 * Math.PI) + 0.5) / 2,
      5,
    );
    expect(Array.from(dz.toExamples())).toEqual(
      [0.05, 0.1, 0.15, 0.2].map((v) => expect.closeTo(v, 6) as number),
    );
    expect(Array.from(dLog.row(0))).toEqual([-0.05, -0.05].map((v) => expect.closeTo(v, 6) as number));
    dz.data.fill(0);
    expect(squaredDistance(z, other, 3, dz, dOther)).toBeCloseTo((4 + 9) / 2, 6);
    expect(Array.from(dz.toExamples())).toEqual([0, 6, 9, 0]);
    expect(Array.from(dOther.toExamples())).toEqual([0, -6, -9, 0]);
  });
});

describe('schedules', () => {
  it('warm up over 5% of the steps and end at 1%', () => {
    expect(learningRate(optimiser, 0, 100)).toBeCloseTo(0.001);
    expect(learningRate(optimiser, 4, 100)).toBeCloseTo(0.005);
    expect(learningRate(optimiser, 99, 100)).toBeCloseTo(0.00005);
  });

  it('rise for 30% of one cycle and fall to almost nothing', () => {
    const oneCycle = { ...optimiser, schedule: 'one-cycle' } as const;
    expect(learningRate(oneCycle, 0, 100)).toBeCloseTo(0.0002);
    expect(learningRate(oneCycle, 29, 100)).toBeCloseTo(0.005);
    expect(learningRate(oneCycle, 99, 100)).toBeLessThan(1e-7);
  });

  it('stay where they are when constant', () => {
    expect(learningRate({ ...optimiser, schedule: 'constant' }, 50, 100)).toBe(0.005);
  });
});
