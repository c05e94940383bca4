import { criticalCoupling } from '../../../../preload/contract/index.ts';
import type { ProofContext } from '../../proof.ts';
import { Counting } from '../training/counting.ts';
import { monteCarloData } from '../training/data.ts';
import { kernelFeatures } from '../training/kernel-features.ts';
import { Likelihood, occupied } from '../training/likelihood.ts';
import { minimiseByNewton } from '../training/newton.ts';
import type { UpscalerParameters } from '../upscaler.ts';

/** Sweeps between configurations, about √L_t as in the paper. */
const spacing = 6;
/** Independent chains; a number of their own, so that the result is the same on every machine. */
const chains = 16;

export interface WeightedKernels {
  /** One upscaler for each size asked for. */
  parameters: UpscalerParameters[];
  /** (Σw)²/Σw² of the configurations. */
  effectiveSize: number;
}

/**
 * Kernels at the exact minimum of the weighted loss (Eq. 13) on configurations at K_c, all from one table of counts.
 * @param sizes k = 3, 5 or 7
 * @param trainingSize L_t
 * @param configurations M
 */
export async function weightedKernels(
  context: Pick<ProofContext, 'seed' | 'pool'>,
  sizes: readonly number[],
  trainingSize: 8 | 32,
  configurations: number,
  progress: (fraction: number) => void,
): Promise<WeightedKernels> {
  const coupling = criticalCoupling;
  const all = monteCarloData(
    { source: 'monte-carlo', size: trainingSize, configurations, coupling, spacing },
    [coupling],
    context.seed,
    { training: chains, heldOut: 1 },
  );
  // Training parts come first; nothing is held out of an exact minimisation.
  const data = { ...all, parts: all.parts.filter(({ use }) => use === 'training') };
  const counting = new Counting(
    { counter: 'window-4', levels: 1, weighted: true, batches: null },
    data,
    context.seed,
  );
  await counting.run(
    context.pool,
    async () => {},
    (done, total) => progress(done / total),
  );
  const counts = counting.whole('training', 0);
  const weightsOf = (size: number) => {
    const kernel = kernelFeatures(size, 4);
    const lumped = occupied(counts.lump(kernel.classOf, kernel.classes).sums);
    return minimiseByNewton(new Likelihood(kernel, 0, [{ temperature: 0, share: 1, counts: lumped }]))
      .weights;
  };
  const small = weightsOf(3);
  return {
    parameters: sizes.map((size) => ({
      type: 'kernel',
      size,
      weights: size === 3 ? small : weightsOf(size),
      small,
    })),
    effectiveSize: counts.effectiveSize,
  };
}
