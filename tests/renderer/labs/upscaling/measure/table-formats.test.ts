import { expect, it } from 'vitest';
import { compare } from '../../../../../renderer/labs/upscaling/measure/comparison.ts';
import { named } from '../../../../../renderer/labs/upscaling/measure/named.ts';
import {
  comparisonCsv,
  comparisonLatex,
} from '../../../../../renderer/labs/upscaling/measure/table-formats.ts';
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

it('writes one line of CSV for each quantity, with the distance from its reference', () => {
  const [head, chi, ...lines] = comparisonCsv(comparison).trimEnd().split('\r\n');
  expect(head).toContain('L,quantity,ensemble,value,standard error,reference');
  expect(chi).toBe('64,χ,"k = 7, 100% χ",1582.41,1.2,,,,,');
  const energy = lines.at(-1)!.split(',');
  expect(energy.slice(-6, -1)).toEqual(['', 'exact', '1.4', '', '']);
  expect(Number(energy.at(-1))).toBeCloseTo(100 * (0.02 / 1.4));
});

it('writes a LaTeX table that compiles: errors in parentheses, special characters escaped', () => {
  const latex = comparisonLatex(comparison);
  expect(latex).toContain('\\begin{tabular}{lrr}');
  expect(latex).toContain('k = 7, 100\\% $\\chi$');
  expect(latex).toContain('$\\chi$ & -- & $1582.4(12)$ \\\\');
  expect(latex).toContain('$e$ & $1.4$ & $1.42$ \\\\');
});
