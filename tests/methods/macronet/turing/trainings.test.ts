import { beforeAll, describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { generatePatterns, type Patterns } from '../../../../main/methods/gray-scott/patterns.ts';
import { flowCoordinatesOf } from '../../../../main/methods/macronet/coordinates.ts';
import { turingCnn } from '../../../../main/methods/macronet/turing/encoder-experiment.ts';
import { showPatterns } from '../../../../main/methods/macronet/turing/finish.ts';
import { turingHybrid } from '../../../../main/methods/macronet/turing/hybrid-experiment.ts';
import { loadTuringModel } from '../../../../main/methods/macronet/turing/load.ts';
import { mean } from '../../../../main/methods/macronet/statistics/quantiles.ts';
import { atStep, MemoryRun } from '../memory-run.ts';

/** Young patterns, few of them: enough to train a little on. */
const generation = { steps: 400 };
const data = { source: 'generate', seed: 3, count: 72, generation };
const flow = { layers: 2, width: 8 };
const hybrid = { data, steps: 30, batch: 16, components: 6, flowU: flow, flowV: flow };
const cnn = {
  data,
  steps: 5,
  batch: 8,
  channels: [4, 4, 8, 8],
  flowU: flow,
  posterior: { layers: 2, width: 8 },
};

let patterns: Patterns;

beforeAll(async () => {
  const context = new MemoryRun('gray-scott-dataset', { generation }).start();
  patterns = await generatePatterns(context, context.spec.generation, 77, 4);
});

describe('training the spectral hybrid', () => {
  it('makes the loss smaller and leaves a model that reads the same after saving', async () => {
    const run = new MemoryRun('turing-hybrid', hybrid);
    await turingHybrid.run(run.start());
    const totals = run.metric('held out: total');
    expect(totals[totals.length - 1]).toBeLessThan(totals[0]);
    expect(Object.keys(run.summary)).toContain('score, equivalence class');

    const stored = run.trained('run/hybrid');
    const model = await loadTuringModel(stored);
    expect(model.observation).toBe('fields');
    expect(model.posterior).toBeNull();
    expect(model.save()).toEqual(stored.arrays);
    const [reading] = model.reader.read(showPatterns(model, patterns, 0, 1, new RandomStream(1, 'shown')));
    const u = model.sampleClass(reading, 5, 1, new RandomStream(1, 'z'));
    const macrostates = model.macrostatesOf(u);
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < 3; j++) expect(macrostates[3 * i + j]).toBeCloseTo(reading.macrostate[j], 3);
    }
  });

  it('ends with the same bits after an interruption', async () => {
    const whole = new MemoryRun('turing-hybrid', hybrid);
    await turingHybrid.run(whole.start());
    const interrupted = new MemoryRun('turing-hybrid', hybrid);
    await expect(turingHybrid.run(interrupted.start(atStep(11)))).rejects.toThrow(RunInterrupted);
    await turingHybrid.run(interrupted.start());
    expect(interrupted.arrays('weights.npz')).toEqual(whole.arrays('weights.npz'));
  });
});

describe.each(['fields', 'picture'] as const)('training the CNN on %s', (observation) => {
  it('leaves a model with a posterior that agrees with its own density', async () => {
    const run = new MemoryRun('turing-cnn', { ...cnn, observation });
    await turingCnn.run(run.start());
    expect(Object.keys(run.summary)).toContain('score, posterior');

    const stored = run.trained('run/cnn');
    const model = await loadTuringModel(stored);
    expect(model.observation).toBe(observation);
    expect(model.save()).toEqual(stored.arrays);
    const readings = model.reader.read(showPatterns(model, patterns, 0, 4, new RandomStream(1, 'shown')));
    const [reading] = readings;
    const u = Float64Array.from(model.samplePosterior(reading, 400, 1, new RandomStream(1, 'posterior')));
    const density = model.posteriorDensity(reading, 1);
    // The mean of a density's logarithm falls when its samples are moved away from it.
    expect(mean(density(u))).toBeGreaterThan(mean(density(u.map((value) => value + 3))));
    expect(model.baseDistances(readings, flowCoordinatesOf(patterns.parameters, model.box))).toHaveLength(4);
    expect(Number.isFinite(model.strangeness.measure(reading.features))).toBe(true);
  });

  it('ends with the same bits after an interruption, its patterns grown again', async () => {
    const whole = new MemoryRun('turing-cnn', { ...cnn, observation });
    await turingCnn.run(whole.start());
    const interrupted = new MemoryRun('turing-cnn', { ...cnn, observation });
    await expect(turingCnn.run(interrupted.start(atStep(3)))).rejects.toThrow(RunInterrupted);
    await turingCnn.run(interrupted.start());
    expect(interrupted.arrays('weights.npz')).toEqual(whole.arrays('weights.npz'));
  });
});

describe('the patterns of a training', () => {
  it.each(['turing-hybrid', 'turing-cnn'] as const)(
    'of a size that %s cannot read are refused at once',
    async (kind) => {
      const run = new MemoryRun(kind, { data: { source: 'generate', generation: { size: 96 } } });
      const experiment = kind === 'turing-cnn' ? turingCnn : turingHybrid;
      await expect(experiment.run(run.start() as never)).rejects.toThrow(/not 96/);
    },
  );
});

describe('a model of Turing patterns', () => {
  it('is refused when it is of another kind or damaged', async () => {
    const description = { spec: { kind: 'oscillator' } };
    await expect(loadTuringModel({ id: 'run/x', description, arrays: {} })).rejects.toThrow(
      /does not design Turing patterns/,
    );
    const incomplete = { spec: { kind: 'turing-cnn' } };
    await expect(loadTuringModel({ id: 'run/x', description: incomplete, arrays: {} })).rejects.toThrow(
      /incomplete/,
    );
  });
});
