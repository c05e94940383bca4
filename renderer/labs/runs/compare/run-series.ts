import { effectScope, onScopeDispose, ref, shallowRef, watch, type EffectScope, type Ref } from 'vue';
import type { HostError, MetricSeries } from '../../../../preload/contract/index.ts';
import { useRunCurves } from '../../../components/run-curves.ts';

interface Curves {
  series: Ref<MetricSeries>;
  state: Ref<'loading' | 'ready' | 'failed'>;
  error: Ref<HostError | null>;
}

/** The curves of some runs, each read once for as long as it is among them and kept growing while it runs. */
export function useSeriesOfRuns(ids: Readonly<Ref<readonly string[]>>) {
  const curves = shallowRef<ReadonlyMap<string, Curves>>(new Map());
  const scopes = new Map<string, EffectScope>();

  watch(
    ids,
    (wanted) => {
      const next = new Map<string, Curves>();
      for (const id of wanted) {
        const known = curves.value.get(id);
        if (known) {
          next.set(id, known);
          continue;
        }
        // Apart from this watcher, which ends what was made in it when it runs again.
        const scope = effectScope(true);
        scopes.set(id, scope);
        next.set(
          id,
          scope.run(() => useRunCurves(ref(id)))!,
        );
      }
      for (const [id, scope] of scopes) {
        if (next.has(id)) continue;
        scope.stop();
        scopes.delete(id);
      }
      curves.value = next;
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    for (const scope of scopes.values()) scope.stop();
  });

  return {
    of: (id: string): MetricSeries => curves.value.get(id)?.series.value ?? {},
    stateOf: (id: string) => curves.value.get(id)?.state.value ?? 'loading',
    errorOf: (id: string) => curves.value.get(id)?.error.value ?? null,
  };
}
