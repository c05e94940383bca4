import { beforeAll, describe, expect, it } from 'vitest';
import type { StoredModel } from '../../../../main/methods/context.ts';
import { turingDesign } from '../../../../main/methods/macronet/design/experiment.ts';
import { turingCnn } from '../../../../main/methods/macronet/turing/encoder-experiment.ts';
import { turingHybrid } from '../../../../main/methods/macronet/turing/hybrid-experiment.ts';
import { simulate } from '../../../../main/physics/gray-scott/index.ts';
import type { DesignResult, ShapedArray } from '../../../../preload/contract/index.ts';
import { MemoryRun } from '../memory-run.ts';

const generation = { steps: 400 };
const data = { source: 'generate', seed: 3, count: 72, generation };
const flow = { layers: 2, width: 8 };
const cnn = {
  data,
  steps: 4,
  batch: 8,
  channels: [4, 4, 8, 8],
  flowU: flow,
  posterior: { layers: 2, width: 8 },
};
const truth = { Da: 0.16, Db: 0.08, F: 0.035, k: 0.06 };
const cells = 64 * 64;
const models = new Map<string, StoredModel>();
let fields: ShapedArray<Float32Array>;
let picture: ShapedArray<Float32Array>;

beforeAll(async () => {
  const trained = {
    'pretrained/turing-cnn': new MemoryRun('turing-cnn', cnn),
    'pretrained/turing-picture': new MemoryRun('turing-cnn', { ...cnn, observation: 'picture' }),
  };
  for (const [id, run] of Object.entries(trained)) {
    await turingCnn.run(run.start());
    models.set(id, run.trained(id));
  }
  const hybrid = new MemoryRun('turing-hybrid', { data, steps: 4, components: 6, flowU: flow, flowV: flow });
  await turingHybrid.run(hybrid.start());
  models.set('run/hybrid', hybrid.trained('run/hybrid'));
  const { a, b } = simulate(truth, { steps: 400, seed: 5 });
  fields = { shape: [2, 64, 64], data: Float32Array.from([...a, ...b]) };
  picture = { shape: [64, 64], data: b.map((value) => 200 - 300 * value) };
});

async function design(document: Record<string, unknown>, pattern: ShapedArray = fields) {
  const run = new MemoryRun('turing-design', { samples: 3, candidates: 2, ...document });
  for (const [id, model] of models) run.models.set(id, model);
  run.inputs = { pattern };
  await turingDesign.run(run.start());
  return { run, result: run.json<DesignResult>('design.json') };
}

