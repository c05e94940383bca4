import type { RgAnalysis } from '../../../../preload/contract/index.ts';
import type { ExperimentKind } from '../../context.ts';
import { analyseMap } from './analysis.ts';
import { PieceBook } from './piece-book.ts';
import { planeArrays, scanTable } from './tables.ts';

/** Where in the whole a stage begins and ends, by about what it costs; stages that are not named are quick. */
const shares: Record<string, [from: number, to: number]> = {
  scan: [0, 0.35],
  bisection: [0.35, 0.42],
  'maximum of C': [0.42, 0.45],
  'crossings of Z': [0.45, 0.55],
  'fixed points': [0.55, 0.65],
  'flow diagram': [0.7, 1],
};

export const mlrgAnalysis: ExperimentKind<'mlrg-analysis'> = {
  kind: 'mlrg-analysis',
  title: 'Analysis of a renormalization map',
  description:
    'Critical couplings, fixed points, scaling dimensions, degeneracy and the flow diagram of an exact or learned map.',
  lane: 'batch',
  async run(context) {
    const { spec } = context;
    const model = spec.map.type === 'learned' ? await context.model(spec.map.model) : null;
    let reached = 0;
    const progress = (stage: string, fraction: number) => {
      const [from, to] = shares[stage] ?? [reached, reached];
      reached = from + fraction * (to - from);
      context.progress(reached, stage);
    };
    const book = new PieceBook(context, progress, context.restore());
    const { analysis, scan } = await analyseMap(spec, model, book);
    const result: RgAnalysis = { ...analysis, seconds: book.seconds };
    for (const note of result.notes) context.log(note);
    await context.artifact('scan.csv', { type: 'text', mime: 'text/csv', text: scanTable(result, scan) });
    const plane = planeArrays(result);
    if (plane) await context.artifact('plane.npz', { type: 'arrays', arrays: plane });
    await context.artifact('analysis.json', { type: 'json', value: result });
    context.summary(summaryOf(result));
    context.progress(1, 'done');
  },
};

/** Numbers for lists of runs. */
function summaryOf({ critical, fixedPoints, exactCritical, seconds }: RgAnalysis): Record<string, number> {
  // Crossings of Z alone need not converge.
  const best = critical.find(({ method }) => method !== 'degeneracy');
  const point = fixedPoints.find(({ name }) => name.startsWith('critical'));
  return {
    ...(best ? { critical: best.value.value } : {}),
    ...(best?.bits === null || best === undefined ? {} : { bits: best.bits }),
    ...(exactCritical === null ? {} : { exact: exactCritical }),
    ...(point?.relevant ? { yt: point.relevant.value } : {}),
    ...(point ? { degeneracy: point.degeneracy.value } : {}),
    seconds,
  };
}
