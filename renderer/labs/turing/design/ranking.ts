import type { DesignCandidate, GrayScottParameters } from '../../../../preload/contract/index.ts';

export type DesignOrder = 'distance' | 'diversity';

/**
 * Widths of the trained ranges (Da, Db, F) and of k at fixed F, so that a step of 1 means the same in every direction
 * when two parameter sets are compared.
 */
const widths: GrayScottParameters = { Da: 0.09, Db: 0.05, F: 0.056, k: 0.012 };

/** κ = k − (√F/2 − F): distance from the saddle-node line, along which k follows F. */
export function kappa({ F, k }: GrayScottParameters): number {
  return k - (Math.sqrt(F) / 2 - F);
}

/** Euclidean distance of two parameter sets in units of the trained ranges, with κ in the place of k. */
export function parameterDistance(x: GrayScottParameters, y: GrayScottParameters): number {
  return Math.hypot(
    (x.Da - y.Da) / widths.Da,
    (x.Db - y.Db) / widths.Db,
    (x.F - y.F) / widths.F,
    (kappa(x) - kappa(y)) / widths.k,
  );
}

/** Indices of the designs, closest to the example first; trivial ones last. */
export function orderByDistance(designs: readonly DesignCandidate[]): number[] {
  return designs
    .map((_, index) => index)
    .toSorted((i, j) => {
      const [x, y] = [designs[i]!, designs[j]!];
      return Number(x.trivial) - Number(y.trivial) || x.distance.total - y.distance.total;
    });
}

/**
 * Indices of the designs so that each prefix is as varied as can be: the closest one first, then always the one whose
 * parameters lie farthest from all before it. Trivial ones last.
 */
export function orderByDiversity(designs: readonly DesignCandidate[]): number[] {
  const byDistance = orderByDistance(designs);
  const waiting = byDistance.filter((index) => !designs[index]!.trivial);
  const trivial = byDistance.filter((index) => designs[index]!.trivial);
  const chosen = waiting.splice(0, 1);
  while (waiting.length > 0) {
    const gaps = waiting.map((index) =>
      Math.min(
        ...chosen.map((other) => parameterDistance(designs[index]!.parameters, designs[other]!.parameters)),
      ),
    );
    const farthest = gaps.indexOf(Math.max(...gaps));
    chosen.push(...waiting.splice(farthest, 1));
  }
  return [...chosen, ...trivial];
}

export function orderDesigns(designs: readonly DesignCandidate[], order: DesignOrder): number[] {
  return order === 'distance' ? orderByDistance(designs) : orderByDiversity(designs);
}
