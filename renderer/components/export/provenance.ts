import { inject, provide, type InjectionKey } from 'vue';
import type { ExperimentDocument, RunRecord } from '../../../preload/contract/index.ts';

/**
 * Where figures and tables come from. A run's id is enough: what else its record says is read when something is exported.
 * Without a run, `spec` or `note` say what is shown: a live simulation, a file, a theory.
 */
export interface Provenance {
  run?: string;
  name?: string;
  spec?: ExperimentDocument;
  /** Arrays were handed in with the run. */
  hasInputs?: boolean;
  backend?: string;
  versions?: RunRecord['versions'];
  /** What a reader must know beyond that: "live, at step 4 000". */
  note?: string;
  /** Settings of what is no run: a live simulation, a table computed for the page. */
  settings?: object;
  /** Further runs in the same figure. */
  others?: readonly Provenance[];
}

const key: InjectionKey<() => Provenance | null> = Symbol('provenance');

/** Says, in the setup of a view, what every figure and table below it comes from; the nearest one counts. */
export function provideProvenance(source: () => Provenance | null): void {
  provide(key, source);
}

/** Provenance of the view a figure or table stands in; null where none says so. */
export function useProvenance(): () => Provenance | null {
  return inject(key, () => null);
}

/** Provenance of a figure that shows several runs at once. */
export function ofRuns(ids: readonly string[]): Provenance | null {
  const [first, ...others] = [...new Set(ids)];
  if (first === undefined) return null;
  return others.length === 0 ? { run: first } : { run: first, others: others.map((run) => ({ run })) };
}
