import { expect, it } from 'vitest';
import { tableLatex } from '../../../../../renderer/components/export/latex.ts';
import { tableCsv } from '../../../../../renderer/components/export/table-csv.ts';
import { compare } from '../../../../../renderer/labs/upscaling/measure/comparison.ts';
import { named } from '../../../../../renderer/labs/upscaling/measure/named.ts';
import { comparisonColumns } from '../../../../../renderer/labs/upscaling/measure/comparison-columns.ts';
import { estimate, level, measurement, observables } from '../measurements.ts';

const comparison = compare(
  named([
    {
      run: { id: 'a' },
      measurement: measurement({
        title: 'k = 7, 100% χ',
        levels: [
          level(64, {
            observables: observables({ chi: estimate(1582.41, 1.2), e: estimate(1.42, null) }),
            exact: { e: 1.4, c: 11.2881 },
          }),
        ],
      }),
    },
  ]),
  [64],
);

it('is a row for each quantity with its reference and every ensemble, in full precision', () => {
  const [head, chi, ...lines] = tableCsv(comparisonColumns(comparison)).trimEnd().split('\r\n');
  expect(head).toBe(
    'L,quantity,reference,reference value,"k = 7, 100% χ","k = 7, 100% χ, standard error","k = 7, 100% χ, distance / standard errors"',
  );
  expect(chi).toBe('64,χ,,,1582.41,1.2,');
  expect(lines.at(-1)).toBe('64,e,exact,1.4,1.42,,');
});

it('has the distance from the reference in standard errors where there are some', () => {
  const columns = comparisonColumns(
    compare(
      named([
        {
          run: { id: 'a' },
          measurement: measurement({
            title: 'k = 7',
            levels: [
              level(64, {
                observables: observables({ e: estimate(1.42, 0.01) }),
                exact: { e: 1.4, c: 11.2881 },
              }),
            ],
          }),
        },
      ]),
      [64],
    ),
  );
  const distances = columns.find(({ title }) => title === 'k = 7, distance');
  expect(distances?.unit).toBe('standard errors');
  expect(distances?.values[columns[1]!.values.indexOf('e')]).toBeCloseTo(2);
});

it('is a LaTeX table that compiles: errors in parentheses, special characters escaped', () => {
  const latex = tableLatex(comparisonColumns(comparison));
  expect(latex).toContain('\\begin{tabular}{rllrrr}');
  expect(latex).toContain('k = 7, 100\\% $\\chi$');
  expect(latex).toContain('$64$ & $\\chi$ & -- & -- & $1582.4(12)$ & -- \\\\');
  expect(latex).toContain('$64$ & $e$ & exact & $1.4$ & $1.42$ & -- \\\\');
});
