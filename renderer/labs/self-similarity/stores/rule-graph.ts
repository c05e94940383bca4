import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef, watch } from 'vue';
import type { HostError, RuleGraph } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host, onConnected } from '../../../bridge/host.ts';
import { layoutOf } from '../rule-graph/layout.ts';
import { stepsFrom, viewOf, type RuleChoice } from '../rule-graph/view.ts';
import { representativeOf } from '../verdict/survey-grid.ts';
import { useAutomatonStore } from './automaton.ts';

export const groupSizes = [2, 3, 4] as const;
export type GroupSize = (typeof groupSizes)[number];

/** Longest walk that is remembered. */
const longestTrail = 24;

/** Which rule coarse-grains to which, and the walk through that graph. Where the walk is, is the rule of the lab. */
export const useRuleGraphStore = defineStore('self-similarity-rule-graph', () => {
  const automaton = useAutomatonStore();
  const size = ref<GroupSize>(2);
  const choice = ref<RuleChoice>('all');
  /** Whether edges whose macro state is constant after one step are shown. */
  const trivial = ref(false);

  const graphs = shallowRef<ReadonlyMap<number, RuleGraph>>(new Map());
  const error = shallowRef<HostError | null>(null);
  const asked = new Set<number>();

  async function load(): Promise<void> {
    const wanted = size.value;
    error.value = null;
    if (graphs.value.has(wanted) || asked.has(wanted)) return;
    asked.add(wanted);
    try {
      const graph = await host.ruleGraph({ size: wanted });
      graphs.value = new Map(graphs.value).set(wanted, markRaw(graph));
    } catch (cause) {
      if (wanted === size.value) error.value = toHostError(cause);
    } finally {
      asked.delete(wanted);
    }
  }
  watch(size, () => void load());
  onConnected(() => {
    if (error.value !== null) void load();
  });

  const graph = computed(() => graphs.value.get(size.value) ?? null);
  const view = computed(() => graph.value && viewOf(graph.value, choice.value));
  const places = computed(() => view.value && layoutOf(view.value));

  /** Rules walked through, the present one last. */
  const trail = shallowRef<readonly number[]>([automaton.rule]);
  /** The rule as it is shown: in the picture of classes, that which stands for it. */
  const current = computed(() => trail.value.at(-1)!);
  const steps = computed(() => (view.value ? stepsFrom(view.value, current.value, trivial.value) : []));

  const shownAs = (rule: number) => (choice.value === 'classes' ? representativeOf(rule) : rule);
  /** Goes to a rule: one step further where an edge leads there, else a new walk begins. */
  function go(rule: number) {
    const to = shownAs(rule);
    if (to === current.value) return;
    const step = view.value?.from.get(current.value)?.some((edge) => edge.to === to) ?? false;
    trail.value = step ? [...trail.value, to].slice(-longestTrail) : [to];
    automaton.choose(to);
  }
  /** Back to a place of the walk. */
  function backTo(index: number) {
    if (index < 0 || index >= trail.value.length - 1) return;
    trail.value = trail.value.slice(0, index + 1);
    automaton.choose(current.value);
  }
  // A rule that is chosen elsewhere begins a walk.
  watch(
    [() => automaton.rule, choice],
    ([rule]) => {
      if (shownAs(rule) !== current.value) trail.value = [shownAs(rule)];
    },
    { flush: 'sync' },
  );

  return {
    size,
    choice,
    trivial,
    load,
    error,
    graph,
    view,
    places,
    trail,
    current,
    /** Edges that lead on from the present rule. */
    steps,
    go,
    back: () => backTo(trail.value.length - 2),
    backTo,
  };
});
