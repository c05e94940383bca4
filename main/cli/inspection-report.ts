import type {
  ArrayDifference,
  ComparedArray,
  FileInspection,
  FileNode,
  FileReading,
} from '../../preload/contract/index.ts';
import { digits, table } from './table.ts';

const extentOf = (shape: readonly number[]) => shape.join('×') || 'scalar';

/** How each reading is followed up on the command line. */
const nextSteps: Partial<Record<FileReading, string>> = {
  spins: 'Measure the spins with --as spins.',
  spacetime: 'Look for self-similarity with --as spacetime.',
  particles: 'Look for self-similarity with --as spacetime --axes time,particle,component.',
  'pattern-fields': 'Find parameters that grow it: macroscope design --pattern FILE.',
  'pattern-picture': 'Find parameters that grow it: macroscope design --pattern FILE.',
  experiment: 'Run it: macroscope run FILE.',
  run: 'Take it into the workspace: macroscope import FILE.',
};

/** What a file is: description, readings, its arrays, groups and data sets. The guess comes first among the readings. */
export function inspectionReport(found: FileInspection): string {
  const lines = [
    `${found.name}: ${found.description}`,
    `Taken for: ${found.guess}. It can be used as: ${found.readings.join(', ')}.`,
  ];
  let report = `${lines.join('\n')}\n`;
  if (found.arrays.length > 0) {
    const rows = found.arrays.map(({ name, shape, type, min, max, mean, notFinite }) => [
      name,
      extentOf(shape),
      type,
      ...[min, max, mean].map(digits),
      String(notFinite),
    ]);
    report += table(['array', 'shape', 'type', 'min', 'max', 'mean', 'not finite'], rows);
  }
  if (found.format === 'hdf5' && found.tree !== undefined) report += treeLines(found.tree, found, '  ');
  const next = nextSteps[found.guess];
  return next === undefined ? report : `${report}${next}\n`;
}

/** Groups and data sets, a line each, indented as they lie in each other. */
function treeLines(nodes: readonly FileNode[], found: FileInspection, indent: string): string {
  return nodes
    .map(({ path, array, passedOver, attributes = {}, children = [] }) => {
      const name = path.split('/').findLast((part) => part !== '') ?? path;
      const summary = array === undefined ? undefined : found.arrays[array];
      const what = summary === undefined ? '' : `  ${extentOf(summary.shape)} ${summary.type}`;
      const why = passedOver === undefined ? '' : `  not read: ${passedOver}`;
      const facts = Object.entries(attributes).map(([key, value]) => `${key} = ${value}`);
      const more = facts.length === 0 ? '' : `  (${facts.join(', ')})`;
      return `${indent}${name}${what}${why}${more}\n${treeLines(children, found, `${indent}  `)}`;
    })
    .join('');
}

const facts: readonly [title: string, of: (array: ComparedArray) => string][] = [
  ['array', ({ array }) => array],
  ['shape', ({ shape }) => extentOf(shape)],
  ['type', ({ type }) => type],
  ['values', ({ values }) => String(values)],
  ['not finite', ({ notFinite }) => String(notFinite)],
  ['min', ({ min }) => digits(min)],
  ['max', ({ max }) => digits(max)],
  ['mean', ({ mean }) => digits(mean)],
  ['standard deviation', ({ deviation }) => digits(deviation)],
];
const differences: readonly [title: string, of: (difference: ArrayDifference) => string][] = [
  ['max |Δ|', ({ largest }) => digits(largest)],
  ['at', ({ at, largest }) => (at === null || largest === 0 ? '–' : `[${at.join(', ')}]`)],
  ['rms Δ', ({ rms }) => digits(rms)],
  ['correlation', ({ correlation }) => (Number.isNaN(correlation) ? '–' : correlation.toFixed(6))],
  ['values that differ', ({ unequal }) => String(unequal)],
];

/** Arrays side by side, a column each, with their differences from the first; reasons why there are none below. */
export function comparisonReport(arrays: readonly ComparedArray[]): string {
  const differ = arrays.some(({ difference }) => difference !== null && typeof difference !== 'string');
  const rows = [
    ...facts.map(([title, of]) => [title, ...arrays.map(of)]),
    ...(differ
      ? differences.map(([title, of]) => [
          title,
          ...arrays.map(({ difference }) =>
            difference === null || typeof difference === 'string' ? '–' : of(difference),
          ),
        ])
      : []),
  ];
  const reasons = arrays.flatMap(({ file, difference }) =>
    typeof difference === 'string' ? [`No difference of ${file}: ${difference}.\n`] : [],
  );
  return `${table(['', ...arrays.map(({ file }) => file)], rows)}${reasons.join('')}`;
}
