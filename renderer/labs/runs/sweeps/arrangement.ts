import { computed, ref, watch } from 'vue';
import type { NamedAxis } from './axis-words.ts';
import { arrange, firstArrangement, type Arrangement } from './grid.ts';

/**
 * Which axis of a sweep lies across, down, behind the slider, and which is averaged over, as the user has set it.
 * @param sweep id and axes; with another sweep it begins anew
 */
export function useArrangement(sweep: () => { id: string; axes: readonly NamedAxis[] }) {
  const arrangement = ref<Arrangement>({ columns: null, rows: null, slice: null, averaged: null });
  /** Place of the slider. */
  const slice = ref(0);
  const axes = computed(() => sweep().axes);
  watch(
    () => [sweep().id, ...axes.value.map(({ path }) => path)].join(' '),
    () => {
      arrangement.value = firstArrangement(axes.value);
      slice.value = 0;
    },
    { immediate: true },
  );

  const axisAt = (place: number | null) => (place === null ? null : (axes.value[place] ?? null));
  const seed = computed(() => axes.value.findIndex(({ path }) => path === 'seed'));
  /** Axes that are laid out, columns first. */
  const laidOut = computed(() => {
    const { columns, rows, slice } = arrangement.value;
    return [columns, rows, slice].filter((axis) => axis !== null);
  });
  /** Lays an axis out as columns (place 0) or rows (1); the one that was there takes its place. */
  function layOut(place: 0 | 1, axis: number) {
    const next = [...laidOut.value];
    const from = next.indexOf(axis);
    [next[place], next[from]] = [next[from]!, next[place]!];
    arrangement.value = arrange(next, arrangement.value.averaged);
    slice.value = 0;
  }
  /** Averages over the seeds, or lays them out. */
  function average(on: boolean) {
    const others = axes.value.map((_, axis) => axis).filter((axis) => axis !== seed.value);
    arrangement.value = on ? arrange(others, seed.value) : arrange([...others, seed.value], null);
    slice.value = 0;
  }

  return {
    arrangement,
    slice,
    columns: computed(() => axisAt(arrangement.value.columns)),
    rows: computed(() => axisAt(arrangement.value.rows)),
    sliced: computed(() => axisAt(arrangement.value.slice)),
    averaged: computed(() => axisAt(arrangement.value.averaged)),
    seed,
    laidOut,
    layOut,
    average,
  };
}
