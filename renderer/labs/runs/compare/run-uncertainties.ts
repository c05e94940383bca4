import { shallowRef, watch, type Ref } from 'vue';
import type { ExperimentKindName, RunState } from '../../../../preload/contract/index.ts';
import { host } from '../../../bridge/host.ts';
import { readJson } from '../../documents/run-results.ts';
import { uncertaintiesOf, uncertaintyFile, type Uncertainties } from './uncertainties.ts';

interface Asked {
  id: string;
  kind: ExperimentKindName;
  state: RunState;
}

/** How well the numbers of some runs are known: read from what they left once they are done. */
export function useUncertainties(runs: Readonly<Ref<readonly Asked[]>>) {
  const known = shallowRef<ReadonlyMap<string, Uncertainties>>(new Map());
  const asked = new Set<string>();

  async function read(id: string, kind: ExperimentKindName, name: string) {
    asked.add(id);
    try {
      const value = readJson(await host.runArtifact({ id, name }));
      known.value = new Map(known.value).set(id, uncertaintiesOf(kind, value));
    } catch {
      // An archived run that never finished has no such file: its numbers are shown without errors, as they are known.
      asked.delete(id);
    }
  }
  watch(
    runs,
    (now) => {
      for (const { id, kind, state } of now) {
        const name = uncertaintyFile(kind);
        if (name !== null && state === 'done' && !asked.has(id)) void read(id, kind, name);
      }
    },
    { immediate: true },
  );
  return { of: (id: string): Uncertainties => known.value.get(id) ?? {} };
}
