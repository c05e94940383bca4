import { setImmediate } from 'node:timers/promises';
import type { ExactSelfSimilarity, Projection, RuleEdge } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { effectiveInformation } from '../automata/exact/effective-information.ts';
import { projectionOf } from '../automata/exact/maps.ts';
import { composedMaps, exactSelfSimilarity, isConsistent } from '../automata/exact/projections.ts';
import { edgesFrom } from '../automata/exact/rule-graph.ts';
import { tableOne } from '../automata/exact/table-one.ts';
import { atMost, near, shown } from '../../checks.ts';
import { processorTime } from '../../interleaved.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { searchDirectly } from './direct-search.ts';

const sizes = [2, 3, 4] as const;
type Size = (typeof sizes)[number];

const rules = Array.from({ length: 256 }, (_, rule) => rule);

/** Seconds of one core that all rules may take at N = 2, 3 and 4. */
const longestOracle = 10;

/** Non-constant maps of rules, found by a search of its own outside this program. */
const knownCounts: { size: Size; rule: number; maps: number }[] = [
  { size: 2, rule: 60, maps: 3 },
  { size: 2, rule: 90, maps: 3 },
  { size: 2, rule: 150, maps: 6 },
  { size: 2, rule: 170, maps: 14 },
  { size: 2, rule: 204, maps: 14 },
  { size: 3, rule: 15, maps: 16 },
  { size: 3, rule: 51, maps: 16 },
  { size: 3, rule: 85, maps: 16 },
  { size: 3, rule: 170, maps: 254 },
];

/** Rules that only constant maps would make self-similar. */
const knownConstants: Record<Size, number> = { 2: 174, 3: 181, 4: 174 };

/** Rules that have a map of 2 × 2 patches. */
const knownPatchRules = 32;

/** Random rules that the direct search goes through besides those of Table I; null: all 256. */
const direct: Record<ProofContext['level'], { size: Size; rules: number | null; count: boolean }[]> = {
  quick: [
    { size: 2, rules: null, count: true },
    { size: 3, rules: 8, count: true },
  ],
  normal: [
    { size: 2, rules: null, count: true },
    { size: 3, rules: null, count: true },
    { size: 4, rules: 16, count: false },
  ],
  full: [
    { size: 2, rules: null, count: true },
    { size: 3, rules: null, count: true },
    { size: 4, rules: null, count: true },
  ],
};

type Exact = Record<Size, ExactSelfSimilarity[]>;
type Edges = Partial<Record<Size, RuleEdge[][]>>;

/** The exact engine for elementary automata against Table I, against a direct search, and what its answers imply. */
export async function automataChecks(context: ProofContext): Promise<Check[]> {
  const started = processorTime();
  const exact = Object.fromEntries(
    sizes.map((size) => [size, rules.map((rule) => exactSelfSimilarity(rule, size))]),
  ) as Exact;
  const seconds = (processorTime() - started) / 1000;
  context.progress(0.1, 'exact answers for 256 rules');
  const edges: Edges = {};
  for (const { size } of direct[context.level]) {
    edges[size] = rules.map((rule) => edgesFrom(rule, size));
    await setImmediate();
  }
  context.progress(0.2, 'rule graphs');
  return [
    ...tableChecks(exact, seconds),
    ...triviaChecks(exact),
    ...(await directChecks(context, exact, edges)),
    ...compositionChecks(exact),
    ...patchChecks(),
    ...informationChecks(exact),
  ];
}

function tableChecks(exact: Exact, seconds: number): Check[] {
  const entries = tableOne.flatMap(({ rule, consistency }) =>
    sizes.map((size, i) => (consistency[i] === 0) === exact[size][rule].selfSimilar),
  );
  const found = rules.filter((rule) => sizes.some((size) => exact[size][rule].selfSimilar));
  const listed = new Set(tableOne.map(({ rule }) => rule));
  const source =
    'Table I: zero where self-similar; exact enumeration of all maps of one row and all contexts';
  return [
    near('oracle.tableI', entries.filter(Boolean).length, 63, 0, source),
    near('oracle.rules', found.length, 21, 0, 'Table I: rules self-similar at N = 2, 3 or 4, among all 256'),
    near(
      'oracle.rules.listed',
      found.filter((rule) => listed.has(rule)).length,
      21,
      0,
      'Table I: they are the rules it lists',
    ),
    atMost('oracle.seconds', seconds, longestOracle, 'processor time of N = 2, 3, 4 for 256 rules, one core'),
    ...knownCounts.map(({ size, rule, maps }) =>
      near(
        `oracle.maps.${rule}.N${size}`,
        exact[size][rule].maps,
        maps,
        0,
        'non-constant maps, by an enumeration in C outside this program',
      ),
    ),
  ];
}

function triviaChecks(exact: Exact): Check[] {
  return sizes.flatMap((size) => [
    near(
      `oracle.constants.N${size}`,
      exact[size].filter(({ selfSimilar, constantMaps }) => !selfSimilar && constantMaps > 0).length,
      knownConstants[size],
      0,
      'further rules that constant maps would pass, by an enumeration in C outside this program',
    ),
    near(
      `oracle.trivial.N${size}`,
      exact[size].filter(({ trivial }) => trivial).length,
      2,
      0,
      'rules 0 and 255: every macro state is constant after one step',
    ),
  ]);
}

