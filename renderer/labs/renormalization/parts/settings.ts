import {
  dimensionOf,
  largestDimension,
  parseRepresentation,
  representationName,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';

export interface SymmetryProblem {
  message: string;
  remedy: string;
}

/** Whether two choices are the same; "E+A1" is "A1+E". */
export function sameSettings(a: SymmetrySettings, b: SymmetrySettings): boolean {
  return a.internal === b.internal && a.frame === b.frame && canonical(a.spin) === canonical(b.spin);
}

const canonical = (spin: string) => {
  const counts = parseRepresentation(spin);
  return counts === null ? spin : representationName(counts);
};

/** What is wrong with a choice that no document would accept; null: it is in order, or its group has to say. */
export function problemOf({ spin }: SymmetrySettings): SymmetryProblem | null {
  const counts = parseRepresentation(spin);
  if (counts === null) {
    return {
      message: 'A spin needs at least one component.',
      remedy: 'Give it one of the five representations; A1 is an ordinary spin.',
    };
  }
  const dimension = dimensionOf(counts);
  if (dimension <= largestDimension) return null;
  return {
    message: `This spin has ${dimension} components; more than ${largestDimension} cannot be enumerated.`,
    remedy: `Take ${dimension - largestDimension} away; E counts as two.`,
  };
}
