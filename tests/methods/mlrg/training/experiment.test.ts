import { describe, expect, it } from 'vitest';
import { learnedMap, readMonotones } from '../../../../main/methods/mlrg/stored.ts';
import { mlrgTraining } from '../../../../main/methods/mlrg/training/experiment.ts';
import type { MlrgTrainingResult } from '../../../../preload/contract/index.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

const small = {
  seed: 7,
  members: 2,
  network: { widths: [8, 8] },
  proposals: { batch: 16, replicas: 2, leapfrogSteps: 4 },
  steps: 40,
};

const sampled = {
  ...small,
  symmetry: { internal: 'S3' },
  gradient: { type: 'contrastive', samples: 30, gibbsSteps: 3, divergenceSteps: 1 },
  network: { widths: [6, 4], layerNorm: true },
  flow: { solver: 'euler', steps: 1 },
  proposals: { batch: 4, reach: 3, replicas: 3, leapfrogSteps: 3, potential: 'norm', updates: 2 },
  steps: 30,
};

async function trained(document: Record<string, unknown>): Promise<MemoryRun<'mlrg-training'>> {
  const run = new MemoryRun('mlrg-training', document);
  await mlrgTraining.run(run.start());
  return run;
}

describe('an MLRG training', () => {
  it('leaves a model, curves and numbers beside the exact ones', async () => {
    const run = await trained(small);
    const result = run.json<MlrgTrainingResult>('training.json');
    expect(result.couplings).toEqual(['J0']);
    expect(result.members.map(({ seed }) => seed)).toEqual([7, 8]);
    expect(result.monotone.x[0]).toBe(0);
    expect(result.monotone.x.at(-1)).toBe(1.5);
    expect(result.monotone.value[0]).toBe(0);
    expect(result.monotone.error).toHaveLength(result.monotone.x.length);
    expect(result.exactMapCritical).toBeCloseTo(0.81392, 4);
    expect(result.exactCritical).toBeCloseTo(0.7642855, 6);
    const stored = readMonotones(run.trained('run/x'));
    expect(stored.members).toHaveLength(2);
    const at = (bare: number) => learnedMap(stored).monotone?.value(Float64Array.of(bare));
    expect(at(1.5)).toBeCloseTo(result.monotone.value.at(-1)!, 12);
    expect(run.json<{ summary: object }>('model.json').summary).toMatchObject({
      observation: 'couplings',
      macroDimension: 1,
      samplers: [],
    });
  });

  it('shows divergence, J0* and both curves while it trains', async () => {
    const run = await trained(small);
    for (const member of [1, 2]) {
      const bits = run.metric(`divergence: member ${member}`);
      expect(bits).toHaveLength(40);
      expect(bits.at(-1)).toBeLessThan(bits[0]);
      for (const critical of run.metric(`critical coupling: member ${member}`)) {
        expect(critical).toBeGreaterThan(0);
        expect(critical).toBeLessThan(1.5);
      }
    }
    const [monotone, beta] = run.frames.at(-1)!;
    expect([monotone.label, beta.label]).toEqual(['C(J0)', '−dC/dJ0']);
    expect(monotone.height).toBe(2);
    expect(monotone.data).toHaveLength(monotone.width * 2);
    // The slope of the one is the other.
    const step = 1.5 / (monotone.width - 1);
    const slope = (monotone.data[81] - monotone.data[79]) / (2 * step);
    expect(-slope).toBeCloseTo(beta.data[80], 3);
  });

  it.each([
    ['exact', small],
    ['sampled', sampled],
  ])('with the %s gradient goes on after an interruption with the same bits', async (_name, document) => {
    const whole = await trained(document);
    const run = new MemoryRun('mlrg-training', document);
    const interrupted = mlrgTraining.run(run.start(({ values }) => Number(values.step) >= 9));
    await expect(interrupted).rejects.toBeInstanceOf(RunInterrupted);
    await mlrgTraining.run(run.start());
    expect(run.arrays('weights.npz')).toEqual(whole.arrays('weights.npz'));
    expect(numbers(run)).toEqual(numbers(whole));
    expect(run.metrics.toSorted(byName)).toEqual(whole.metrics.toSorted(byName));
  });

  it('gives the second network what a run of the next seed gives its first', async () => {
    const both = readMonotones((await trained(small)).trained('run/x'));
    const alone = readMonotones((await trained({ ...small, seed: 8, members: 1 })).trained('run/y'));
    expect(both.members[1].parameters).toEqual(alone.members[0].parameters);
  });
});

/** All but the time it took. */
function numbers(run: MemoryRun<'mlrg-training'>): MlrgTrainingResult {
  return { ...run.json<MlrgTrainingResult>('training.json'), seconds: 0 };
}

function byName(a: { name: string; step: number }, b: { name: string; step: number }): number {
  return a.name.localeCompare(b.name) || a.step - b.step;
}
