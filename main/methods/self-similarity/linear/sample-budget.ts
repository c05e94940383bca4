import { HostError } from '../../../../preload/contract/index.ts';

/** Multiplications that collecting normal equations may take: less than a second. */
const affordableWork = 5e8;
/** More samples than this tell nothing new of a linear map. */
const mostSamples = 2 ** 21;

/** Samples that may be taken of so many features and targets; at least four for each feature. */
export function affordableSamples(features: number, targets: number): number {
  const each = features * (features / 2 + targets) + 8 * (features + targets);
  return Math.max(4 * features, Math.min(mostSamples, Math.floor(affordableWork / each)));
}

/** @throws HostError('too-large') where normal equations would take minutes for a step. */
export function checkUnknowns(unknowns: number, most: number, where: string, remedy: string): void {
  if (unknowns <= most) return;
  throw new HostError(
    'too-large',
    `Least squares would have ${unknowns.toLocaleString('en')} unknowns; at most ${most.toLocaleString('en')} are solved for.`,
    { where, remedy },
  );
}
