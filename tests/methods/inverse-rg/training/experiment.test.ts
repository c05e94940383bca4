import { describe, expect, it } from 'vitest';
import {
  schemaOf,
  type ArrayRecord,
  type ExperimentSpec,
  type UpscalerTrainingResult,
} from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { RunInterrupted, type RunContext } from '../../../../main/methods/context.ts';
import { createUpscaler } from '../../../../main/methods/inverse-rg/generation/load.ts';
import { readUpscaler } from '../../../../main/methods/inverse-rg/stored.ts';
import { upscalerTraining } from '../../../../main/methods/inverse-rg/training/experiment.ts';
import { emptyEnsemble, packedBytes, packSpins } from '../../../../main/physics/ising/spins.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';
import { blockedSpins } from './random-spins.ts';

type Document = Record<string, unknown>;

const data = { source: 'monte-carlo', size: 8, configurations: 400, spacing: 1 };
const adamw = { name: 'adamw', batch: 60, epochs: 5 };

const models = {
  'k = 3 by Newton': { model: { type: 'kernel', size: 3 } },
  'k = 5, weighted': { model: { type: 'kernel', size: 5 }, loss: 'weighted' },
  'k = 7 by AdamW': { model: { type: 'kernel', size: 7 }, optimiser: adamw },
  'k = 5 by AdamW, weighted': { model: { type: 'kernel', size: 5 }, optimiser: adamw, loss: 'weighted' },
  'temperature by Newton': { model: { type: 'temperature', size: 3, couplings: 3, degree: 2 } },
  'temperature by AdamW': {
    model: { type: 'temperature', size: 3, couplings: 3, degree: 2 },
    optimiser: adamw,
  },
  'sequential tables': { model: { type: 'sequential', fixedPoint: true } },
} satisfies Record<string, Document>;

async function trained(document: Document): Promise<MemoryRun<'upscaler-training'>> {
  const run = new MemoryRun('upscaler-training', { data, ...document });
  await upscalerTraining.run(run.start());
  return run;
}

/** The same, interrupted at some of its breaths and taken up again, on several threads. */
async function interrupted(
  document: Document,
): Promise<{ run: MemoryRun<'upscaler-training'>; starts: number }> {
  const run = new MemoryRun('upscaler-training', { data, ...document });
  let breaths = 0;
  const stop = () => [2, 5, 20, 30].includes(++breaths);
  for (let starts = 1; ; starts++) {
    try {
      await upscalerTraining.run({ ...run.start(stop), pool: poolOfOne(3) });
      return { run, starts };
    } catch (error) {
      if (!(error instanceof RunInterrupted)) throw error;
    }
  }
}

const resultOf = (run: MemoryRun<'upscaler-training'>) => {
  const { seconds, ...result } = run.json<UpscalerTrainingResult>('training.json');
  expect(seconds).toBeGreaterThan(0);
  return result;
};

describe.each(Object.entries(models))('training: %s', (_, document) => {
  const straight = trained(document);

  it('ends in a model that draws spins, with its loss on held-out configurations', async () => {
    const run = await straight;
    const { loss, configurations, effectiveSize, parameters, notes } = resultOf(run);
    expect(Math.abs(configurations - 400)).toBeLessThanOrEqual(2);
    expect(effectiveSize).toBeLessThanOrEqual(configurations);
    expect(parameters).toBeGreaterThan(2);
    expect(notes.length).toBeGreaterThan(0);
    for (const { value, error } of [loss.training, loss.heldOut]) {
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(Math.LN2);
      expect(error).toBeGreaterThan(0);
    }
    expect(run.metric('training: loss').at(-1)).toBeCloseTo(loss.training.value, 12);
    expect(run.metric('held out: loss').at(-1)).toBeCloseTo(loss.heldOut.value, 12);
    expect(run.summary['held out: loss']).toBe(loss.heldOut.value);

    const stored = run.trained('run/test');
    expect(stored.description.summary).toMatchObject({ observation: 'spins', samplers: [] });
    const upscaler = createUpscaler(readUpscaler(stored), 0.43);
    const { coarse } = blockedSpins(16, 1);
    const fine = new Uint8Array(256);
    upscaler.double(coarse, 8, new RandomStream(1, 'draws'), fine, true);
    expect(fine.some((spin) => spin === 1) && fine.some((spin) => spin === 0)).toBe(true);
  });

  it('gives the same bits when it is interrupted again and again, on any number of threads', async () => {
    const { run, starts } = await interrupted(document);
    expect(starts).toBeGreaterThan(2);
    expect(run.arrays('weights.npz')).toEqual((await straight).arrays('weights.npz'));
    expect(resultOf(run)).toEqual(resultOf(await straight));
  });
});

