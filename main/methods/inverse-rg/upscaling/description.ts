import {
  schemaOf,
  type EnsembleMeasurement,
  type UpscalingSpec,
} from '../../../../preload/contract/index.ts';
import type { StoredModel } from '../../context.ts';
import { startChain } from './batch-task.ts';

/** What EnsembleMeasurement says about an ensemble beside its numbers. */
type Description = Pick<EnsembleMeasurement, 'title' | 'source' | 'coupling' | 'notes'>;

/** Couplings closer than this are one and the same. */
const sameCoupling = 1e-6;

/** @param name short name of the upscaler, "k = 7" */
export function describeEnsemble(
  spec: UpscalingSpec,
  model: StoredModel,
  name: string,
  bins: number,
): Description {
  const { start, sweeps, sweepAfter, importance } = spec;
  const from = start.from === 'one-spin' ? 'one spin' : `Monte Carlo at L = ${start.size}`;
  const swept = sweeps === 0 ? '' : `, ${sweeps} heat-bath ${sweeps === 1 ? 'sweep' : 'sweeps'}`;
  const each = sweeps > 0 && sweepAfter === 'each' ? ' at each level' : '';
  const notes = [
    'Every level is measured as if growth ended there: with the tables of the last doubling and the sweeps after it.',
  ];
  if (start.from === 'monte-carlo') {
    notes.push(
      `Starts are Swendsen–Wang configurations, ${startChain.spacing} sweeps apart, of chains of their own for every batch with ${startChain.warmUp} sweeps of warm-up.`,
    );
  }
  const coupling = couplingOf(spec, model, notes);
  if (importance) {
    notes.push(
      'Corrected averages are exact but for their statistical error, which is to be trusted only while the effective sample is a good part of all configurations: where it is a few percent, rare configurations of large weight are still missing and averages are biased.',
    );
  }
  if (bins < spec.measure.bins) {
    notes.push(`Errors are from ${bins} jackknife bins: there are too few configurations for more.`);
  }
  return { title: `${name}, from ${from}${swept}${each}`, source: 'upscaled', coupling, notes };
}

/** The coupling whose Ising model the ensemble stands for; the notes say when that is not the obvious one. */
function couplingOf(spec: UpscalingSpec, { description }: StoredModel, notes: string[]): number {
  const trained = trainingCoupling(description);
  if (trained === null || Math.abs(trained - spec.coupling) < sameCoupling) return spec.coupling;
  const uses = [
    ...(spec.start.from === 'monte-carlo' ? ['the start'] : []),
    ...(spec.sweeps > 0 ? ['the sweeps'] : []),
    ...(spec.importance ? ['the importance weights'] : []),
  ];
  if (uses.length === 0) {
    notes.push(
      `The upscaler was trained at K = ${shortened(trained)} and imitates that coupling: K = ${shortened(spec.coupling)} of this run is used by nothing.`,
    );
    return trained;
  }
  notes.push(
    `The upscaler was trained at K = ${shortened(trained)}, but K = ${shortened(spec.coupling)} is that of ${uses.join(' and ')}: the ensemble is that of neither coupling unless corrected.`,
  );
  return spec.coupling;
}

/** K of the Monte Carlo configurations a model was trained on; null where it is an input of the model, or unknown. */
function trainingCoupling({ spec }: Record<string, unknown>): number | null {
  const parsed = schemaOf['upscaler-training'].safeParse(spec);
  if (!parsed.success) return null;
  const { model, data } = parsed.data;
  return model.type === 'temperature' || data.source !== 'monte-carlo' ? null : data.coupling;
}

const shortened = (K: number) => Number(K.toPrecision(6)).toString();
