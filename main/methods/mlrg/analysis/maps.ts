import type { SymmetrySettings } from '../../../../preload/contract/index.ts';
import type { StoredModel } from '../../context.ts';
import { Divergence } from '../exact/divergence.ts';
import { enumerate } from '../exact/enumeration.ts';
import { exactMap } from '../exact/map.ts';
import type { RgMap } from '../rg-map.ts';
import { learnedMap, readMonotones } from '../stored.ts';
import { couplingSpace } from '../symmetry/space.ts';
import type { StepBits } from './flow-paths.ts';

/** What a thread makes a map from: structured-cloneable. */
export type MapOrder =
  | { type: 'exact'; symmetry: SymmetrySettings; restarts: number; seed: number }
  | { type: 'learned'; model: StoredModel; /** null: the mean of all. */ member: number | null };

/** The map of an order; exact ones, whose tables take time, are kept for the next call with the same order. */
export function makeMap(order: MapOrder): RgMap {
  if (order.type === 'learned') return learnedMap(readMonotones(order.model), order.member ?? undefined);
  const { symmetry, restarts, seed } = order;
  return exactMaps.get(JSON.stringify([symmetry, restarts, seed]), () =>
    exactMap(symmetry, { restarts, seed }),
  );
}

/** D_KL between teacher and student of given couplings by enumeration: what a step of a learned map costs. */
export function stepBits(symmetry: SymmetrySettings): StepBits {
  const divergence = divergences.get(
    JSON.stringify(symmetry),
    () => new Divergence(enumerate(couplingSpace(symmetry))),
  );
  return (teacher, student) => {
    divergence.teach(teacher);
    return divergence.evaluate(student) / Math.LN2;
  };
}

/** Keeps what was asked for last: the tables of large representations are hundreds of megabytes. */
class Recent<T> {
  readonly #kept = new Map<string, T>();

  get(key: string, make: () => T): T {
    const value = this.#kept.get(key) ?? make();
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > 2) this.#kept.delete(this.#kept.keys().next().value as string);
    return value;
  }
}

const exactMaps = new Recent<RgMap>();
const divergences = new Recent<Divergence>();
