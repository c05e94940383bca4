import type { AutomatonSurveySpec, SurveyCell } from '../../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../compute/random.ts';
import { consistencyOfProjection, exactSelfSimilarity } from '../exact/projections.ts';
import { tableOne } from '../exact/table-one.ts';
import { compositions, isConstant, type BinaryMap } from '../learning/binary-map.ts';
import { learnRules, ruleOf, tableOf } from '../learning/learn-rules.ts';
import { freshPatches } from '../learning/patches.ts';
import type { ContextTable } from '../learning/rule-network.ts';
import { ScaleTraining } from '../learning/scale-training.ts';

/** Stage one, and what of stage two is no setting of a survey: as in the paper, or what its Table I takes to come out. */
export const dynamics = { restarts: 8, steps: 1500, rate: 0.03 };
const coarseGraining = { rate: 0.03, units: 4 };

export interface RuleSurveyTask extends Pick<
  AutomatonSurveySpec,
  'seed' | 'sizes' | 'networks' | 'restarts' | 'steps' | 'batch' | 'compose'
> {
  rule: number;
}

/** One rule, in all that a survey asks. */
export interface RuleSurvey {
  rule: number;
  cells: SurveyCell[];
  /** Whether the best restart of stage one computes the rule, and how many of them do; null: no networks. */
  learner: { exact: boolean; agreeing: number; restarts: number } | null;
}

/** The thread task 'automaton-survey.rule'. All random numbers come from seed, rule and size. */
export function surveyRule(task: RuleSurveyTask): RuleSurvey {
  const { rule, sizes, seed, networks } = task;
  if (!networks) {
    return { rule, cells: sizes.map((size) => ({ ...exactCell(rule, size), network: null })), learner: null };
  }
  const { best, computed } = learnRules([rule], { ...dynamics, seed });
  const table = tableOf(best[0]);
  const trained = new Map<number, BinaryMap[]>();
  const mapsOf = (size: number) => {
    let maps = trained.get(size);
    if (!maps) trained.set(size, (maps = trainMaps(task, size, table)));
    return maps;
  };
  return {
    rule,
    cells: sizes.map((size) => ({
      ...exactCell(rule, size),
      network: judgeMaps(rule, mapsOf(size), size === 4 && task.compose ? compositions(mapsOf(2)) : []),
    })),
    learner: {
      exact: ruleOf(table.probability) === rule,
      agreeing: computed.filter((number) => number === rule).length,
      restarts: dynamics.restarts,
    },
  };
}

function exactCell(rule: number, size: number): Omit<SurveyCell, 'network'> {
  const { examples: _, ...exact } = exactSelfSimilarity(rule, size);
  const row = tableOne.find((known) => known.rule === rule);
  return { rule, size, exact, paper: row?.consistency[size - 2] ?? null };
}

function trainMaps(
  { rule, seed, restarts, steps, batch }: RuleSurveyTask,
  size: number,
  table: ContextTable,
): BinaryMap[] {
  const shape = { space: size, time: size, mask: 'row' } as const;
  const data = freshPatches(ruleOf(table.probability), shape);
  if (data === null) throw new RangeError(`windows for N = ${size} do not fit a word`);
  const training = new ScaleTraining(
    {
      shape,
      data,
      rule: { table, deterministic: true },
      settings: { ...coarseGraining, restarts, steps, batch },
    },
    new RandomStream(seed, `rule ${rule}, N = ${size}`).bits(),
  );
  for (let step = 0; step < steps; step++) training.step();
  return training.maps();
}

/**
 * The verdict of the networks: self-similar if the map of any restart, or a composed one, is not constant and has consistency 0 over all
 * contexts under the true rule, which is what the enumeration asks of a map: training can miss one, but not name a wrong one. For rules 0
 * and 255 a map counts whose macro state is constant after one step, as it does in the enumeration and in Table I. The reconstruction
 * error has no say: maps that are not consistent often reconstruct better.
 */
function judgeMaps(
  rule: number,
  trained: readonly BinaryMap[],
  composed: readonly BinaryMap[],
): NonNullable<SurveyCell['network']> {
  const found = consistencies(rule, trained);
  const consistent = found.filter((value) => value === 0).length;
  const all = [...found, ...consistencies(rule, composed)];
  const selfSimilar = all.includes(0);
  return {
    selfSimilar,
    consistency: all.length === 0 ? null : Math.min(...all),
    consistent,
    constant: trained.length - found.length,
    restarts: trained.length,
    composed: selfSimilar && consistent === 0,
  };
}

/** MSE of Eq. 6 of the maps that are not constant. */
function consistencies(rule: number, maps: readonly BinaryMap[]): number[] {
  return maps.flatMap((map) => {
    const projection = map.projection();
    return projection !== null && !isConstant(projection) ? [consistencyOfProjection(rule, projection)] : [];
  });
}
