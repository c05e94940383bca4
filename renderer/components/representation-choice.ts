import {
  dimensionOf,
  irreps,
  parseRepresentation,
  representationName,
  type InternalGroup,
  type Irrep,
  type Multiplicities,
} from '../../preload/contract/index.ts';

/** What a picker of representations edits; documents call it their symmetry. */
export interface RepresentationChoice {
  internal: InternalGroup;
  /** "2A1+E"; "" while nothing is chosen. */
  spin: string;
  frame: 'paper' | 'geometric';
}

/** Copies of one irreducible representation that its written form can count. */
export const mostCopies = 9;

const none: Multiplicities = { A1: 0, A2: 0, B1: 0, B2: 0, E: 0 };

/** Multiplicities of a spin as written; of one that cannot be read, none. */
export const countsOf = (spin: string): Multiplicities => parseRepresentation(spin) ?? none;

/** The spin with so many copies of one representation, between none and what can be written. */
export function withCount(spin: string, irrep: Irrep, count: number): string {
  const copies = Math.min(mostCopies, Math.max(0, Math.round(count)));
  return representationName({ ...countsOf(spin), [irrep]: copies });
}

/** Number of copies after a key on the stepper of a representation; null: the key means nothing there. */
export function countAfterKey(key: string, count: number): number | null {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return Math.min(mostCopies, count + 1);
    case 'ArrowDown':
    case 'ArrowLeft':
      return Math.max(0, count - 1);
    case 'Home':
    case 'Delete':
    case 'Backspace':
      return 0;
    default:
      return /^\d$/.test(key) ? Number(key) : null;
  }
}

/** The groups with the model that has them. */
export const groupTitles: Record<InternalGroup, string> = {
  Z2: 'Z2 · Ising',
  Z3: 'Z3 · 3-state chiral clock',
  S3: 'S3 · 3-state Potts',
  Z4: 'Z4 · 4-state chiral clock',
  D4: 'D4 · 4-state clock',
  S4: 'S4 · 4-state Potts',
  Z5: 'Z5 · 5-state chiral clock',
  D5: 'D5 · 5-state clock',
  S5: 'S5 · 5-state Potts',
  Z6: 'Z6 · 6-state chiral clock',
  D6: 'D6 · 6-state clock',
  S6: 'S6 · 6-state Potts',
};

/** What the components of each representation transform like, with the mirror that keeps the bond along x. */
export const irrepMeaning: Record<Irrep, { tex: string; words: string }> = {
  A1: { tex: 'x^2 + y^2', words: 'invariant, like x² + y²' },
  A2: { tex: 'xy(x^2 - y^2)', words: 'odd under mirrors, like xy(x² − y²)' },
  B1: { tex: 'x^2 - y^2', words: 'odd under a quarter turn, like x² − y²' },
  B2: { tex: 'xy', words: 'odd under a quarter turn, like xy' },
  E: { tex: '(x,\\, y)', words: 'a vector, two components' },
};

export interface RepresentationPreset {
  title: string;
  hint: string;
  internal: InternalGroup;
  spin: string;
}

/** Places to start from: the paper's three, and Potts models of the same lattice. */
export const representationPresets: readonly RepresentationPreset[] = [
  { title: 'A1', hint: 'Ising, A1: one coupling', internal: 'Z2', spin: 'A1' },
  { title: 'A1⊕E', hint: 'Ising, A1⊕E: five couplings', internal: 'Z2', spin: 'A1+E' },
  { title: '2A1⊕E', hint: 'Ising, 2A1⊕E: ten couplings', internal: 'Z2', spin: '2A1+E' },
  { title: 'Potts 3', hint: 'Three-state Potts, A1: one coupling', internal: 'S3', spin: 'A1' },
  { title: 'Potts 3, 2A1', hint: 'Three-state Potts, 2A1: four couplings', internal: 'S3', spin: '2A1' },
  { title: 'Potts 4', hint: 'Four-state Potts, A1: one coupling', internal: 'S4', spin: 'A1' },
];

/** "3 components", "1 component", "no component". */
export function componentWords(spin: string): string {
  const n = dimensionOf(countsOf(spin));
  return n === 0 ? 'no component' : n === 1 ? '1 component' : `${n} components`;
}

/** Whether a choice is the one of a preset. */
export const isPreset = (choice: RepresentationChoice, preset: RepresentationPreset) =>
  choice.internal === preset.internal &&
  irreps.every((irrep) => countsOf(choice.spin)[irrep] === countsOf(preset.spin)[irrep]);
