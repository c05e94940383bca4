import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { HostError, MetricSeries } from '../../preload/contract/index.ts';
import { toHostError } from '../bridge/errors.ts';
import { host, onConnected, onHost } from '../bridge/host.ts';
import { appendPoints } from './curves.ts';

/** Metric curves of the run `id` says, read from the host and kept growing by its events. */
export function useRunCurves(id: Ref<string | null>) {
  const series = shallowRef<MetricSeries>({});
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  const error = shallowRef<HostError | null>(null);

  async function read() {
    const wanted = id.value;
    if (wanted === null) return;
    try {
      const answer = await host.runMetrics({ id: wanted });
      if (wanted !== id.value) return;
      series.value = answer;
      state.value = 'ready';
    } catch (reason) {
      if (wanted !== id.value) return;
      error.value = toHostError(reason);
      state.value = 'failed';
    }
  }
  watch(
    id,
    () => {
      series.value = {};
      state.value = 'loading';
      void read();
    },
    { immediate: true },
  );
  const stops = [
    onConnected(() => void read()),
    onHost('runMetrics', (batch) => {
      if (batch.id === id.value) series.value = appendPoints(series.value, batch.points);
    }),
  ];
  onScopeDispose(() => stops.forEach((stop) => stop()));
  return { series, state, error };
}
