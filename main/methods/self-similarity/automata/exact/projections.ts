import {
  HostError,
  type ExactSelfSimilarity,
  type Projection,
  type Triviality,
} from '../../../../../preload/contract/index.ts';
import { outputOf } from '../../../../physics/cellular-automata/rules.ts';
import { contextsOf, occurring, searchableContexts, type Contexts, type Mask } from './contexts.ts';
import { differentMaps, isConstantOn, laterStates, projectionOf } from './maps.ts';
import { violationsOfAll } from './violations.ts';

export { nameProjection } from './projection-names.ts';

/** Of the maps that are found, this many are listed. */
const mostExamples = 64;

/**
 * All maps P of blocks of N cells under which the rule is self-similar, P(fᴺ(x)) = f(P(x)) for every x (Eqs. 4 and 5 with S = T = N), by
 * complete enumeration. With mask 'patch', for N = 2, P sees N successive rows; maps that agree on all patches that occur count once, and
 * one that is constant on them is constant.
 * @throws HostError 'bad-argument' for other rules or sizes.
 */
export function exactSelfSimilarity(rule: number, size: number, mask: Mask = 'row'): ExactSelfSimilarity {
  const contexts = searchableContexts(rule, size, mask);
  const { maps, best } = search(rule, contexts);
  const later = laterStates(contexts);
  return {
    size,
    mask,
    maps: maps.length,
    constantMaps: [0, 1].filter((value) => outputOf(rule, value, value, value) === value).length,
    examples: maps.slice(0, mostExamples).map((map) => projectionOf(map, size, mask)),
    selfSimilar: maps.length > 0,
    trivial: maps.length > 0 && maps.every((map) => isConstantOn(map, later)),
    bestConsistency: best.violations / contexts.count,
    composed: mask === 'row' && size === 4 ? composedMaps(rule).size : null,
  };
}

/** The plainest of the non-constant maps whose MSE of Eq. 6 over all contexts is lowest. */
export function bestProjection(rule: number, size: number, mask: Mask = 'row'): Projection {
  return projectionOf(search(rule, searchableContexts(rule, size, mask)).best.map, size, mask);
}

/**
 * The non-constant maps of N = 4, as numbers (bit s is P of state s), that are two maps of N = 2 one after the other. If
 * P∘f² = f∘P and Q∘f² = f∘Q, then Q∘P∘f⁴ = f∘Q∘P: all of them are self-similar.
 */
export function composedMaps(rule: number): Set<number> {
  const { maps } = search(rule, contextsOf(rule, 2, 'row'));
  const composed = new Set<number>();
  for (const first of maps) {
    for (const second of maps) {
      let map = 0;
      for (let state = 0; state < 16; state++) {
        const pair = (((first >> (state >> 2)) & 1) << 1) | ((first >> (state & 3)) & 1);
        map |= ((second >> pair) & 1) << state;
      }
      if (!isConstantOn(map, 0xffff)) composed.add(map);
    }
  }
  return composed;
}

/** MSE of Eq. 6 with binary macro states, over all contexts equally: the share in which P(fᴺ(x)) ≠ f(P(x)). */
export function consistencyOfProjection(rule: number, projection: Projection): number {
  const contexts = contextsOf(rule, projection.size, projection.mask);
  return violations(rule, contexts, valuesOf(projection, contexts)) / contexts.count;
}

/** Whether P(fᴺ(x)) = f(P(x)) for every x; true for some constant P too (see `trivialityOf`). */
export function isConsistent(rule: number, projection: Projection): boolean {
  return consistencyOfProjection(rule, projection) === 0;
}

/** Why the macro state of a map says nothing, or null where it says something; its consistency is not asked. */
export function trivialityOf(rule: number, projection: Projection): Triviality | null {
  const contexts = contextsOf(rule, projection.size, projection.mask);
  const values = valuesOf(projection, contexts);
  const states = occurring(contexts);
  const present = new Set(values.filter((_, state) => states[state] === 1));
  if (present.size === 1) return 'constant-map';
  const later = new Set(contexts.next.map((state) => values[state]));
  return later.size === 1 ? 'constant-after-one-step' : null;
}

/** Values of P by block state. @throws HostError 'bad-argument' when the table does not fit the blocks. */
export function valuesOf({ table, size, mask }: Projection, { states }: Contexts): Uint8Array {
  if (table.length !== states || /[^01]/.test(table)) {
    throw new HostError(
      'bad-argument',
      `A map of ${mask === 'row' ? `${size} cells` : `${size} × ${size} cells`} has ${states} values of 0 and 1, not "${table.slice(0, 80)}".`,
      { where: 'table' },
    );
  }
  return Uint8Array.from(table, Number);
}

/** Self-similar maps, plainest first, and the map that fails least. */
function search(
  rule: number,
  contexts: Contexts,
): { maps: number[]; best: { map: number; violations: number } } {
  const failures = violationsOfAll(rule, contexts);
  const maps: number[] = [];
  let best = { map: 0, violations: Infinity };
  for (const map of differentMaps(contexts)) {
    if (failures[map] === 0) maps.push(map);
    if (failures[map] < best.violations) best = { map, violations: failures[map] };
  }
  return { maps, best };
}

function violations(rule: number, contexts: Contexts, values: Uint8Array): number {
  const { count, left, centre, right, next } = contexts;
  let failures = 0;
  for (let i = 0; i < count; i++) {
    if (outputOf(rule, values[left[i]], values[centre[i]], values[right[i]]) !== values[next[i]]) failures++;
  }
  return failures;
}
