import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latexNumber, latexText, tableLatex } from '../../../../renderer/components/export/latex.ts';

/** What TeX prints of words made of printable ASCII: the other way round, piece by piece, so that nothing is taken for two things. */
function printed(latex: string): string {
  const names: Record<string, string> = {
    textbackslash: '\\',
    textasciitilde: '~',
    textasciicircum: '^',
    textless: '<',
    textgreater: '>',
    textbar: '|',
  };
  return latex.replaceAll(/\\([a-z]+)\{\}|\\([{}$&%#_])|[\\{}$&%#_~^]/g, (whole, name, sign) => {
    if (name !== undefined && names[name] !== undefined) return names[name];
    if (sign !== undefined) return sign as string;
    throw new Error(`TeX would not take ${whole} for itself`);
  });
}

describe('words in LaTeX', () => {
  it.each([
    ['100% of A&B_1', '100\\% of A\\&B\\_1'],
    ['χ²', '$\\chi ^{2}$'],
    ['J₀*', 'J$_{0}$*'],
    ['k⁻¹', 'k$^{-1}$'],
    ['η → 0', '$\\eta$ $\\to$ 0'],
    ['Swendsen–Wang', 'Swendsen--Wang'],
    ['−0.5 ± 2', '$-$0.5 $\\pm$ 2'],
    ['⟨|m|⟩', '$\\langle$\\textbar{}m\\textbar{}$\\rangle$'],
    ['a\nb', 'a b'],
  ])('%j becomes %j', (text, latex) => expect(latexText(text)).toBe(latex));

  it('print as what they are, whatever signs are in them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        const plain = text.replaceAll(/[^\x20-\x7e]/g, '');
        expect(printed(latexText(plain))).toBe(plain);
      }),
    );
  });

  it('leave no formula open', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aχ²₀ −→$%_^\\{}⟨°5') }), (text) => {
        const dollars = latexText(text).replaceAll(/\\\$/g, '').match(/\$/g) ?? [];
        expect(dollars.length % 2).toBe(0);
      }),
    );
  });
});

describe('numbers in LaTeX', () => {
  it.each([
    [1582.41, 1.2, '$1582.4(12)$'],
    [-0.5, 0.04, '$-0.50(4)$'],
    [1.4e-7, 1.4e-8, '$1.40(14) \\times 10^{-7}$'],
    [0.440_686_793_509_771_5, null, '$0.440687$'],
    [1.5e-9, undefined, '$1.5 \\times 10^{-9}$'],
    [12_345_678, null, '$12345678$'],
    [NaN, null, '--'],
    [-Infinity, null, '$-\\infty$'],
  ])('%d with error %s is %s', (value, error, latex) => expect(latexNumber(value, error)).toBe(latex));
});

it('is a tabular with the rules of booktabs, where it comes from above it', () => {
  const latex = tableLatex(
    [
      { title: 'quantity', values: ['a_b', 'χ'], latexCells: [null, '\\chi'] },
      { title: 'J₀*', latex: 'J_0^*', unit: '%', values: [0.44, null], errors: [0.012, null] },
    ],
    ['Title', 'two\nlines'],
  );
  expect(latex).toBe(
    [
      '% Title',
      '% two',
      '% lines',
      '% \\usepackage{booktabs}',
      '\\begin{tabular}{lr}',
      '  \\toprule',
      '  quantity & $J_0^*$ / \\% \\\\',
      '  \\midrule',
      '  a\\_b & $0.440(12)$ \\\\',
      '  $\\chi$ & -- \\\\',
      '  \\bottomrule',
      '\\end{tabular}',
      '',
    ].join('\n'),
  );
});