async function directChecks(
  { level, seed, progress }: ProofContext,
  exact: Exact,
  edges: Edges,
): Promise<Check[]> {
  const checks: Check[] = [];
  const plans = direct[level];
  for (const [i, { size, rules: some, count }] of plans.entries()) {
    const chosen = some === null ? rules : sample(seed, some);
    let wrong = 0;
    for (const [done, rule] of chosen.entries()) {
      const { maps, fewest, into } = searchDirectly(rule, size, count);
      const { maps: found, bestConsistency } = exact[size][rule];
      const turned = new Int32Array(256);
      for (const { to, maps: by } of edges[size]?.[rule] ?? []) turned[to] = by;
      if (maps !== found || !into.every((by, to) => by === turned[to])) wrong++;
      else if (fewest !== null && fewest / 2 ** (3 * size) !== bestConsistency) wrong++;
      progress(
        0.2 + (0.8 * (i + done / chosen.length)) / plans.length,
        `direct search, N = ${size}: rule ${rule}`,
      );
      await setImmediate();
    }
    checks.push(
      near(
        `oracle.direct.N${size}`,
        wrong,
        0,
        0,
        `${chosen.length} rules: maps${count ? ', lowest consistency' : ''} and rules they turn into, against every map on contexts of the simulator`,
      ),
    );
  }
  return checks;
}

/** Rules of Table I that the answer differs for, and random ones. */
function sample(seed: number, count: number): number[] {
  const random = [...new RandomStream(seed, 'rules of the direct search').permutation(256)];
  return [...new Set([60, 85, 110, 150, 204, ...random])].slice(0, 5 + count);
}

function compositionChecks(exact: Exact): Check[] {
  const composed = rules.map((rule) => [...composedMaps(rule)].map((map) => projectionOf(map, 4, 'row')));
  const source = 'maps of N = 2 one after the other, for all 256 rules';
  const additive = [60, 90, 102, 150, 153, 165, 195];
  return [
    near(
      'oracle.composed.false',
      rules.reduce((sum, rule) => sum + composed[rule].filter((map) => !isConsistent(rule, map)).length, 0),
      0,
      0,
      `${source}: those that are not self-similar`,
    ),
    near(
      'oracle.composed.rules',
      rules.filter((rule) => composed[rule].length > 0).length,
      exact[4].filter(({ selfSimilar }) => selfSimilar).length,
      0,
      `${source}: rules of which they find maps of N = 4, against all rules that have any`,
    ),
    ...additive.map((rule) =>
      shown(
        `oracle.composed.${rule}`,
        composed[rule].length,
        `of ${exact[4][rule].maps} maps of N = 4 of an additive rule`,
      ),
    ),
  ];
}

function patchChecks(): Check[] {
  const found = rules
    .map((rule) => ({ rule, exact: exactSelfSimilarity(rule, 2, 'patch') }))
    .filter(({ exact }) => exact.selfSimilar);
  const different = found.filter(({ rule, exact }) =>
    differences(rule, exact.examples).some((value) => value > 1e-12),
  );
  return [
    near(
      'oracle.patch.N2',
      found.length,
      knownPatchRules,
      0,
      'rules with a map of 2 × 2 patches that is not constant on those that occur, by an enumeration in C outside this program',
    ),
    shown(
      'oracle.patch.trivial',
      found.filter(({ exact }) => exact.trivial).length,
      'of these rules have maps only whose macro state is constant after one step',
    ),
    shown(
      'oracle.patch.information',
      different.length,
      'of these rules have a map that changes effective information, as some macro contexts never occur and cannot be set',
    ),
  ];
}

/** Self-similarity implies equal effective information; the converse does not hold. */
function informationChecks(exact: Exact): Check[] {
  const everyMap = Array.from({ length: 14 }, (_, i) => projectionOf(i + 1, 2, 'row'));
  const others = rules.filter((rule) => !exact[2][rule].selfSimilar);
  const equal = others.filter((rule) => differences(rule, everyMap).some((value) => value < 1e-12));
  const source = 'Hoel, Albantakis and Tononi 2013; the cross-check that the paper’s discussion proposes';
  return [
    ...sizes.map((size) =>
      atMost(
        `oracle.information.N${size}`,
        Math.max(...rules.flatMap((rule) => differences(rule, exact[size][rule].examples.slice(0, 16)))),
        1e-12,
        `${source}: largest difference of micro and macro, in bits, under self-similar maps (the 16 plainest of every rule)`,
      ),
    ),
    shown(
      'oracle.information.others',
      equal.length,
      `of ${others.length} rules that are not self-similar at N = 2 have a map that keeps effective information all the same: it is necessary, not sufficient`,
    ),
  ];
}

/** Of the effective information of micro and macro mechanism, for every map. */
function differences(rule: number, projections: readonly Projection[]): number[] {
  const { micro, macro } = effectiveInformation(rule, projections);
  return macro.map(({ value }) => Math.abs(value - micro));
}
