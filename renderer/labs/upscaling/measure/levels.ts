import type { LevelMeasurement } from '../../../../preload/contract/index.ts';

/** Smallest lattice that is listed: below it nothing scales. */
export const smallestListed = 8;

/** The lattices that tables and charts show; all of them where there is none so large. */
export function listedLevels(levels: readonly LevelMeasurement[]): readonly LevelMeasurement[] {
  const large = levels.filter(({ size }) => size >= smallestListed);
  return large.length > 0 ? large : levels;
}
