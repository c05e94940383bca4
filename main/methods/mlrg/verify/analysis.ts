import {
  mlrgAnalysisSpec,
  type CriticalMethod,
  type RgAnalysis,
} from '../../../../preload/contract/index.ts';
import type { StoredModel } from '../../context.ts';
import { near } from '../../checks.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { analyseMap } from '../analysis/analysis.ts';
import { PieceBook } from '../analysis/piece-book.ts';

const independent = 'independent exact enumeration';
/** J0* of the exact map of A1. */
const critical = 0.81392;
const shipped = 'pretrained/mlrg-a1';
/** Long enough that the flow from every point of the scan has come to its phase. */
const scan = { points: 25, flowSteps: 24 };

type Analysis = Awaited<ReturnType<typeof analyseMap>>;

/** The analysis as an experiment runs it, on threads: of the exact and the learned map of A1, and of A1+E where the flow is no gradient. */
export async function analysisChecks(context: ProofContext): Promise<Check[]> {
  const exact = await analyse(context, [0, 0.2], { ...scan });
  const model = await context.model(shipped);
  const learned = await analyse(context, [0.2, 0.6], { map: { type: 'learned', model: shipped } }, model);
  const many = await analyse(context, [0.6, 1], {
    map: { type: 'exact', symmetry: { spin: 'A1+E' } },
    points: 13,
    flowSteps: 4,
    resolution: 0,
    restarts: context.level === 'quick' ? 2 : 8,
  });
  return [...exactChecks(exact), ...learnedChecks(learned.analysis), ...curlChecks(many.analysis)];
}

async function analyse(
  { pool, progress }: ProofContext,
  [from, to]: readonly [number, number],
  document: Record<string, unknown>,
  model: StoredModel | null = null,
): Promise<Analysis> {
  const spec = mlrgAnalysisSpec.parse({ kind: 'mlrg-analysis', ...document });
  const book = new PieceBook({ pool, breathe: () => Promise.resolve() }, (stage, fraction) =>
    progress(from + (to - from) * 0.9 * fraction, `analysis: ${stage}`),
  );
  return await analyseMap(spec, model, book);
}

function exactChecks({ analysis, scan: { x, paths } }: Analysis): Check[] {
  const methods: [CriticalMethod, string][] = [
    ['bisection', 'bisection on the phase'],
    ['degeneracy', 'crossing of Z after the last two steps'],
    ['fixed-point', 'Newton on the map'],
  ];
  const point = criticalPoint(analysis);
  const last = analysis.scan[analysis.scan.length - 1].degeneracy.value;
  const mislabelled = paths.filter(
    ({ phase }, i) => phase !== (x[i] < critical ? 'disordered' : 'ordered'),
  ).length;
  return [
    ...methods.map(([method, how]) =>
      near(
        `analysis.A1.${method}`,
        criticalOf(analysis, method),
        critical,
        1e-4,
        `J0* by ${how}; ${independent}`,
      ),
    ),
    near('analysis.A1.yt', point?.relevant?.value, 0.8804, 2e-4, `ln λ / ln √2; ${independent}`),
    near('analysis.A1.curl', point?.curl, 0, 0, 'a single coupling is a gradient flow'),
    near(
      'analysis.A1.phases',
      mislabelled,
      0,
      0,
      `wrong phases of ${x.length} bare couplings on both sides of J0*`,
    ),
    near('analysis.A1.Z.disordered', last[0], 1, 1e-3, `Z at the end of the flow from J0 = ${x[0]}`),
    near(
      'analysis.A1.Z.ordered',
      last[x.length - 1],
      2,
      1e-3,
      `Z at the end of the flow from J0 = ${x[x.length - 1]}`,
    ),
  ];
}

/** Beside the exact map: a learned one is as good as its training, 1%. */
function learnedChecks(analysis: Analysis['analysis']): Check[] {
  const point = criticalPoint(analysis);
  const exact = `exact map; spread of ${analysis.map.members} shipped trainings as the interval`;
  const methods: CriticalMethod[] = ['bisection', 'monotone', 'degeneracy', 'fixed-point'];
  return [
    ...methods.map((method) => {
      const found = estimateOf(analysis, method);
      return {
        ...near(`analysis.learned.A1.${method}`, found?.value, critical, 0.01 * critical, `J0*; ${exact}`),
        ...intervalOf(found),
      };
    }),
    {
      ...near('analysis.learned.A1.yt', point?.relevant?.value, 0.8804, 0.1, `ln λ / ln √2; ${exact}`),
      ...intervalOf(point?.relevant),
    },
    near('analysis.learned.A1.curl', point?.curl, 0, 0, 'a single coupling is a gradient flow'),
  ];
}

/** For more components the exact flow is no gradient, and its J0* is far from that of the lattice model. */
function curlChecks(analysis: Analysis['analysis']): Check[] {
  const point = criticalPoint(analysis);
  const curl = point?.curl ?? Number.NaN;
  return [
    {
      id: 'analysis.A1+E.curl',
      measured: curl,
      reference: '0.55 to 0.66',
      tolerance: 'within',
      pass: curl >= 0.55 && curl <= 0.66,
      source: `‖antisymmetric part‖ / ‖dJ′/dJ‖ at the critical fixed point; ${independent}`,
    },
    near(
      'analysis.A1+E.critical',
      criticalOf(analysis, 'bisection'),
      0.4,
      0.01,
      `J0* by bisection; ${independent}`,
    ),
    near('analysis.A1+E.residual', point?.residual, 0, 1e-8, '|J′ − J| at the critical fixed point'),
  ];
}

const criticalPoint = ({ fixedPoints }: Pick<RgAnalysis, 'fixedPoints'>) =>
  fixedPoints.find(({ name }) => name === 'critical');

const estimateOf = (analysis: Pick<RgAnalysis, 'critical'>, method: CriticalMethod) =>
  analysis.critical.findLast((estimate) => estimate.method === method)?.value;

const criticalOf = (analysis: Pick<RgAnalysis, 'critical'>, method: CriticalMethod) =>
  estimateOf(analysis, method)?.value;

function intervalOf(
  estimate: { value: number; error: number | null } | null | undefined,
): Pick<Check, 'interval'> {
  if (!estimate || estimate.error === null) return {};
  const { value, error } = estimate;
  return { interval: [value - 1.96 * error, value + 1.96 * error] };
}
