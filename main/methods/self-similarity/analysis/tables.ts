import { nameOfScale, type Estimate, type SelfSimilarityResult } from '../../../../preload/contract/index.ts';
import { writeCsv } from '../../../data/csv.ts';

/** scales.csv: a line for every scale. */
export function scaleTable({ scales }: SelfSimilarityResult): string {
  const columns = [
    'scale',
    'S',
    'T',
    'verdict',
    ...withError('consistency'),
    ...withError('variance'),
    ...withError('consistency/variance'),
    ...withError('reconstruction'),
    ...withError('unexplained share'),
    'trivial',
    'map',
    'exact maps',
    'agrees',
    ...withError('free consistency/variance'),
    ...withError('D macro/D micro'),
  ];
  const rows = scales.map((scale) => [
    nameOfScale(scale),
    scale.space,
    scale.time,
    scale.verdict,
    ...cells(scale.consistency),
    ...cells(scale.variance),
    ...cells(scale.ratio),
    ...cells(scale.reconstruction.error),
    ...cells(scale.reconstruction.unexplained),
    scale.trivial ?? '',
    scale.map.projection?.table ?? '',
    scale.exact?.maps ?? '',
    scale.agrees ?? '',
    ...cells(scale.free?.ratio),
    ...cells(scale.diffusion?.ratio),
  ]);
  return writeCsv(columns, rows);
}

const withError = (name: string) => [name, `${name} error`];

const cells = (estimate: Estimate | undefined): (number | string)[] => [
  estimate?.value ?? '',
  estimate?.error ?? '',
];

/** Numbers for lists of runs. */
export function summaryOf({
  rules,
  scales,
  exponent,
  seconds,
}: SelfSimilarityResult): Record<string, number> {
  const ratios = scales.map((scale): [string, number] => [`ratio ${nameOfScale(scale)}`, scale.ratio.value]);
  return Object.fromEntries(
    (
      [
        ['f error', rules[0].error.value],
        ...ratios,
        ['self-similar scales', scales.filter(({ verdict }) => verdict === 'self-similar').length],
        ...(exponent === null ? [] : [['z', exponent.z.value]]),
        ['seconds', seconds],
      ] as [string, number][]
    ).filter(([, value]) => Number.isFinite(value)),
  );
}
