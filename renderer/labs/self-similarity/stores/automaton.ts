import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef, watch } from 'vue';
import type { AutomatonDescription, HostError, Projection } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host, onConnected } from '../../../bridge/host.ts';
import { latest } from '../../../bridge/latest.ts';
import { useStudyStore } from './study.ts';

/**
 * The elementary automaton that System and Rule graph share, and all that is exactly known of it. While the system of the lab is an
 * automaton it is that one; otherwise a rule is looked at without touching the document.
 */
export const useAutomatonStore = defineStore('self-similarity-automaton', () => {
  const study = useStudyStore();
  const looked = ref(study.system.type === 'automaton' ? study.system.rule : 60);
  const rule = computed(() => (study.system.type === 'automaton' ? study.system.rule : looked.value));
  const mask = ref<Projection['mask']>('row');
  const description = shallowRef<AutomatonDescription | null>(null);
  /** Of which mask the description is. */
  const described = ref<Projection['mask']>('row');
  const error = shallowRef<HostError | null>(null);

  const reader = latest(
    async () => {
      const asked = { rule: rule.value, mask: mask.value };
      return { asked, answer: await host.automatonDescribe(asked) };
    },
    ({ asked, answer }) => {
      if (asked.rule !== rule.value || asked.mask !== mask.value) return;
      description.value = markRaw(answer);
      described.value = asked.mask;
      error.value = null;
    },
    (cause) => (error.value = toHostError(cause)),
  );
  watch([rule, mask], () => void reader.ask());
  watch(rule, (now) => (looked.value = now));
  void reader.ask();
  onConnected(() => {
    if (error.value !== null) void reader.ask();
  });

  /** Another rule, 0 to 255; of the document too where its system is an automaton. */
  function choose(next: number) {
    looked.value = next;
    if (study.system.type === 'automaton' && study.system.rule !== next)
      study.changeSystem({ ...study.system, rule: next });
  }

  /** Makes an automaton with that rule the system of the lab. */
  function adopt(next: number) {
    study.chooseType('automaton');
    choose(next);
  }

  return {
    rule,
    choose,
    adopt,
    /** What maps see: the first row of a patch, or all of it. */
    mask,
    description: computed(() => description.value),
    /** Whether the description is of what is chosen, not still of what was chosen before. */
    current: computed(() => description.value?.rule === rule.value && described.value === mask.value),
    error: computed(() => error.value),
    /** Asks again, after a failure. */
    describe: reader.ask,
  };
});
