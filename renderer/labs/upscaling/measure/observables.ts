import { isCritical, type ObservableName } from '../../../../preload/contract/index.ts';

/** An observable as tables and charts write it. */
export interface ObservableWords {
  name: ObservableName;
  /** As plain text: columns of files, legends. */
  text: string;
  /** KaTeX source. */
  symbol: string;
  title: string;
  /** How its value grows with L at criticality, for the axes of its chart. */
  growth: 'power' | 'logarithm' | 'constant';
}

/** What Tables and charts show, in the order of Eq. 14; the moments behind them stay in the files. */
export const shownObservables: readonly ObservableWords[] = [
  {
    name: 'chi',
    text: 'χ',
    symbol: '\\chi',
    title: 'Magnetic susceptibility L²(⟨m²⟩ − ⟨m⟩²)',
    growth: 'power',
  },
  {
    name: 'cme',
    text: 'c_me',
    symbol: 'c_{me}',
    title: 'Magnetisation–energy cumulant L²(⟨|m||e|⟩ − ⟨|m|⟩⟨|e|⟩)/⟨|m|⟩',
    growth: 'power',
  },
  { name: 'c', text: 'c', symbol: 'c', title: 'Heat capacity L²(⟨e²⟩ − ⟨e⟩²)', growth: 'logarithm' },
  {
    name: 'u4',
    text: 'U₄',
    symbol: 'U_4',
    title: 'Binder ratio 1 − ⟨m⁴⟩/(3⟨m²⟩²)',
    growth: 'constant',
  },
  {
    name: 'absM',
    text: '|m|',
    symbol: '\\langle|m|\\rangle',
    title: 'Mean magnitude of the magnetisation',
    growth: 'power',
  },
  { name: 'e', text: 'e', symbol: 'e', title: 'Energy density over the 2L² bonds', growth: 'constant' },
];

export const observableWords = (name: ObservableName) =>
  shownObservables.find((words) => words.name === name)!;

/** U₄ of the infinite critical lattice (Nicolaides and Bruce, J. Phys. A 21, 233 (1988)). */
export const infiniteBinderRatio = 0.61069;

/** Exponents of the two-dimensional Ising class. */
export const exactExponents = { gammaOverNu: 7 / 4, oneOverNu: 1, eta: 1 / 4 } as const;

/** Exponents that finite-size scaling gives, as tables write them. */
export const shownExponents = [
  { name: 'gammaOverNu', text: 'γ/ν', symbol: '\\gamma/\\nu', title: 'From χ of two lattices' },
  { name: 'oneOverNu', text: '1/ν', symbol: '1/\\nu', title: 'From c_me of two lattices' },
  { name: 'eta', text: 'η', symbol: '\\eta', title: '2 − γ/ν' },
] as const;

/** Whether the exact critical values belong beside a measurement: own data of unknown coupling are compared with them too. */
export const comparesWithCritical = (coupling: number | null) => coupling === null || isCritical(coupling);
