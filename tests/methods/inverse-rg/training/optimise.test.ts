import { expect, it } from 'vitest';
import { Counting } from '../../../../main/methods/inverse-rg/training/counting.ts';
import { ensembleData } from '../../../../main/methods/inverse-rg/training/data.ts';
import { KernelProblem } from '../../../../main/methods/inverse-rg/training/kernel-problem.ts';
import { batchLikelihoods } from '../../../../main/methods/inverse-rg/training/optimise.ts';
import {
  emptyEnsemble,
  packedBytes,
  packSpins,
  type Ensemble,
} from '../../../../main/physics/ising/spins.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';
import { blockedSpins } from './random-spins.ts';

const size = 16;
const inBatch = 6;

function ensemble(count: number, seed: number): Ensemble {
  const spins = emptyEnsemble(size, count);
  for (let i = 0; i < count; i++) {
    packSpins(blockedSpins(size, seed + i).fine, spins.packed, i * packedBytes(size));
  }
  return spins;
}

/** Gradients of all data and of its mini-batches, at some weights. */
async function gradients(
  count: number,
  weighted: boolean,
): Promise<{ whole: Float64Array; batches: Float64Array[] }> {
  // One part each, so that ties are drawn alike however many configurations there are.
  const data = ensembleData({ training: ensemble(count, 100), heldOut: ensemble(2, 50) }, 0.4, {
    training: 1,
    heldOut: 1,
  });
  const counting = new Counting(
    { counter: 'window-4', levels: 1, weighted, batches: { kernelSize: 5, configurations: inBatch } },
    data,
    7,
  );
  await counting.run(
    poolOfOne(),
    async () => {},
    () => {},
  );
  const problem = new KernelProblem(counting, 5, [0], 0);
  const weights = Float64Array.from([0.01, -0.02, -0.03, 0.1, 0.2, 0.3]);
  return {
    whole: problem.training.evaluate(weights, false).gradient,
    batches: batchLikelihoods(problem, counting).map((batch) => batch.evaluate(weights, false).gradient),
  };
}

it('makes the loss of a mini-batch from its configurations alone, also where weights scatter', async () => {
  for (const weighted of [false, true]) {
    const alone = await gradients(inBatch, weighted);
    const among = await gradients(4 * inBatch, weighted);
    expect(among.batches).toHaveLength(4);
    expect(alone.batches).toHaveLength(1);
    for (const [i, value] of alone.whole.entries()) {
      expect(alone.batches[0][i]).toBeCloseTo(value, 14);
      expect(among.batches[0][i]).toBeCloseTo(value, 14);
    }
  }
});

it('has the whole loss as the mean over mini-batches where all configurations count alike', async () => {
  const { whole, batches } = await gradients(4 * inBatch, false);
  for (const [i, value] of whole.entries()) {
    const mean = batches.reduce((sum, batch) => sum + batch[i] / batches.length, 0);
    expect(mean).toBeCloseTo(value, 14);
  }
});
