import { defineStore } from 'pinia';
import { computed, markRaw, shallowRef, watch } from 'vue';
import {
  bareCriticalCoupling,
  symmetrySettings,
  type HostError,
  type SymmetryDescription,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host, onConnected } from '../../../bridge/host.ts';
import { latest } from '../../../bridge/latest.ts';
import { useDocument } from '../../documents/document.ts';
import { problemOf, sameSettings, type SymmetryProblem } from '../parts/settings.ts';

/** All that the Symmetry tab edits; one undo goes through all of it. */
interface SymmetryDocument {
  /** As the picker shows it; the spin may be a sum that the schema refuses, such as the empty one. */
  settings: SymmetrySettings;
  /** Couplings that are not zero, by name. */
  values: Record<string, number>;
}

/** What a bare model of a group starts from: its critical coupling where that is known. */
const bareValues = ({ internal }: SymmetrySettings) => ({ J0: bareCriticalCoupling(internal) ?? 1 });

/**
 * The choice of symmetries that the whole lab works with, what it means, and the couplings under the editor. The description follows
 * the choice: one question at a time, the newest last.
 */
export const useSymmetryStore = defineStore('renormalization-symmetry', () => {
  const initial = symmetrySettings.parse({});
  const history = useDocument<SymmetryDocument>({ settings: initial, values: bareValues(initial) });
  const draft = computed(() => history.document.value.settings);
  const settings = shallowRef<SymmetrySettings>(initial);
  const description = shallowRef<SymmetryDescription | null>(null);
  const error = shallowRef<HostError | null>(null);

  const reader = latest(
    async () => {
      const asked = settings.value;
      return { asked, answer: await host.symmetryDescribe({ symmetry: asked }) };
    },
    ({ asked, answer }) => {
      if (!sameSettings(asked, settings.value)) return;
      description.value = markRaw(answer);
      error.value = null;
    },
    (cause) => (error.value = toHostError(cause)),
  );
  watch(
    draft,
    (now) => {
      const parsed = symmetrySettings.safeParse(now);
      if (!parsed.success || sameSettings(parsed.data, settings.value)) return;
      settings.value = parsed.data;
      void reader.ask();
    },
    { flush: 'sync' },
  );
  void reader.ask();
  onConnected(() => {
    if (error.value !== null) void reader.ask();
  });

  /** Whether the description is of what is chosen, not still of what was chosen before. */
  const current = computed(
    () => description.value !== null && sameSettings(description.value.settings, draft.value),
  );
  /** Why the choice is not allowed, and what to do about it. */
  const problem = computed<SymmetryProblem | null>(
    () => problemOf(draft.value) ?? (current.value ? description.value!.problem : null),
  );

  /** Another choice. Its couplings start on the bare axis, at the coupling there was if the group stays. */
  function choose(patch: Partial<SymmetrySettings>) {
    const { settings: before, values } = history.document.value;
    const next = { ...before, ...patch };
    if (sameSettings(before, next)) return;
    const kept = next.internal === before.internal && values['J0'] !== undefined;
    history.edit({ settings: next, values: kept ? { J0: values['J0']! } : bareValues(next) });
  }

  const couplings = computed(() =>
    (description.value?.couplings ?? []).map(({ name }) => history.document.value.values[name] ?? 0),
  );
  const setValues = (values: Record<string, number>) =>
    history.edit({
      ...history.document.value,
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== 0)),
    });
  /** Gives one coupling another value. */
  const setCoupling = (name: string, value: number) =>
    setValues({ ...history.document.value.values, [name]: value });
  /** The bare model at its critical coupling. */
  const setBare = () => setValues(bareValues(draft.value));

  return {
    /** The choice as the picker shows it, perhaps one that no document accepts. */
    draft,
    /** The newest choice that documents accept; the description may still say that its group forbids it. */
    settings: computed(() => settings.value),
    description: computed(() => description.value),
    current,
    problem,
    /** Whether couplings of the choice exist and are known. */
    allowed: computed(() => current.value && problem.value === null),
    error: computed(() => error.value),
    couplings,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    undo: history.undo,
    redo: history.redo,
    choose,
    setCoupling,
    setBare,
    /** Asks again, after a failure. */
    describe: reader.ask,
  };
});
