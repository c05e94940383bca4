import type { CriticalEstimate, MlrgAnalysisSpec, RgAnalysis } from '../../../../preload/contract/index.ts';
import type { StoredModel } from '../../context.ts';
import { exactCriticalOf } from '../reference/exact-values.ts';
import { criticalCouplings } from './critical-couplings.ts';
import { flowDiagram, isCritical } from './flow-diagram.ts';
import type { Solver } from './piece-book.ts';
import { fixedPoints, type FoundPoint } from './point-search.ts';
import { betaCurves, exactBeta, scanBareAxis, scanCurves, type Scan } from './scan.ts';
import { Study } from './study.ts';

/** Everything read off a renormalization map, with the flows of the scan. `model` belongs to a spec with a learned map. */
export async function analyseMap(
  spec: MlrgAnalysisSpec,
  model: StoredModel | null,
  solver: Solver,
): Promise<{ analysis: Omit<RgAnalysis, 'seconds'>; scan: Scan }> {
  const study = new Study(spec, model, solver);
  noteSpread(study);
  const scan = await scanBareAxis(study);
  const critical = await criticalCouplings(study, scan);
  const best = bestOf(critical);
  const points = await fixedPoints(study, scan, best?.value.value ?? null);
  if (study.space.couplings.length === 1) critical.push(...fixedPointEstimates(points));
  noteDivergence(study, best);
  return {
    scan,
    analysis: {
      map: { type: study.map.type, title: study.title, members: study.members.length },
      symmetry: study.space.settings,
      couplings: study.space.couplings.map(({ name }) => name),
      exactCritical: exactCriticalOf(study.space),
      ...betaCurves(scan),
      exactBeta: await exactBeta(study, scan.x),
      scan: scanCurves(scan),
      critical,
      fixedPoints: points.map(({ point }) => point),
      ...(await flowDiagram(study, points)),
      notes: study.notes,
    },
  };
}

/** The first of the methods that found one; of the crossings of Z the last. */
function bestOf(critical: readonly CriticalEstimate[]): CriticalEstimate | undefined {
  const [first] = critical;
  return first?.method === 'degeneracy' ? critical[critical.length - 1] : first;
}

/** Of a single coupling the unstable fixed point is the critical coupling itself. */
function fixedPointEstimates(points: readonly FoundPoint[]): CriticalEstimate[] {
  return points
    .map(({ point }) => point)
    .filter(isCritical)
    .map(({ couplings, errors, bits }) => ({
      method: 'fixed-point',
      title: 'unstable fixed point of the map',
      value: { value: couplings[0], error: errors?.[0] ?? null },
      bits,
    }));
}

/** Steps that lose more, in bits, do not stand for the lattice model any longer. */
const much = 0.1;

function noteDivergence({ notes }: Study, best: CriticalEstimate | undefined): void {
  const bits = best?.bits ?? 0;
  if (bits < much) return;
  notes.push(
    `Steps of the flow from J0* lose up to ${bits.toPrecision(2)} bits (D_KL between teacher and student): one hidden spin can't mediate what the visible ones know of each other, and J0* is that of the map, not of the lattice model.`,
  );
}

function noteSpread({ learned, members, notes }: Study): void {
  if (!learned) {
    notes.push('The exact map has no statistical error; what it is uncertain by is D_KL of its steps.');
  } else if (members.length < 2) {
    notes.push('There is one training only, hence no spread to tell an error from.');
  } else {
    notes.push(
      `Values belong to the mean of C over ${members.length} independent trainings, errors are the standard deviation over the trainings.`,
    );
  }
}
