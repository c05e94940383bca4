import { describe, expect, it } from 'vitest';
import {
  blockStarts,
  componentName,
  componentTex,
  expressionTex,
  matrixTex,
  numberMatrixTex,
  patternTex,
} from '../../../../../renderer/labs/renormalization/parts/matrices.ts';
import { vectorDescription } from '../descriptions.ts';

const { components } = vectorDescription.spin;
const two = [
  { irrep: 'A1' as const, copy: 1, index: 0 },
  { irrep: 'A1' as const, copy: 2, index: 0 },
];

describe('matrices in KaTeX', () => {
  it('are those of Eq. 17, with lines between the irreducible representations', () => {
    expect(
      patternTex(vectorDescription.pattern[0]!, components).replaceAll('\\textcolor{gray}{0}', '0'),
    ).toBe(
      String.raw`\left[\begin{array}{c|cc} J_{0} & J_{1} & 0 \\ \hline J_{2} & J_{3} & 0 \\ 0 & 0 & J_{4} \end{array}\right]`,
    );
  });

  it('have lines between copies of one representation, none within E', () => {
    expect(blockStarts(components)).toEqual([1]);
    expect(blockStarts(two)).toEqual([1]);
    expect(matrixTex([['a']])).toBe(String.raw`\left[\begin{array}{c} a \end{array}\right]`);
  });

  it('write signed names and sums', () => {
    expect(expressionTex('−J4')).toBe('-J_{4}');
    expect(expressionTex('J1 + J12')).toBe('J_{1} + J_{12}');
  });

  it('write numbers with a plain minus, no digits beyond those asked for, zeros grey', () => {
    expect(numberMatrixTex([[-1, 0.33333]], { digits: 2 })).toBe(
      String.raw`\left[\begin{array}{cc} -1 & 0.33 \end{array}\right]`,
    );
    expect(numberMatrixTex([[-0.0001]])).toContain('\\textcolor{gray}{0}');
  });
});

describe('names of components', () => {
  it('count copies only where there are several', () => {
    expect(components.map((one) => componentName(one, components))).toEqual(['A1', 'E, x', 'E, y']);
    expect(two.map((one) => componentName(one, two))).toEqual(['A1 no. 1', 'A1 no. 2']);
    expect(components.map((one) => componentTex(one, components))).toEqual(['A_1', 'E_x', 'E_y']);
    expect(componentTex(two[1]!, two)).toBe('A_1^{(2)}');
  });
});
