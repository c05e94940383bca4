import type {
  AutomatonSurveyResult,
  Estimate,
  ScaleResult,
  SelfSimilarityResult,
} from '../../../../preload/contract/index.ts';
import { csvOf } from '../../../components/table-text.ts';
import type { EstimateRow } from '../../parts/EstimateTable.vue';
import { estimateText } from '../../../components/estimate.ts';
import { disagrees } from './survey-grid.ts';
import { restartCounts, scaleTitle, trivialWords, verdictWords } from './words.ts';

interface Quantity {
  name: string;
  title: string;
  symbol?: string;
  read: (scale: ScaleResult) => Estimate | null;
}

const exactly = (value: number | null | undefined): Estimate | null =>
  value === null || value === undefined ? null : { value, error: null };

/** What is known of every scale, in the order of the table. */
const quantities: readonly Quantity[] = [
  {
    name: 'consistency',
    title: 'Mean squared difference of f(P(X)) and the next P(X), Eq. 6',
    read: ({ consistency }) => consistency,
  },
  {
    name: 'variance',
    title: 'Variance of the macro states, which the consistency is measured against',
    read: ({ variance }) => variance,
  },
  { name: 'ratio', title: 'Consistency over variance', read: ({ ratio }) => ratio },
  {
    name: 'lowest exact',
    title: 'Lowest consistency of any map that is not constant, over all contexts equally',
    read: ({ exact }) => exactly(exact?.bestConsistency),
  },
  {
    name: 'reconstruction',
    title: 'Mean squared error of the decoder, Eq. 8',
    read: ({ reconstruction }) => reconstruction.error,
  },
  {
    name: 'not reconstructed',
    title: 'Share of the variance of the patches that the decoder leaves',
    read: ({ reconstruction }) => reconstruction.unexplained,
  },
  {
    name: 'D macro / D micro',
    title: 'Diffusion coefficients in units of their scale: 1 where T = S²',
    read: ({ diffusion }) => diffusion?.ratio ?? null,
  },
  {
    name: 'free: ratio',
    title: 'Consistency over variance with a macro rule of its own, trained with P',
    read: ({ free }) => free?.ratio ?? null,
  },
  {
    name: 'free: reconstruction',
    title: 'Mean squared error of the decoder with a macro rule of its own',
    read: ({ free }) => free?.reconstruction ?? null,
  },
  {
    name: 'EI micro / bit',
    title: 'Effective information of the micro rule',
    read: ({ effectiveInformation }) => exactly(effectiveInformation?.micro),
  },
  {
    name: 'EI macro / bit',
    title: 'Effective information of the macro rule that P induces',
    read: ({ effectiveInformation }) => exactly(effectiveInformation?.macro),
  },
];

/** Rows of the table of scales: quantities that some scale has. */
export function scaleRows({ scales }: SelfSimilarityResult): EstimateRow[] {
  return quantities.flatMap(({ name, title, read }) => {
    const estimates = scales.map(read);
    if (estimates.every((estimate) => estimate === null)) return [];
    return [{ name, title, cells: estimates.map((estimate) => estimate && { estimate }) }];
  });
}

/** Every scale as a line of CSV, each estimate with its error. */
export function scalesCsv({ scales }: SelfSimilarityResult): string {
  const columns: Record<string, (string | number)[]> = {
    S: scales.map(({ space }) => space),
    T: scales.map(({ time }) => time),
    verdict: scales.map(({ verdict }) => verdict),
    trivial: scales.map(({ trivial }) => trivial ?? ''),
  };
  for (const { name, read } of quantities) {
    const estimates = scales.map(read);
    if (estimates.every((estimate) => estimate === null)) continue;
    columns[name] = estimates.map((estimate) => estimate?.value ?? '');
    columns[`${name}, standard error`] = estimates.map((estimate) => estimate?.error ?? '');
  }
  columns['P'] = scales.map(({ map }) => map.projection?.table ?? '');
  const counts = scales.map(restartCounts);
  columns['restarts'] = counts.map(({ trained }) => trained.all);
  columns['trivial restarts'] = counts.map(({ trained }) => trained.trivial);
  columns['composed maps'] = counts.map(({ composed }) => composed.all);
  columns['exact self-similar'] = scales.map(({ exact }) => (exact ? String(exact.selfSimilar) : ''));
  columns['agrees'] = scales.map(({ agrees }) => (agrees === null ? '' : String(agrees)));
  return csvOf(columns);
}

const latexText = (text: string) => text.replaceAll(/[&%$#_{}]/g, (character) => `\\${character}`);
const latexValue = (estimate: Estimate | null) =>
  estimate === null
    ? '--'
    : `$${estimateText(estimate)
        .replaceAll('−', '-')
        .replaceAll('\u2009', '\\,')
        .replace('(–)', '')
        .replace(/e(-?\d+)$/, ' \\times 10^{$1}')}$`;

/** The table of scales as a LaTeX tabular: quantities down, scales across. */
export function scalesLatex(result: SelfSimilarityResult): string {
  const { scales } = result;
  const lines = [
    `\\begin{tabular}{l${'r'.repeat(scales.length)}}`,
    '\\hline',
    `${['', ...scales.map((scale) => `$${scaleTitle(scale)}$`)].join(' & ')} \\\\`,
    '\\hline',
    `${['verdict', ...scales.map(({ verdict }) => verdictWords[verdict].words.toLowerCase())].join(' & ')} \\\\`,
    ...scaleRows(result).map(
      ({ name, cells }) =>
        `${[latexText(name), ...cells.map((cell) => latexValue(cell?.estimate ?? null))].join(' & ')} \\\\`,
    ),
    '\\hline',
    '\\end{tabular}',
  ];
  return `${lines.join('\n')}\n`;
}

/** A survey as CSV, a line for every rule and group size. */
export function surveyCsv({ cells }: AutomatonSurveyResult): string {
  return csvOf({
    rule: cells.map(({ rule }) => rule),
    N: cells.map(({ size }) => size),
    'exact self-similar': cells.map(({ exact }) => String(exact.selfSimilar)),
    'exact trivial': cells.map(({ exact }) => String(exact.trivial)),
    'non-constant maps': cells.map(({ exact }) => exact.maps),
    'exact lowest consistency': cells.map(({ exact }) => exact.bestConsistency ?? ''),
    'network self-similar': cells.map(({ network }) => (network ? String(network.selfSimilar) : '')),
    'network consistency': cells.map(({ network }) => network?.consistency ?? ''),
    'consistent restarts': cells.map(({ network }) => network?.consistent ?? ''),
    'constant restarts': cells.map(({ network }) => network?.constant ?? ''),
    restarts: cells.map(({ network }) => network?.restarts ?? ''),
    composed: cells.map(({ network }) => (network ? String(network.composed) : '')),
    disagree: cells.map((cell) => String(disagrees(cell) ?? '')),
    paper: cells.map(({ paper }) => paper ?? ''),
  });
}

/** What a restart ended with, for its tooltip. */
export function restartWords(restart: ScaleResult['restarts'][number]): string {
  const { consistency, reconstruction, trivial, origin, projection } = restart;
  const parts = [
    trivial === null ? `consistency ${consistency}` : trivialWords[trivial],
    `reconstruction ${Number(reconstruction.toPrecision(3))}`,
    ...(origin === 'composed' ? ['composed'] : []),
    ...(projection === null
      ? []
      : [`P ${projection.length > 32 ? `${projection.slice(0, 32)}…` : projection}`]),
  ];
  return parts.join(', ');
}
