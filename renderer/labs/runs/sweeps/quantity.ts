import { computed, ref, watch, type Ref } from 'vue';
import type { RunSummary } from '../../../../preload/contract/index.ts';
import { sentence } from '../../../components/schema-fields.ts';
import { useUncertainties } from '../compare/run-uncertainties.ts';
import { isDone, quantityKey, type Quantity } from './cell-values.ts';
import { useCurveEnds } from './curve-ends.ts';

/** More files than these are not read for the errors of their numbers. */
const mostErrors = 100;

/** A quantity in words. */
export const quantityWords = ({ type, name }: Quantity) =>
  type === 'summary' ? sentence(name) : `Last value of ${name}`;

/**
 * The quantity of the runs of a sweep that is looked at: a number of their summary, or where a curve ends.
 * @param averaged over several runs, whose own errors then do not count
 */
export function useQuantity(runs: Ref<readonly RunSummary[]>, averaged: () => boolean) {
  const chosen = ref<string | null>(null);
  const metric = ref<string | null>(null);
  const ends = useCurveEnds(runs, metric);
  const quantities = computed((): Quantity[] => [
    ...[...new Set(runs.value.flatMap(({ summary }) => Object.keys(summary)))].map(
      (name) => ({ type: 'summary', name }) as const,
    ),
    ...ends.names.value.map((name) => ({ type: 'curve', name }) as const),
  ]);
  /** What the user chose; until then a number of the runs that are done, or the end of a curve where they have none. */
  const quantity = computed(() => {
    const [first] = quantities.value;
    const initial = first?.type === 'curve' && !runs.value.every(isDone) ? undefined : first;
    return quantities.value.find((one) => quantityKey(one) === chosen.value) ?? initial;
  });
  watch(quantity, (now) => (metric.value = now?.type === 'curve' ? now.name : null), { immediate: true });

  function valueOf({ id, summary }: RunSummary): number | undefined {
    if (quantity.value === undefined) return undefined;
    const { type, name } = quantity.value;
    return type === 'summary' ? summary[name] : ends.of(id, name);
  }
  const uncertainties = useUncertainties(
    computed(() =>
      quantity.value?.type === 'summary' && !averaged() && runs.value.length <= mostErrors ? runs.value : [],
    ),
  );
  const uncertaintyOf = ({ id }: RunSummary) =>
    quantity.value?.type === 'summary' ? uncertainties.of(id)[quantity.value.name] : undefined;

  return {
    chosen,
    quantities,
    quantity,
    name: computed(() => (quantity.value ? quantityWords(quantity.value) : '')),
    valueOf,
    uncertaintyOf,
    /** How many runs there are whose curves were asked for and could not be read. */
    unread: computed(() => (metric.value === null ? 0 : ends.failed.value.size)),
  };
}
