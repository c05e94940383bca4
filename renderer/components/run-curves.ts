import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { HostError, MetricPoint, MetricSeries } from '../../preload/contract/index.ts';
import { toHostError } from '../bridge/errors.ts';
import { host, onConnected, onHost } from '../bridge/host.ts';
import { appendPoints, curvePoints } from './curves.ts';

/** Between two pictures of a growing curve, in milliseconds: more often costs the page more than it shows. */
const pace = 1000;

/** Metric curves of the run `id` says, read from the host and kept growing by its events. */
export function useRunCurves(id: Ref<string | null>) {
  const series = shallowRef<MetricSeries>({});
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  const error = shallowRef<HostError | null>(null);

  let waiting: MetricPoint[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  function flush() {
    timer = undefined;
    series.value = appendPoints(series.value, waiting);
    waiting = [];
  }

  async function read() {
    const wanted = id.value;
    if (wanted === null) return;
    try {
      const answer = await host.runMetrics({ id: wanted, limit: curvePoints });
      if (wanted !== id.value) return;
      series.value = answer;
      waiting = [];
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
      waiting = [];
      state.value = 'loading';
      void read();
    },
    { immediate: true },
  );
  const stops = [
    onConnected(() => void read()),
    onHost('runMetrics', (batch) => {
      if (batch.id !== id.value) return;
      waiting.push(...batch.points);
      timer ??= setTimeout(flush, pace);
    }),
  ];
  onScopeDispose(() => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  });
  return { series, state, error };
}