describe('Newton and AdamW on the same data', () => {
  it('have the same loss but for what AdamW leaves', async () => {
    const model = { type: 'kernel', size: 5 };
    const newton = resultOf(await trained({ model }));
    const adam = resultOf(await trained({ model, optimiser: { ...adamw, epochs: 200 } }));
    expect(adam.newtonLoss).toBeCloseTo(newton.loss.training.value, 14);
    expect(newton.loss.training.value).toBeLessThan(adam.loss.training.value);
    expect(adam.loss.training.value).toBeLessThan(newton.loss.training.value + 1e-3);
    expect(newton.gradient).toBeLessThan(1e-12);
    expect(adam.gradient).toBeGreaterThan(1e-12);
  });

  it('take the same optimum when a batch is all there is', async () => {
    const model = { type: 'kernel', size: 3 };
    const { weights } = resultOf(await trained({ model }));
    const adam = resultOf(await trained({ model, optimiser: { ...adamw, batch: 400, epochs: 3000 } }));
    weights.forEach(({ estimate }, i) =>
      expect(adam.weights[i].estimate.value).toBeCloseTo(estimate.value, 4),
    );
  });
});

describe('kernels of all sizes', () => {
  it('carry the k = 3 weights of the same data for small lattices', async () => {
    const small = resultOf(await trained({ model: { type: 'kernel', size: 3 } })).weights;
    const parameters = readUpscaler((await trained({ model: { type: 'kernel', size: 7 } })).trained('run/x'));
    expect(parameters.type === 'kernel' && [...parameters.small]).toEqual(
      small.map(({ estimate }) => estimate.value),
    );
  });

  it('train on the least there may be, and on windows larger than the lattice', async () => {
    const { loss } = resultOf(
      await trained({ model: { type: 'kernel', size: 9 }, data: { ...data, size: 4, configurations: 200 } }),
    );
    expect(Number.isFinite(loss.heldOut.value)).toBe(true);
  });
});

const runId = '2026-01-01-ising-monte-carlo-abcdefgh';

/** Trains on a run whose specification and arrays are given. */
async function trainedOn(
  spec: Document,
  arrays: Record<string, ArrayRecord>,
  document: Document = { model: { type: 'kernel', size: 3 } },
): Promise<MemoryRun<'upscaler-training'>> {
  const run = new MemoryRun('upscaler-training', { ...document, data: { source: 'run', run: runId } });
  const kind = spec.kind as 'ising-monte-carlo';
  const context: RunContext<'upscaler-training'> = {
    ...run.start(),
    runSpec: async () => schemaOf[kind].parse(spec) as ExperimentSpec,
    runArrays: async (id, name) => {
      expect(id).toBe(runId);
      return arrays[name];
    },
  };
  await upscalerTraining.run(context);
  return run;
}

function recorded(count: number, size: number): { packed: ArrayRecord; spins: ArrayRecord } {
  const ensemble = emptyEnsemble(size, count);
  const spins = new Uint8Array(count * size * size);
  for (let i = 0; i < count; i++) {
    const { fine } = blockedSpins(size, i);
    packSpins(fine, ensemble.packed, i * packedBytes(size));
    spins.set(fine, i * size * size);
  }
  return {
    packed: {
      packed: { shape: [count, packedBytes(size)], data: ensemble.packed },
      size: { shape: [1], data: Int32Array.of(size) },
    },
    spins: { spins: { shape: [count, size, size], data: spins } },
  };
}

describe('training on the spins of a run', () => {
  it('reads configurations that a simulation kept and spins that were handed in alike; a sixth is held out', async () => {
    const { packed, spins } = recorded(60, 6);
    const kept = await trainedOn({ kind: 'ising-monte-carlo' }, { 'spins.npz': packed });
    const own = await trainedOn({ kind: 'spin-analysis' }, { inputs: spins });
    expect(resultOf(kept).configurations).toBe(50);
    expect(resultOf(own)).toEqual(resultOf(kept));
  });

  it('refuses what cannot be trained on, in a sentence', async () => {
    const monteCarlo = { kind: 'ising-monte-carlo' };
    const sequential = { model: { type: 'sequential' } };
    const cases: [Promise<unknown>, RegExp][] = [
      [trainedOn(monteCarlo, { 'spins.npz': recorded(60, 5).packed }), /odd side/],
      [trainedOn(monteCarlo, { 'spins.npz': recorded(11, 4).packed }), /11 configurations/],
      [trainedOn(monteCarlo, { 'spins.npz': {} }), /no spin configurations/],
      [trainedOn({ kind: 'spin-analysis' }, { inputs: recorded(12, 4).packed }), /no spin configurations/],
      [trainedOn(monteCarlo, { 'spins.npz': recorded(60, 6).packed }, sequential), /blocked twice/],
      [trainedOn(monteCarlo, {}, { model: { type: 'temperature' } }), /one temperature/],
      [trained({ model: { type: 'temperature', low: 0.5, high: 0.4 } }), /is empty/],
      [
        trained({
          model: { type: 'kernel', size: 9 },
          data: { ...data, size: 64, configurations: 1_000_000 },
          optimiser: { name: 'adamw', batch: 16 },
        }),
        /mini-batches/,
      ],
    ];
    for (const [training, sentence] of cases) {
      await expect(training).rejects.toMatchObject({
        name: 'HostError',
        message: expect.stringMatching(sentence) as string,
        remedy: expect.stringMatching(/\w/) as string,
      });
    }
  });
});
