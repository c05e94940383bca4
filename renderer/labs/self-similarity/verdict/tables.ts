import type {
  AutomatonSurveyResult,
  Estimate,
  ScaleResult,
  SelfSimilarityResult,
} from '../../../../preload/contract/index.ts';
import { plainColumns, type TableColumn } from '../../../components/export/table.ts';
import type { EstimateRow } from '../../parts/EstimateTable.vue';
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

/** All that is known of every scale as columns of a table: quantities down, scales across. */
export function scaleColumns(result: SelfSimilarityResult): TableColumn[] {
  const { scales } = result;
  const estimates = scaleRows(result);
  const counts = scales.map(restartCounts);
  const facts: { name: string; values: (string | number)[] }[] = [
    { name: 'restarts', values: counts.map(({ trained }) => trained.all) },
    { name: 'trivial restarts', values: counts.map(({ trained }) => trained.trivial) },
    { name: 'composed maps', values: counts.map(({ composed }) => composed.all) },
    { name: 'P', values: scales.map(({ map }) => map.projection?.table ?? '') },
    {
      name: 'exact self-similar',
      values: scales.map(({ exact }) => (exact ? String(exact.selfSimilar) : '')),
    },
    { name: 'agrees', values: scales.map(({ agrees }) => (agrees === null ? '' : String(agrees))) },
  ].filter(({ values }) => values.some((value) => value !== ''));
  const before = ['verdict', 'trivial'];
  const heading = {
    title: 'quantity',
    values: [...before, ...estimates.map(({ name }) => name), ...facts.map(({ name }) => name)],
  };
  return [
    heading,
    ...scales.map((scale, index): TableColumn => {
      const cells = estimates.map(({ cells: row }) => row[index]?.estimate ?? null);
      return {
        title: scaleTitle(scale),
        latex: scaleTitle(scale),
        values: [
          verdictWords[scale.verdict].words.toLowerCase(),
          scale.trivial,
          ...cells.map((estimate) => estimate?.value),
          ...facts.map(({ values }) => values[index]),
        ],
        errors: [null, null, ...cells.map((estimate) => estimate?.error)],
      };
    }),
  ];
}

/** A survey as columns of a table, a row for every rule and group size. */
export function surveyColumns({ cells }: AutomatonSurveyResult): TableColumn[] {
  return plainColumns({
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