describe('a design', () => {
  it('gives ranked parameter sets with the patterns they really grow', async () => {
    const { run, result } = await design({});
    expect(result.model).toBe('pretrained/turing-cnn');
    expect(result.observation).toBe('fields');
    expect(result.designs).toHaveLength(3);
    expect(result.nearest).toHaveLength(4);
    const scores = result.designs.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((x, y) => y - x));

    const { a, b, example } = run.arrays('patterns.npz');
    expect(a.shape).toEqual([7, 64, 64]);
    expect(example.data).toEqual(fields.data);
    for (const { parameters, simulationSeed, pattern } of result.designs) {
      const again = simulate(parameters, { steps: 400, seed: simulationSeed });
      expect(b.data.slice(pattern * cells, (pattern + 1) * cells)).toEqual(again.b);
    }
    const seeds = [...result.designs, ...result.nearest].map((one) => one.simulationSeed);
    expect(new Set(seeds).size).toBe(7);
  });

  it('says how sure it is, and where the example lies', async () => {
    const { result } = await design({});
    expect(result.cloud).toHaveLength(4 * 512);
    expect(result.curve.length % 4).toBe(0);
    expect(result.macrostate).toHaveLength(3);
    expect(result.trainingMacrostates.length % 3).toBe(0);
    expect(result.floor.value).toBeLessThan(result.random.value);
    for (const name of ['Da', 'Db', 'F', 'k'] as const) {
      const { low, median, high } = result.intervals?.[name] ?? { low: 1, median: 0, high: 0 };
      expect(low).toBeLessThanOrEqual(median);
      expect(median).toBeLessThanOrEqual(high);
      expect(result.importance[name].value).toBeGreaterThanOrEqual(0);
    }
  });

  it('writes a table and a contact sheet', async () => {
    const { run } = await design({});
    const table = run.artifacts.get('parameters.csv');
    expect(table?.type === 'text' && table.text.trim().split('\n')).toHaveLength(4);
    const sheet = run.artifacts.get('contact-sheet.png');
    expect(sheet?.type === 'bytes' && Array.from(sheet.bytes.subarray(1, 4))).toEqual([0x50, 0x4e, 0x47]);
  });

  it('is the same for the same seed, and another for another', async () => {
    const [first, second, other] = [await design({}), await design({}), await design({ seed: 2 })];
    expect(second.result.designs).toEqual(first.result.designs);
    expect(other.result.designs).not.toEqual(first.result.designs);
  });

  it.each(['posterior', 'equivalence-class'])(
    'keeps held parameters exactly, sampling the %s',
    async (sampler) => {
      const { result } = await design({ sampler, hold: { Da: 0.15, k: 0.06 } });
      for (const { parameters } of result.designs) {
        expect(parameters.Da).toBe(0.15);
        expect(parameters.k).toBe(0.06);
      }
      expect(result.notes.join()).toMatch(/Held: Da, k, by importance sampling with \d+ effective of 4096/);
    },
  );

  it('refuses to hold what the trained ranges do not have', async () => {
    await expect(design({ hold: { Da: 0.02 } })).rejects.toThrow(
      /No parameter set of the trained ranges has Da = 0.02/,
    );
  });

  it('reads one picture with the model made for pictures, and stops at the best of four', async () => {
    const { result } = await design({ refine: true, samples: 1 }, picture);
    expect(result.model).toBe('pretrained/turing-picture');
    expect(result.observation).toBe('picture');
    expect(result.notes.join()).toMatch(/Best of 4 instead of more/);
  });

  it('takes the middle 64 cells of a picture that shows more, whatever its pixels', async () => {
    // 2 × 2 periods of the lattice, 2 pixels to a cell, and a margin left and right that is cut off.
    const [height, width] = [256, 300];
    const wide = new Float32Array(height * width).map((_, i) => {
      const row = (i / width) | 0;
      const column = ((i % width) - 22) >> 1;
      return picture.data[((row >> 1) % 64) * 64 + ((column + 64) % 64)];
    });
    const { run, result } = await design(
      { pictureWidth: 128, samples: 1 },
      { shape: [height, width], data: wide },
    );
    const { example } = run.arrays('patterns.npz');
    expect(example.shape).toEqual([64, 64]);
    for (let i = 0; i < cells; i++) {
      const [row, column] = [((i >> 6) + 32) % 64, ((i & 63) + 32) % 64];
      expect(Number(example.data[i])).toBeCloseTo(picture.data[row * 64 + column], 3);
    }
    expect(result.command).toContain('--picture-width 128');
  });

  it('shows both fields to a model of pictures as b', async () => {
    const { result } = await design({ model: 'pretrained/turing-picture' });
    expect(result.observation).toBe('picture');
  });

  it('samples the equivalence class of a model without a posterior, and says so', async () => {
    const { result } = await design({ model: 'run/hybrid' });
    expect(result.sampler).toBe('equivalence-class');
    expect(result.intervals).toBeNull();
    expect(result.notes.join()).toMatch(/no posterior head.*wider, by design/s);
  });

  it('warns of an example unlike the training data', async () => {
    const checkerboard = Float32Array.from({ length: cells }, (_, i) => ((i >> 3) + (i >> 9)) & 1);
    const { result } = await design({}, { shape: [64, 64], data: checkerboard });
    expect(result.outOfDistribution.verdict).toBe('outside');
    expect(result.outOfDistribution.value).toBeGreaterThan(result.outOfDistribution.threshold);
    expect(result.outOfDistribution.explanation).toMatch(/unlike the patterns/);
  });

  it.each([
    [
      'a picture too small to show a pattern',
      { shape: [8, 8], data: new Float32Array(64) },
      /at least 16 × 16/,
    ],
    ['fields of another size', { shape: [2, 8, 8], data: new Float32Array(128) }, /reads 64 × 64/],
    ['a uniform picture', { shape: [64, 64], data: new Float32Array(cells).fill(3) }, /uniform/],
    [
      'values that are not finite',
      { shape: [64, 64], data: new Float32Array(cells).fill(Number.NaN) },
      /holds NaN in row 1, column 1/,
    ],
    ['three fields', { shape: [3, 64, 64], data: new Float32Array(3 * cells) }, /must be \[height, width\]/],
  ])('refuses %s', async (_, pattern, message) => {
    await expect(design({}, pattern)).rejects.toThrow(message);
  });

  it('refuses to read one picture as both fields', async () => {
    await expect(design({ model: 'pretrained/turing-cnn' }, picture)).rejects.toThrow(/reads both fields/);
  });
});
