import type { Phase, RgPath } from '../../../../preload/contract/index.ts';
import { couplingWords } from '../names.ts';

/** Where a path ends, in words. */
export const phaseWords: Record<Phase, string> = {
  disordered: 'disordered',
  ordered: 'ordered',
  undecided: 'undecided',
};

/** Largest D_KL of the steps of a path in bits; null where the map does not know it. */
export function largestBits({ bits }: Pick<RgPath, 'bits'>): number | null {
  const known = bits.filter((value) => value !== null && Number.isFinite(value));
  return known.length === 0 ? null : Math.max(...(known as number[]));
}

/** "Z 1.998 after 8 steps". */
export function degeneracyWords({ degeneracy }: Pick<RgPath, 'degeneracy'>): string {
  const last = degeneracy.at(-1);
  return last === undefined ? '' : `Z ${last.toFixed(3)} after ${degeneracy.length - 1} steps`;
}

/** A starting point with what becomes of it, for assistive technology. */
export function startWords(
  names: readonly string[],
  couplings: readonly number[] | null,
  path: RgPath | null,
) {
  const place = couplingWords(names, couplings ?? []).join(', ');
  return path === null ? `${place}: not followed yet` : `${place}: ${phaseWords[path.phase]}`;
}
