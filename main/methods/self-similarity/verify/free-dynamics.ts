import { RandomStream } from '../../../compute/random.ts';
import { atLeast, shown } from '../../checks.ts';
import type { Check } from '../../proof.ts';
import { contextsOf, type Contexts } from '../automata/exact/contexts.ts';
import { valuesOf } from '../automata/exact/projections.ts';
import { isConstant } from '../automata/learning/binary-map.ts';
import { learnRules, tableOf } from '../automata/learning/learn-rules.ts';
import { freshPatches } from '../automata/learning/patches.ts';
import type { ContextTable } from '../automata/learning/rule-network.ts';
import { ScaleTraining } from '../automata/learning/scale-training.ts';
import { dynamics } from '../automata/survey/rule-survey.ts';

const rule = 85;
const size = 3;
const settings = { restarts: 24, rate: 0.03, units: 4, steps: 500, batch: 128 };
/** Whole trainings, each with a seed of its own. */
const seeds = 5;
/** How many times lower the consistency with the shared rule has to be. */
const leastRatio = 10;

/** One restart of one frame, over all contexts equally. */
interface Outcome {
  reconstruction: number;
  trivial: boolean;
  /** MSE of Eq. 6 as it stands: the macro state is 0 or 1, what f says a number between. */
  consistency: number;
  /** The same with what f says taken as 0 or 1. */
  binarised: number;
}

/**
 * Fig. 7 and S5 for rule 85 at N = 3: the learnt rule shared between scales against a macro rule of its own, trained together with P by the
 * same loss. Both frames give their restart with the lowest reconstruction error, the only aim they have; constant maps, which every
 * constant f answers, are left out of that and counted by themselves.
 */
export function freeDynamicsChecks(seed: number): Check[] {
  const runs = Array.from({ length: seeds }, (_, run) => compare(seed + run));
  const ratios = runs.map(({ shared, free }) => lowest(free).consistency / lowest(shared).consistency);
  const all = { shared: runs.flatMap(({ shared }) => shared), free: runs.flatMap(({ free }) => free) };
  const where = `rule ${rule}, N = ${size}, ${seeds} seeds × ${settings.restarts} restarts`;
  const frames = (['shared', 'free'] as const).flatMap((frame) => {
    const telling = all[frame].filter(({ trivial }) => !trivial);
    return [
      shown(
        `prior.rule85.${frame}.trivial`,
        1 - telling.length / all[frame].length,
        `${where}: share of constant maps; the paper’s Fig. S5 has them with free dynamics`,
      ),
      shown(
        `prior.rule85.${frame}.mean`,
        mean(telling.map(({ consistency }) => consistency)),
        `${where}: mean MSE of Eq. 6 over all restarts that are not constant`,
      ),
      shown(
        `prior.rule85.${frame}.binarised`,
        mean(telling.map(({ binarised }) => (binarised === 0 ? 1 : 0))),
        `${where}: share of these restarts that are consistent where what f says is taken as 0 or 1`,
      ),
      shown(
        `prior.rule85.${frame}.reconstruction`,
        mean(runs.map((run) => lowest(run[frame]).reconstruction)),
        `${where}: lowest MSE of Eq. 8 of a seed, mean over seeds`,
      ),
    ];
  });
  return [
    atLeast(
      'prior.rule85',
      Math.min(...ratios),
      leastRatio,
      `Fig. 7: MSE of Eq. 6 with a macro rule of its own over that with the shared one (${where}, the restart of lowest reconstruction error of each; the smallest of the five ratios)`,
    ),
    ...frames,
  ];
}

function compare(seed: number): { shared: Outcome[]; free: Outcome[] } {
  const [learnt] = learnRules([rule], { ...dynamics, seed }).best;
  return { shared: outcomes(tableOf(learnt), seed), free: outcomes(null, seed) };
}

function outcomes(shared: ContextTable | null, seed: number): Outcome[] {
  const shape = { space: size, time: size, mask: 'row' } as const;
  const data = freshPatches(rule, shape);
  if (data === null) throw new RangeError(`windows for N = ${size} do not fit a word`);
  const frame = shared === null ? 'free' : 'shared';
  const training = new ScaleTraining(
    { shape, data, rule: shared && { table: shared, deterministic: true }, settings },
    new RandomStream(seed, frame).bits(),
  );
  for (let step = 0; step < settings.steps; step++) training.step();
  const reconstructions = training.training.reconstruction(training.evaluationBatch());
  const contexts = contextsOf(rule, size, 'row');
  return training.maps().map((map, restart): Outcome => {
    const projection = map.projection();
    if (projection === null) throw new RangeError(`maps of ${size} cells are written out`);
    const own = training.freeRule(restart);
    const table = own === null ? shared : tableOf(own);
    if (table === null) throw new RangeError('a macro rule is shared or free');
    const { probability } = table;
    const values = valuesOf(projection, contexts);
    return {
      reconstruction: reconstructions[restart],
      trivial: isConstant(projection),
      consistency: consistency(contexts, values, probability),
      binarised: consistency(
        contexts,
        values,
        probability.map((p) => (p > 0.5 ? 1 : 0)),
      ),
    };
  });
}

/** MSE of Eq. 6 over all contexts; `f` by macro context. */
function consistency(
  { count, left, centre, right, next }: Contexts,
  values: Uint8Array,
  f: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const context = 4 * values[left[i]] + 2 * values[centre[i]] + values[right[i]];
    sum += (f[context] - values[next[i]]) ** 2;
  }
  return sum / count;
}

/** Where every map is constant there is none to compare: NaN, which passes no check. */
const none: Outcome = {
  reconstruction: Infinity,
  trivial: true,
  consistency: Number.NaN,
  binarised: Number.NaN,
};

function lowest(outcomes: readonly Outcome[]): Outcome {
  return outcomes
    .filter(({ trivial }) => !trivial)
    .reduce((best, outcome) => (outcome.reconstruction < best.reconstruction ? outcome : best), none);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
