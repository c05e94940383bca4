import { z } from 'zod';

/** Irreducible representations of the point group C4v, in the order of the paper's Table I. */
export const irreps = ['A1', 'A2', 'B1', 'B2', 'E'] as const;
export type Irrep = (typeof irreps)[number];

/** Dimension of each. */
export const irrepDimension: Record<Irrep, number> = { A1: 1, A2: 1, B1: 1, B2: 1, E: 2 };

/** How often each irreducible representation occurs in a direct sum. */
export type Multiplicities = Record<Irrep, number>;

/** Most components a spin may have: 2^(4·5) visible states of a Z2 spin are a million. */
export const largestDimension = 5;

const term = /^([1-9]?)(A1|A2|B1|B2|E)$/;

/** "2A1+E" (or with ⊕) as multiplicities; null: it is not a direct sum of irreducible representations. */
export function parseRepresentation(text: string): Multiplicities | null {
  const counts: Multiplicities = { A1: 0, A2: 0, B1: 0, B2: 0, E: 0 };
  for (const part of text.split(/[+⊕]/)) {
    const match = term.exec(part.trim());
    if (match === null) return null;
    counts[match[2] as Irrep] += Number(match[1] || 1);
  }
  return counts;
}

/** Number of components of the spin. */
export function dimensionOf(counts: Multiplicities): number {
  return irreps.reduce((sum, irrep) => sum + counts[irrep] * irrepDimension[irrep], 0);
}

/** "2A1+E", as documents write it; the empty sum is "". */
export function representationName(counts: Multiplicities, plus = '+'): string {
  return irreps
    .filter((irrep) => counts[irrep] > 0)
    .map((irrep) => `${counts[irrep] > 1 ? counts[irrep] : ''}${irrep}`)
    .join(plus);
}

/** The same as KaTeX source: "2A_1 \oplus E". */
export function representationTex(counts: Multiplicities): string {
  return irreps
    .filter((irrep) => counts[irrep] > 0)
    .map((irrep) => `${counts[irrep] > 1 ? counts[irrep] : ''}${irrepTex(irrep)}`)
    .join(' \\oplus ');
}

export const irrepTex = (irrep: Irrep) => (irrep === 'E' ? 'E' : `${irrep[0]}_${irrep[1]}`);

/** A direct sum of irreducible representations of C4v as documents hold it: "A1+E". */
export const representation = z.string().superRefine((text, context) => {
  const counts = parseRepresentation(text);
  if (counts === null) {
    context.addIssue({
      code: 'custom',
      message: `‘${text.slice(0, 40)}’ is no direct sum of A1, A2, B1, B2 and E; write it like 2A1+E`,
    });
  } else if (dimensionOf(counts) > largestDimension) {
    context.addIssue({
      code: 'custom',
      message: `${text.slice(0, 40)} has ${dimensionOf(counts)} components; at most ${largestDimension} can be enumerated`,
    });
  }
});

/**
 * Internal symmetry groups with the set X that a component of a spin takes its values in: Z2 the signs, Zq the q angles of a clock
 * under rotations, Dq the same under rotations and reflections, Sq the q colours of the Potts model.
 */
export const internalGroups = [
  'Z2',
  'Z3',
  'S3',
  'Z4',
  'D4',
  'S4',
  'Z5',
  'D5',
  'S5',
  'Z6',
  'D6',
  'S6',
] as const;
export type InternalGroup = (typeof internalGroups)[number];

/** Number q of values of one component. */
export const valuesOf = (group: InternalGroup) => Number(group[1]);

/**
 * A bond runs from an edge site to a vertex of the Lieb lattice, along direction d (a quarter turn each, d = 0 to the right).
 * Teacher, square graph: the hidden spin z_k between the visible corners x_k and x_k+1, counted counterclockwise from the upper right.
 */
export const squareBonds = [
  { hidden: 0, visible: 0, direction: 0 },
  { hidden: 0, visible: 1, direction: 2 },
  { hidden: 1, visible: 1, direction: 1 },
  { hidden: 1, visible: 2, direction: 3 },
  { hidden: 2, visible: 2, direction: 2 },
  { hidden: 2, visible: 3, direction: 0 },
  { hidden: 3, visible: 3, direction: 3 },
  { hidden: 3, visible: 0, direction: 1 },
] as const;

/** Student, cross graph: every corner is an edge site of the coarse lattice, bound to the hidden spin in the middle. */
export const crossBonds = [
  { hidden: 0, visible: 0, direction: 0 },
  { hidden: 0, visible: 1, direction: 1 },
  { hidden: 0, visible: 2, direction: 2 },
  { hidden: 0, visible: 3, direction: 3 },
] as const;
