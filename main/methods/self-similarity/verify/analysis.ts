import {
  selfSimilaritySpec,
  type ScaleResult,
  type SelfSimilarityResult,
  type ShapedArray,
} from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { ElementaryAutomaton } from '../../../physics/cellular-automata/elementary.ts';
import { automatonStart } from '../../../physics/cellular-automata/start.ts';
import { atLeast, atMost, near, shown } from '../../checks.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { analyse } from '../analysis/analysis.ts';
import { tableOne } from '../automata/exact/table-one.ts';

/** Rules of the paper's Fig. 3 and Table I: self-similar at N = 2 and 4, at 3 alone, and at 2 and 4. */
const rules = [60, 85, 90];
const sizes = [2, 3, 4];

/**
 * The analysis as a user runs it, from series in space and time alone: rules 60, 85 and 90 as own data, rule 90 from a single cell, diffusion as a
 * built-in system. Figures go through everything from the input array to the verdict.
 */
export async function analysisChecks(context: ProofContext): Promise<Check[]> {
  const checks: Check[] = [];
  const parts = [...rules.map((rule) => async () => await ruleChecks(rule, context)), singleCell, diffusion];
  for (const [index, part] of parts.entries()) {
    context.progress(index / parts.length, 'analysis of series, end to end');
    checks.push(...(await part(context)));
  }
  return checks;
}

/** From the input array to result.json, never interrupted. */
async function resultOf(
  document: Record<string, unknown>,
  input?: ShapedArray,
): Promise<SelfSimilarityResult> {
  const spec = selfSimilaritySpec.parse({ kind: 'self-similarity', ...document });
  const { result } = await analyse(spec, input, {
    spec,
    restore: () => null,
    breathe: async () => {},
    progress: () => {},
    metric: () => {},
    frame: () => {},
  });
  return result;
}

const ratio = ({ diffusion: spread }: ScaleResult) => spread?.ratio.value;

/** [1, times, 1, 1, width]. */
function seriesOfRule(rule: number, start: Uint8Array, times: number): ShapedArray<Float32Array> {
  const cells = new ElementaryAutomaton(rule, start.length).history(start, times - 1);
  return { shape: [1, times, 1, 1, start.length], data: Float32Array.from(cells) };
}

async function ruleChecks(rule: number, { seed }: ProofContext): Promise<Check[]> {
  const start = automatonStart(240, 'random', 0.5, new RandomStream(seed, `verify/rule-${rule}`));
  const series = seriesOfRule(rule, start, 96);
  const { rules: learnt, scales } = await resultOf({ seed, system: { type: 'data' } }, series);
  const paper = tableOne.find((entry) => entry.rule === rule)!.consistency;
  const asPaper = scales.filter(
    ({ verdict }, index) => (verdict === 'self-similar') === (paper[index] === 0),
  ).length;
  const source = `Table I, rule ${rule}, from 96 steps of 240 random cells`;
  return [
    near(`analysis.rule${rule}.learnt`, learnt[0].table?.rule ?? Number.NaN, rule, 0, source),
    near(`analysis.rule${rule}.verdicts`, asPaper, sizes.length, 0, `${source}: N = 2, 3, 4 as in the paper`),
    near(
      `analysis.rule${rule}.agrees`,
      scales.filter(({ agrees }) => agrees).length,
      sizes.length,
      0,
      'enumeration of all maps of N = 2, 3 and 4 cells',
    ),
  ];
}

/** The picture everybody has of rule 90; contexts with two neighbours of 1 are missing in it. */
async function singleCell({ seed }: ProofContext): Promise<Check[]> {
  const start = Uint8Array.from({ length: 128 }, (_, x) => Number(x === 64));
  const { scales, rules: learnt } = await resultOf(
    { seed, system: { type: 'data' } },
    seriesOfRule(90, start, 64),
  );
  const unseen = learnt[0].table?.seen.filter((count) => count === 0).length ?? Number.NaN;
  return [
    near(
      'analysis.single-cell.unseen',
      unseen,
      3,
      0,
      'rule 90 from one cell: no two neighbours are 1 together',
    ),
    ...scales.map(({ space, verdict }) =>
      near(
        `analysis.single-cell.N${space}`,
        Number(verdict === 'self-similar'),
        space === 3 ? 0 : 1,
        0,
        'Table I, rule 90, on 64 steps of 128 cells from a single one',
      ),
    ),
  ];
}

async function diffusion({ seed, level }: ProofContext): Promise<Check[]> {
  // P of least squares hardly depends on where it starts.
  const document = {
    seed,
    system: { type: 'diffusion' },
    free: level !== 'quick',
    ...(level === 'quick' ? { coarseGraining: { restarts: 2 } } : {}),
  };
  const { scales, rules: learnt, exponent } = await resultOf(document);
  const at = (space: number, time: number) =>
    scales.find((scale) => scale.space === space && scale.time === time)!;
  const right = at(2, 4);
  const tail = 'Sec. III B and Fig. 4c, analytic, delta start held out, trained on random starts';
  return [
    atMost('analysis.diffusion.f', learnt[0].error.value, 1e-6, `test MSE of f, k = 7; ${tail}`),
    atMost('analysis.diffusion.ratio2x4', right.ratio.value, 1e-4, `consistency over variance; ${tail}`),
    atLeast(
      'analysis.diffusion.wrong-scaling',
      Math.min(at(2, 2).ratio.value, at(2, 8).ratio.value) / right.ratio.value,
      100,
      'consistency over variance at T = 2 and 8 over that at T = 4, S = 2',
    ),
    near('analysis.diffusion.D2x4', ratio(right), 1, 1e-3, 'D macro over D micro; T = S² keeps it'),
    near('analysis.diffusion.D3x9', ratio(at(3, 9)), 1, 1e-3, 'D macro over D micro; T = S² keeps it'),
    near('analysis.diffusion.D2x2', ratio(at(2, 2)), 0.5, 1e-3, 'T/S² = 1/2'),
    near('analysis.diffusion.D2x8', ratio(at(2, 8)), 2, 2e-3, 'T/S² = 2'),
    near(
      'analysis.diffusion.z',
      exponent?.z.value,
      2,
      0.3,
      'scan of T = 2, 4, 8 at S = 2; z = 2 of diffusion',
    ),
    ...(right.free === null
      ? []
      : [
          shown(
            'analysis.diffusion.free2x4',
            right.free.ratio.value / right.ratio.value,
            'consistency over variance of free macro dynamics over that of the shared rule; shown only',
          ),
        ]),
  ];
}
