import { criticalCoupling } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { blockMajority } from '../../../physics/ising/blocking.ts';
import { interleavedMedians, type Timed } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import { runSegment } from '../monte-carlo/chains.ts';
import { AdamW } from '../training/adamw.ts';
import { DirectLoss, type BlockedPair } from '../training/direct.ts';
import { kernelFeatures } from '../training/kernel-features.ts';
import { Likelihood, occupied } from '../training/likelihood.ts';
import { minimiseByNewton } from '../training/newton.ts';
import { WeightedCounts } from '../training/weighted-counts.ts';
import { WindowCounter } from '../training/window-counter.ts';

const size = 32;
const kernelSize = 7;
const configurations = { quick: 2000, normal: 8000, full: 20_000 } as const;
/** As in the paper: 5·10⁴ of 10⁶. */
const batchesPerEpoch = 20;
const learningRate = 0.01;
const rounds = { quick: 5, normal: 11, full: 21 } as const;
/** The same loss: within this of the optimum, a sixteenth of what separates k = 7 from k = 5. */
const sameLoss = 1e-6;
/** AdamW is given up after so many steps. */
const mostSteps = 20_000;
const fewestTimes = 100;
const longestMilliseconds = 1000;

/**
 * Newton on counts against AdamW as in the paper, on the same configurations and mini-batches. The number of steps that AdamW needs is
 * found on compressed mini-batches, which have exactly the same gradients; the time of a step is measured on both.
 */
export function trainingRows({ level, seed, progress }: ProofContext): Promise<BenchmarkRow[]> {
  const pairs = blockedConfigurations(configurations[level], seed);
  progress(0.2, 'training data for the benchmark');
  const kernel = kernelFeatures(kernelSize);
  const perBatch = pairs.length / batchesPerEpoch;
  const batches = Array.from({ length: batchesPerEpoch }, (_, i) =>
    pairs.slice(i * perBatch, (i + 1) * perBatch),
  );
  const compressed = batches.map((batch) => likelihoodOf(countsOf(batch)));
  const counted = countsOf(pairs);
  const optimum = minimiseByNewton(likelihoodOf(counted)).terms.loss;
  const { steps, excess } = stepsTo(optimum, likelihoodOf(counted), compressed, seed);

  const direct = new DirectLoss(kernelSize, size);
  const start = new Float64Array(kernel.orbits).fill(0.1);
  let turn = 0;
  const nextBatch = () => turn++ % batchesPerEpoch;
  const contestants = {
    newton: { run: () => minimiseByNewton(likelihoodOf(counted)), repeat: 10 },
    counting: { run: () => countsOf(pairs) },
    direct: { run: () => direct.evaluate(batches[nextBatch()], start) },
    compressed: { run: () => compressed[nextBatch()].evaluate(start, false), repeat: 50 },
  } satisfies Record<string, Timed>;
  const times = interleavedMedians(contestants, rounds[level], (fraction) =>
    progress(0.3 + 0.7 * fraction, 'timing Newton and AdamW'),
  );

  const adamw = steps * times.direct;
  const reached = excess <= sameLoss;
  const how =
    `AdamW, learning rate ${learningRate}, ${batchesPerEpoch} mini-batches of ${perBatch} configurations of ${size}²: ` +
    (reached
      ? `${steps} steps until the loss is within ${sameLoss} nats per pixel of the optimum`
      : `still ${excess.toExponential(1)} nats per pixel above the optimum after ${steps} steps, which are counted`);
  return Promise.resolve([
    {
      id: 'inverse-rg.newton.k7.time',
      measured: times.newton,
      unit: 'ms',
      reference: longestMilliseconds,
      pass: times.newton <= longestMilliseconds,
      detail:
        'from the table of counts to the optimum of k = 7: classes, then Newton until |gradient| < 1e-14',
    },
    {
      id: 'inverse-rg.newton.k7.ratio',
      measured: adamw / times.newton,
      unit: 'AdamW / Newton',
      reference: fewestTimes,
      pass: adamw / times.newton >= fewestTimes,
      detail: `${how}; ${times.direct.toPrecision(3)} ms a step by direct convolution (measured), extrapolated to ${(adamw / 1000).toPrecision(3)} s`,
    },
    {
      id: 'inverse-rg.newton.k7.ratio.counting',
      measured: adamw / (times.newton + times.counting),
      unit: 'AdamW / (counting + Newton)',
      reference: fewestTimes,
      pass: adamw / (times.newton + times.counting) >= fewestTimes,
      detail: `the same with the time to count all ${pairs.length} configurations, ${times.counting.toPrecision(3)} ms, on Newton's side`,
    },
    {
      id: 'inverse-rg.newton.k7.ratio.compressed',
      measured: (steps * times.compressed) / times.newton,
      unit: 'AdamW on counts / Newton',
      reference: 'shown only',
      pass: null,
      detail: `AdamW on mini-batches compressed to counts, as this program trains: ${times.compressed.toPrecision(3)} ms a step`,
    },
  ]);
}

function blockedConfigurations(count: number, seed: number): BlockedPair[] {
  const ties = new RandomStream(seed, 'benchmark: ties');
  const pairs: BlockedPair[] = [];
  runSegment(
    {
      size,
      coupling: criticalCoupling,
      algorithm: 'swendsen-wang',
      seed,
      chain: 0,
      configurations: count,
      spacing: 2,
      warmUp: 100,
      start: 'random',
      state: null,
    },
    (spins) => {
      const coarse = new Uint8Array((size * size) / 4);
      blockMajority(spins, size, ties, coarse);
      pairs.push({ fine: spins.slice(), coarse });
    },
  );
  return pairs;
}

const counter = new WindowCounter(4);

function countsOf(pairs: readonly BlockedPair[]): WeightedCounts {
  const counts = new WeightedCounts(counter.cases);
  for (const { fine, coarse } of pairs) counter.add(fine, coarse, size, counts.open(0), counts.sums);
  return counts;
}

function likelihoodOf(counts: WeightedCounts): Likelihood {
  const kernel = kernelFeatures(kernelSize);
  const { sums } = counts.lump(kernel.classOf, kernel.classes);
  return new Likelihood(kernel, 0, [{ temperature: 0, share: 1, counts: occupied(sums) }]);
}

/** Steps of AdamW until the loss on all data is as good as the optimum. */
function stepsTo(
  optimum: number,
  whole: Likelihood,
  batches: readonly Likelihood[],
  seed: number,
): { steps: number; excess: number } {
  const adamw = new AdamW(whole.parameters, learningRate, 0);
  const random = new RandomStream(seed, 'benchmark: order of mini-batches');
  let excess = Infinity;
  let steps = 0;
  while (steps < mostSteps && excess > sameLoss) {
    for (const batch of random.permutation(batches.length)) {
      adamw.step(batches[batch].evaluate(adamw.weights, false).gradient);
      steps++;
    }
    excess = whole.loss(adamw.weights) - optimum;
  }
  return { steps, excess };
}
