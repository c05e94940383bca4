import type {
  Estimate,
  EstimatedCurve,
  Measured,
  MlrgTrainingResult,
  MlrgTrainingSpec,
  SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import type { RunContext } from '../../context.ts';
import { modelArtifacts } from '../../model-artifacts.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { stepSeconds } from '../exact/step-seconds.ts';
import { exactCriticalOf } from '../reference/exact-values.ts';
import { learnedMap, storeMonotones, type StoredMonotones } from '../stored.ts';
import { bareAxis, bareCurves } from './bare-axis.ts';
import { criticalRange } from './chunk-task.ts';
import { monotoneCritical } from './critical.ts';
import { estimateOver } from '../spread.ts';
import type { ExactCritical } from './exact-critical-task.ts';
import type { TrainingMembers } from './members.ts';
import { memberSeed, shapeOf } from './trainer.ts';

/** RG steps that the search for J0* of the exact map takes. */
const searchSteps = 300;
/** Longest such search, in seconds. */
const longestSearch = 150;

/** Writes training.json, weights.npz and model.json of trainings that are done. */
export async function writeOutcome(
  context: RunContext<'mlrg-training'>,
  space: CouplingSpace,
  { networks: members, finalBits }: TrainingMembers,
  elapsed: () => number,
): Promise<void> {
  const { spec } = context;
  const stored: StoredMonotones = {
    settings: spec.symmetry,
    shape: shapeOf(spec, space),
    flow: spec.flow,
    members,
  };
  const critical = members.map((_, k) => monotoneCritical(learnedMap(stored, k), criticalRange(spec)));
  const found = critical.filter((value) => value !== null);
  const exactMap = await exactMapCritical(context, space);
  const axis = bareAxis(spec.proposals.reach);
  const curves = members.map((network) => bareCurves(network, axis));
  const result: MlrgTrainingResult = {
    symmetry: spec.symmetry,
    couplings: space.couplings.map(({ name }) => name),
    members: members.map((_, k) => ({
      seed: memberSeed(spec.seed, k),
      critical: critical[k],
      bits: finalBits[k],
    })),
    critical: found.length === 0 ? null : meanAndSpread(found),
    monotone: band(
      axis,
      curves.map(({ monotone }) => monotone),
    ),
    beta: band(
      axis,
      curves.map(({ beta }) => beta),
    ),
    exactMapCritical: exactMap?.critical ?? null,
    exactCritical: exactCriticalOf(space),
    notes: notesOf(spec, space, members.length - found.length, exactMap),
    seconds: elapsed(),
  };
  await context.artifact('training.json', { type: 'json', value: result });
  const { description, arrays } = storeMonotones(stored);
  await modelArtifacts(
    context,
    spec,
    {
      title: `RG monotone, ${spec.symmetry.internal}, ${spec.symmetry.spin}`,
      observation: 'couplings',
      samplers: [],
      macroDimension: space.couplings.length,
      scores: scoresOf(result),
    },
    arrays,
    description,
  );
}

/** What the search for J0* of the exact map found; null: it would take too long. */
async function exactMapCritical(
  context: RunContext<'mlrg-training'>,
  space: CouplingSpace,
): Promise<ExactCritical | null> {
  if (!(searchSteps * stepSeconds(space) < longestSearch)) return null;
  context.progress(1, 'J0* of the exact map');
  const [found] = await context.pool.map<SymmetrySettings, ExactCritical>('mlrg.exact-critical', [
    space.settings,
  ]);
  return found;
}

function meanAndSpread(values: readonly number[]): Estimate {
  const value = values.reduce((sum, value) => sum + value, 0) / values.length;
  return estimateOver(value, values);
}

/** Mean curve with two standard deviations, as Fig. 5. */
function band(x: number[], rows: readonly (readonly number[])[]): EstimatedCurve {
  const columns = x.map((_, i) => meanAndSpread(rows.map((row) => row[i])));
  return {
    x,
    value: columns.map(({ value }) => value),
    error: rows.length > 1 ? columns.map(({ error }) => 2 * (error ?? 0)) : null,
  };
}

function notesOf(
  spec: MlrgTrainingSpec,
  { vertex }: CouplingSpace,
  without: number,
  exactMap: ExactCritical | null,
): string[] {
  const notes: string[] = [];
  if (without > 0) {
    notes.push(
      `C of ${without} of ${spec.members} trainings has no maximum for J0 from 0 to ${spec.proposals.reach}: they are not in the mean of J0*. Train longer, or let teachers reach further.`,
    );
  }
  if (exactMap === null) {
    notes.push(
      'J0* of the exact map was not looked for: by enumeration it would take minutes, or be impossible, for this spin.',
    );
  } else if (exactMap.critical === null) {
    notes.push(`The exact map has no J0* beside this one. ${exactMap.reason}`);
  } else {
    notes.push(
      `The exact map, iterated from the bare axis, has J0* = ${exactMap.critical.toPrecision(3)}; D_KL of the steps that decide it is up to ${exactMap.bits.toFixed(3)} bits.`,
    );
  }
  if (vertex.dimension > 1) {
    notes.push(
      'More components do not bring J0* of the exact map to the exact critical coupling: from the second step on the visible spins carry more than one hidden spin can mediate.',
      'J0* of a network of several components depends on how long it is trained: at first its flow keeps to the bare axis and J0* to where the first step changes its sign; a longer training follows the exact map away from there.',
    );
  }
  if (spec.gradient.type === 'contrastive') {
    notes.push('Divergences are means over sampled configurations, with exact normalisations.');
  }
  return notes;
}

function scoresOf({ critical, members }: MlrgTrainingResult): Record<string, Measured> {
  const bits = meanAndSpread(members.map((member) => member.bits));
  return {
    ...(critical === null ? {} : { 'critical coupling': measured(critical) }),
    'divergence in bits': measured(bits),
  };
}

function measured({ value, error }: Estimate): Measured {
  if (error === null) return { value };
  return {
    value,
    low: value - 2 * error,
    high: value + 2 * error,
    method: 'two standard deviations of independent trainings',
  };
}
