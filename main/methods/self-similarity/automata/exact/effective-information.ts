import type { EffectiveInformation, Projection } from '../../../../../preload/contract/index.ts';
import { outputOf } from '../../../../physics/cellular-automata/rules.ts';
import { contextsOf } from './contexts.ts';
import { valuesOf } from './projections.ts';

/**
 * Effective information of the local mechanism, in bits (Hoel, Albantakis and Tononi 2013): mutual information of three neighbours, set to
 * each of their eight values equally often, and the cell after them. Of macro cells: the micro cells are equally likely among those that
 * give the macro values that are set. For a cell of two values it is determinism − degeneracy, both of which lie between 0 and 1. Macro
 * values that no micro cells have (constant maps, some patches) cannot be set and are left out.
 */
export function effectiveInformation(rule: number, projections: readonly Projection[]): EffectiveInformation {
  const micro = Array.from({ length: 8 }, (_, i) => outputOf(rule, i >> 2, (i >> 1) & 1, i & 1));
  return {
    micro: informationOf(micro).value,
    macro: projections.map((projection) => ({
      size: projection.size,
      projection,
      ...informationOf(macroMechanism(rule, projection)),
    })),
  };
}

/** Probability of 1 in each of the macro contexts that can be set. */
function macroMechanism(rule: number, projection: Projection): number[] {
  const contexts = contextsOf(rule, projection.size, projection.mask);
  const values = valuesOf(projection, contexts);
  const seen = new Float64Array(8);
  const ones = new Float64Array(8);
  const { left, centre, right, next, count } = contexts;
  for (let i = 0; i < count; i++) {
    const context = 4 * values[left[i]] + 2 * values[centre[i]] + values[right[i]];
    seen[context]++;
    ones[context] += values[next[i]];
  }
  return [...seen.keys()].filter((i) => seen[i] > 0).map((i) => ones[i] / seen[i]);
}

/** Of a mechanism that gives 1 with `probabilities` in its equally likely contexts. */
function informationOf(probabilities: readonly number[]): {
  value: number;
  determinism: number;
  degeneracy: number;
} {
  const determinism = 1 - mean(probabilities.map(entropy));
  const degeneracy = 1 - entropy(mean(probabilities));
  return { value: determinism - degeneracy, determinism, degeneracy };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of a value that is 1 with probability p, in bits. */
function entropy(p: number): number {
  return p === 0 || p === 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}
