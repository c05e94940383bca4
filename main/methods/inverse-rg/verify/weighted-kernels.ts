import { criticalCoupling } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { ProofContext } from '../../proof.ts';
import { AdamW } from '../training/adamw.ts';
import { Counting } from '../training/counting.ts';
import { monteCarloData } from '../training/data.ts';
import { kernelFeatures, type KernelFeatures } from '../training/kernel-features.ts';
import { Likelihood, occupied } from '../training/likelihood.ts';
import { mergedPieces } from '../training/mini-batches.ts';
import { minimiseByNewton } from '../training/newton.ts';
import { mergedCounts, type WeightedCounts } from '../training/weighted-counts.ts';

/** Sweeps between configurations, about √L_t as in the paper. */
const spacing = 6;
/** Independent chains; a number of their own, so that the result is the same on every machine. */
const chains = 16;
/** Configurations of the mini-batches that are counted apart, and the kernel whose classes they are kept as. */
const counted = { configurations: 1000, kernelSize: 7 } as const;

/** Configurations at K_c with the weights of Eq. 13, counted once for kernels of k = 3, 5 and 7. */
export interface WeightedData {
  readonly configurations: number;
  /** (Σw)²/Σw² of the configurations. */
  readonly effectiveSize: number;
  /** Whole loss of a kernel. */
  whole(size: number): Likelihood;
  /** Loss of each mini-batch of so many configurations, a multiple of 1000; weights are normalised within it. */
  batches(size: number, configurations: number): Likelihood[];
}

/**
 * @param trainingSize L_t
 * @param configurations M
 * @param withBatches whether mini-batches are kept apart
 */
export async function weightedData(
  { seed, pool }: Pick<ProofContext, 'seed' | 'pool'>,
  {
    trainingSize,
    configurations,
    withBatches,
  }: { trainingSize: 8 | 32; configurations: number; withBatches: boolean },
  progress: (fraction: number) => void,
): Promise<WeightedData> {
  const coupling = criticalCoupling;
  const all = monteCarloData(
    { source: 'monte-carlo', size: trainingSize, configurations, coupling, spacing },
    [coupling],
    seed,
    { training: chains, heldOut: 1 },
  );
  // Training parts come first; nothing is held out.
  const data = { ...all, parts: all.parts.filter(({ use }) => use === 'training') };
  const counting = new Counting(
    { counter: 'window-4', levels: 1, weighted: true, batches: withBatches ? counted : null },
    data,
    seed,
  );
  await counting.run(
    pool,
    async () => {},
    (done, total) => progress(done / total),
  );
  return lumpedData(counting);
}

function lumpedData(counting: Counting): WeightedData {
  const counts = counting.whole('training', 0);
  return {
    configurations: counts.configurations,
    effectiveSize: counts.effectiveSize,
    whole(size) {
      const kernel = kernelFeatures(size, 4);
      return likelihoodOf(kernel, counts.lump(kernel.classOf, kernel.classes));
    },
    batches(size, configurations) {
      const fine = kernelFeatures(counted.kernelSize, 4);
      const kernel = kernelFeatures(size, 4);
      const classOf = classesWithin(fine, kernel);
      const small = counting.batches.map((pieces) =>
        mergedPieces(pieces, fine.classes).lump(classOf, kernel.classes),
      );
      const many = configurations / counted.configurations;
      return Array.from({ length: Math.ceil(small.length / many) }, (_, batch) =>
        likelihoodOf(kernel, mergedCounts(small.slice(batch * many, (batch + 1) * many))),
      );
    },
  };
}

/** The class of a kernel that each class of a larger one belongs to: all that the smaller kernel sees, the larger sees too. */
function classesWithin(large: KernelFeatures, small: KernelFeatures): Uint32Array {
  const classes = new Uint32Array(large.classes);
  for (const [entry, found] of large.classOf.entries()) classes[found] = small.classOf[entry];
  return classes;
}

function likelihoodOf(kernel: KernelFeatures, { sums }: WeightedCounts): Likelihood {
  return new Likelihood(kernel, 0, [{ temperature: 0, share: 1, counts: occupied(sums) }]);
}

/** Kernel weights at the exact minimum of the weighted loss. */
export function minimumOf(data: WeightedData, size: number): Float64Array {
  return minimiseByNewton(data.whole(size)).weights;
}

/**
 * AdamW as in the code published with the paper: learning rate .01 and decay .01, on parameters that are four times our weights and begin
 * as uniform random numbers below one. A step of our weights is then a fourth, and its decay relative to the learning rate four times.
 */
const publishedAdamW = { learningRate: 0.01 / 4, decay: 0.01 * 4, largestStart: 1 / 4 } as const;

/**
 * Kernel weights on the way of the paper's training.
 * @param batches loss of each mini-batch; their order is drawn anew for each epoch
 * @param steps at which weights are wanted, ascending
 */
export function weightsOnPath(
  batches: readonly Likelihood[],
  steps: readonly number[],
  seed: number,
): Float64Array[] {
  const { learningRate, decay, largestStart } = publishedAdamW;
  const { parameters, kernel } = batches[0];
  const adam = new AdamW(parameters, learningRate, decay);
  const start = new RandomStream(seed, `first weights of k = ${kernel.size}`);
  for (let i = 0; i < parameters; i++) adam.weights[i] = largestStart * start.uniform();
  const order = new RandomStream(seed, `order of mini-batches of k = ${kernel.size}`);
  const found: Float64Array[] = [];
  let epoch: Uint32Array = new Uint32Array(0);
  for (let step = 0; found.length < steps.length; step++) {
    while (step === steps[found.length]) found.push(adam.weights.slice());
    const place = step % batches.length;
    if (place === 0) epoch = order.permutation(batches.length);
    adam.step(batches[epoch[place]].evaluate(adam.weights, false).gradient);
  }
  return found;
}
