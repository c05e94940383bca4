import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef, watch } from 'vue';
import type { HostError, RunSummary, SelfSimilarityResult } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { useRunResults } from '../../documents/run-results.ts';
import { seriesOf, type Series } from '../verdict/pictures.ts';
import { readAnalysis } from './read-results.ts';
import { useStudyStore } from './study.ts';

/** A finished analysis with the run it is from. */
export interface FinishedAnalysis {
  run: RunSummary;
  result: SelfSimilarityResult;
}

/** Micro states of one held-out run, and macro and predicted states of one scale. */
export interface ScalePictures {
  micro: Series;
  macro: Series;
  predicted: Series;
}

/** Verdicts: what the selected self-similarity run found, its pictures, and all other finished ones. */
export const useSelfSimilarityResults = defineStore('self-similarity-results', () => {
  const study = useStudyStore();
  const all = computed(() => study.all);
  const results = useRunResults('result.json', readAnalysis);
  results.readDone(all);

  const run = computed(() => study.run ?? null);
  const result = computed(() => results.of(run.value?.id));
  const finished = computed<FinishedAnalysis[]>(() =>
    all.value.flatMap((one) => {
      const found = results.of(one.id);
      return found ? [{ run: one, result: found }] : [];
    }),
  );

  /** Index of the scale that is looked at. */
  const scaleIndex = ref(0);
  const scale = computed(() => result.value?.scales[scaleIndex.value] ?? result.value?.scales[0] ?? null);
  watch(
    () => run.value?.id,
    () => (scaleIndex.value = 0),
  );

  // Pictures are large: those of one run and one scale are kept.
  const pictures = shallowRef<ScalePictures | null>(null);
  const picturesError = shallowRef<HostError | null>(null);
  let micro: { id: string; series: Series } | null = null;

  async function readPictures(id: string, { macro, predicted }: { macro: string; predicted: string }) {
    const isWanted = () => run.value?.id === id && scale.value?.pictures.macro === macro;
    try {
      const only = [...(micro?.id === id ? [] : ['micro']), macro, predicted];
      const arrays = await host.runArrays({ id, name: 'pictures.npz', only });
      if (!isWanted()) return;
      if (micro?.id !== id) micro = { id, series: seriesOf(arrays['micro'], 'micro') };
      pictures.value = markRaw({
        micro: micro.series,
        macro: seriesOf(arrays[macro], macro),
        predicted: seriesOf(arrays[predicted], predicted),
      });
    } catch (cause) {
      if (isWanted()) picturesError.value = toHostError(cause);
    }
  }
  watch(
    [() => (result.value ? run.value?.id : undefined), scale] as const,
    ([id, wanted]) => {
      pictures.value = null;
      picturesError.value = null;
      if (id !== undefined && wanted !== null) void readPictures(id, wanted.pictures);
    },
    { immediate: true },
  );

  return {
    all,
    run,
    result,
    error: computed(() => results.errorOf(run.value?.id)),
    finished,
    scaleIndex,
    scale,
    pictures,
    picturesError,
  };
});
