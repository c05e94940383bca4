import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { HostError } from '../../../preload/contract/index.ts';
import { toHostError } from '../../bridge/errors.ts';

/** What is loaded for a question, and how far that is. What was there stays in sight until the next answer. */
export interface Loaded<T> {
  value: ShallowRef<T | null>;
  error: ShallowRef<HostError | null>;
  loading: Ref<boolean>;
}

/** Loads anew whenever the question changes; an answer to an earlier one is left. A question of null has no answer. */
export function useLoaded<Question, Answer>(
  question: () => Question | null,
  load: (question: Question) => Promise<Answer>,
): Loaded<Answer> {
  const value: ShallowRef<Answer | null> = shallowRef(null);
  const error: ShallowRef<HostError | null> = shallowRef(null);
  const loading = ref(false);
  let asked = 0;
  watch(
    question,
    async (now) => {
      const mine = ++asked;
      error.value = null;
      loading.value = now !== null;
      if (now === null) {
        value.value = null;
        return;
      }
      try {
        const answer = await load(now);
        if (mine === asked) value.value = answer;
      } catch (cause) {
        if (mine !== asked) return;
        value.value = null;
        error.value = toHostError(cause);
      }
      if (mine === asked) loading.value = false;
    },
    { immediate: true },
  );
  return { value, error, loading };
}
