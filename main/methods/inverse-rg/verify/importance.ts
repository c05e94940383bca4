import { criticalCoupling } from '../../../../preload/contract/index.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { finishMeasurement } from '../measure/finish.ts';
import { readUpscaler } from '../stored.ts';
import { growEnsemble } from '../upscaling/ensemble.ts';

const configurations = { quick: 8000, normal: 40_000, full: 200_000 } as const;
const sizes = [8, 16, 32] as const;
const standardErrors = 4;
/** Where less of the sample is effective, weights are so uneven that errors made from them are too small; such rows are only shown. */
const leastEffective = 0.4;

/** Averages over what the sequential tables dream up from one spin, corrected by importance weights, against exact energies. */
export async function importanceChecks(context: ProofContext): Promise<Check[]> {
  const total = configurations[context.level];
  const { levels } = await growEnsemble(
    context.pool,
    {
      parameters: readUpscaler(await context.model('pretrained/upscaler-sequential')),
      settings: {
        start: { from: 'one-spin' },
        size: sizes[sizes.length - 1],
        coupling: criticalCoupling,
        sweeps: 0,
        sweepAfter: 'last',
        importance: true,
      },
      seed: context.seed,
      configurations: total,
      bins: 40,
      correlation: false,
      rsrg: false,
      keep: 0,
    },
    (done) => context.progress(done / total, 'upscaling with importance weights'),
  );
  const about = { title: '', source: 'upscaled', coupling: criticalCoupling, notes: [], seconds: 0 } as const;
  const measured = finishMeasurement(levels, about).levels;
  return sizes.map((size): Check => {
    const level = measured.find((one) => one.size === size);
    if (!level?.corrected || !level.exact) throw new RangeError(`L = ${size} was not corrected`);
    const { value, error } = level.corrected.observables.e;
    const uncorrected = level.observables.e.value;
    const share = level.corrected.effectiveSize / total;
    const judged = share >= leastEffective;
    return {
      id: `importance.energy.${size}`,
      measured: value,
      ...(error === null ? {} : { interval: [value - 1.96 * error, value + 1.96 * error] }),
      reference: level.exact.e,
      tolerance: judged ? `${standardErrors} standard errors` : 'none',
      pass: !judged || (error !== null && Math.abs(value - level.exact.e) <= standardErrors * error),
      source: `Kaufman 1949, exact; without weights ${uncorrected.toFixed(4)}, effective sample ${Math.round(100 * share)}%${judged ? '' : '; only shown'}`,
    };
  });
}
