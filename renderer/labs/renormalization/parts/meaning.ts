import type { SymmetryDescription } from '../../../../preload/contract/index.ts';
import { count, stepTime } from '../../../components/numbers.ts';

/** "5 couplings, 532 of 4 096 configurations, about 8 ms per step": what a choice of symmetries comes to. */
export function meaningOf({ couplings, cost, problem }: SymmetryDescription): string {
  if (problem !== null) return `${problem.message} ${problem.remedy}`;
  const named = `${couplings.length} ${couplings.length === 1 ? 'coupling' : 'couplings'}`;
  const configurations = `${count(cost.orbits)} of ${count(cost.states)} configurations`;
  if (!cost.possible) return `${named}, ${configurations}: too many for an exact step here`;
  return `${named}, ${configurations}, about ${stepTime(cost.stepSeconds)} per step`;
}
