import { shallowRef, watch, type Ref } from 'vue';
import type { ExperimentKindName, RunSummary, SpecOf } from '../../../preload/contract/index.ts';
import { host } from '../../bridge/host.ts';

/** Documents of runs of one kind, as far as they are read: a line of the list of runs does not hold its document. */
export function useRunSpecs<K extends ExperimentKindName>(
  kind: K,
  runs: Readonly<Ref<readonly RunSummary[]>>,
) {
  const specs = shallowRef<ReadonlyMap<string, SpecOf<K>>>(new Map());
  const asked = new Set<string>();

  async function read(id: string) {
    if (asked.has(id)) return;
    asked.add(id);
    try {
      const { spec } = await host.runRead({ id });
      if (spec.kind === kind) know(id, spec as SpecOf<K>);
    } catch {
      // Asked again with the next event of the run; until then nothing is known of it.
      asked.delete(id);
    }
  }
  /** A document that is known without asking: of a run just created. */
  function know(id: string, spec: SpecOf<K>) {
    asked.add(id);
    specs.value = new Map(specs.value).set(id, spec);
  }
  watch(
    runs,
    (all) => {
      for (const { id } of all) void read(id);
    },
    { immediate: true },
  );

  return { of: (id: string | null | undefined) => (id ? (specs.value.get(id) ?? null) : null), know };
}
