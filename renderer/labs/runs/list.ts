import { storeToRefs } from 'pinia';
import { computed, reactive, ref, shallowRef, watch } from 'vue';
import { useRunsStore } from '../../stores/runs.ts';
import { everything, filterRuns, type RunFilter } from './filter.ts';
import { rowsOf, runsOf, type Row, type RunOrder } from './rows.ts';
import { keepPicked, nothingPicked, pickRange, togglePicked } from './selection.ts';

/** Orders in which the large or new comes first until the user turns them round. */
const downwards: readonly RunOrder[] = ['createdAt', 'bytes', 'computeSeconds', 'result'];

const pickableOf = (row: Row) => ({ key: row.key, ids: runsOf(row).map(({ id }) => id) });

/**
 * The list of runs as the user has set it: filter, order, open sweeps, the line that is looked at and the runs picked together. The
 * line looked at is a run (which the rest of the workbench may choose, too) or a sweep.
 */
export function useRunList() {
  const runs = useRunsStore();
  const filter = ref<RunFilter>({ ...everything });
  const order = ref<RunOrder>('createdAt');
  const descending = ref(true);
  const openSweeps = shallowRef<ReadonlySet<string>>(new Set());
  const picks = shallowRef(nothingPicked);
  const { sweep } = storeToRefs(runs);

  const shown = computed(() => filterRuns(runs.all, filter.value));
  const rows = computed(() =>
    rowsOf(shown.value, runs.all, {
      by: order.value,
      descending: descending.value,
      open: openSweeps.value,
    }),
  );
  const pickable = computed(() => rows.value.map(pickableOf));
  const current = computed(() => sweep.value ?? runs.selected);
  const position = computed(() => rows.value.findIndex(({ key }) => key === current.value));

  // What is chosen here leaves the picks as they are; what is chosen elsewhere is to be seen, and a comparison makes way for it.
  let own = false;
  function choose(run: string | null, ofSweep: string | null) {
    own = true;
    if (run !== null || ofSweep === null) runs.selected = run;
    sweep.value = ofSweep;
    own = false;
  }
  watch(
    current,
    (now) => {
      if (!own && now !== null) picks.value = nothingPicked;
    },
    { flush: 'sync' },
  );
  watch(
    () => runs.all,
    () => (picks.value = keepPicked(picks.value, (id) => runs.get(id) !== undefined)),
  );
  // When what was looked at goes away, its neighbour is next.
  watch(rows, (now, before) => {
    if (runs.selected === null || runs.get(runs.selected) !== undefined) return;
    const place = before.findIndex(({ key }) => key === runs.selected);
    const next = now[Math.min(Math.max(0, place), now.length - 1)];
    choose(next === undefined ? null : (runsOf(next)[0]?.id ?? null), sweep.value);
  });

  function look(row: Row) {
    if (row.type === 'sweep') choose(null, row.key);
    else choose(row.run.id, null);
  }
  /** The line looked at counts as picked when a second one is added to it. */
  function withCurrent() {
    const row = rows.value[position.value];
    if (picks.value.ids.size === 0 && row) picks.value = togglePicked(nothingPicked, pickableOf(row));
  }

  function toggle(row: Row) {
    picks.value = togglePicked(picks.value, pickableOf(row));
  }
  /** A click on a line: looks at it; with Ctrl it is picked as well or let go; with Shift everything up to it is picked. */
  function click(row: Row, event: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>) {
    if (event.shiftKey) {
      if (picks.value.anchor === null) picks.value = { ...picks.value, anchor: current.value };
      picks.value = pickRange(picks.value, pickable.value, row.key);
    } else if (event.ctrlKey || event.metaKey) {
      withCurrent();
      toggle(row);
    } else {
      picks.value = nothingPicked;
      look(row);
    }
  }
  /** Looks at the line `by` lines further; `extending` picks everything on the way. Answers where it is. */
  function move(by: number, extending = false): number {
    const to = Math.min(rows.value.length - 1, Math.max(0, position.value + by));
    const row = rows.value[to];
    if (!row) return -1;
    if (extending) {
      if (picks.value.anchor === null) picks.value = { ...picks.value, anchor: current.value };
      picks.value = pickRange(picks.value, pickable.value, row.key);
    } else if (picks.value.ids.size === 0) picks.value = nothingPicked;
    look(row);
    return to;
  }
  function openSweep(id: string, open: boolean) {
    const next = new Set(openSweeps.value);
    if (open) next.add(id);
    else next.delete(id);
    openSweeps.value = next;
    // Of a closed sweep none of its runs can be seen, so the sweep is what is looked at.
    if (!open && runs.get(runs.selected ?? '')?.sweep?.id === id) choose(null, id);
  }
  function sort(by: RunOrder) {
    if (order.value === by) descending.value = !descending.value;
    else [order.value, descending.value] = [by, downwards.includes(by)];
  }

  return reactive({
    filter,
    order,
    descending,
    shown,
    rows,
    picks,
    /** The runs picked together, newest first. */
    picked: computed(() => runs.all.filter(({ id }) => picks.value.ids.has(id))),
    sweep,
    current,
    position,
    click,
    look,
    move,
    toggle,
    pickAll: () => {
      picks.value = { ids: new Set(shown.value.map(({ id }) => id)), anchor: rows.value[0]?.key ?? null };
    },
    /** Exactly these. */
    pick: (ids: readonly string[]) => {
      picks.value = { ids: new Set(ids), anchor: null };
    },
    clear: () => {
      picks.value = nothingPicked;
    },
    openSweep,
    sort,
    showEverything: (patch: Partial<RunFilter> = {}) => {
      filter.value = { ...everything, ...patch };
    },
  });
}

export type RunList = ReturnType<typeof useRunList>;
