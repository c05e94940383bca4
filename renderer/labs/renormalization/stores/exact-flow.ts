import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import {
  bareCriticalCoupling,
  type HostError,
  type RgPath,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import {
  emptyBeta,
  isFrozen,
  joined,
  startingPath,
  stepsOf,
  untilFrozen,
  withPoints,
  type BetaFunction,
} from '../exact-map/flow-path.ts';
import { sameSettings } from '../parts/settings.ts';
import { useSymmetryStore } from './symmetry.ts';

/** Something that is computed call by call, so that it can be shown as it grows and stopped between two calls. */
interface Job {
  /** Part that is done, 0 to 1. */
  done: number;
  /** One call; answers what remains, null when that was all. */
  advance(isWanted: () => boolean): Promise<Job | null>;
}

/** What a result is of. It stays in sight until the next one is there, which may have other couplings. */
interface Computed {
  settings: SymmetrySettings;
  /** Names of the couplings. */
  names: readonly string[];
}

/** A flow shorter than this, in seconds, follows the hand; a longer one waits for its button. */
const mostUnasked = 1.5;
/** About how long one call may take, in seconds. */
const callSeconds = 0.4;
/** Bare couplings of the beta function. */
const betaPoints = 32;
/** Starts that one call may have. */
const mostStarts = 64;

/** Bare couplings up to twice the critical one. */
function betaStarts({ internal }: SymmetrySettings): number[] {
  const end = 2 * (bareCriticalCoupling(internal) ?? 1);
  return Array.from({ length: betaPoints }, (_, i) => (end * (i + 1)) / betaPoints);
}

/**
 * The exact RG map of the lab's choice, iterated from the couplings under the editor, and its beta function on the bare axis. Cheap choices
 * follow the hand; dear ones are computed on demand, step by step, and can be stopped.
 */
export const useExactFlowStore = defineStore('renormalization-exact-flow', () => {
  const symmetry = useSymmetryStore();
  const steps = ref(8);
  const flow = shallowRef<(Computed & { path: RgPath }) | null>(null);
  const beta = shallowRef<(Computed & { beta: BetaFunction }) | null>(null);
  const error = shallowRef<HostError | null>(null);
  const jobs = { flow: shallowRef<Job | null>(null), beta: shallowRef<Job | null>(null) };

  const stepSeconds = computed(() => symmetry.description?.cost.stepSeconds ?? 0);
  const possible = computed(() => symmetry.allowed && (symmetry.description?.cost.possible ?? false));
  const flowSeconds = computed(() => steps.value * stepSeconds.value);
  const betaSeconds = computed(() => betaPoints * stepSeconds.value);

  function flowJob({ settings, names }: Computed, soFar: RgPath, total: number): Job {
    const each = Math.max(1, Math.floor(callSeconds / Math.max(1e-6, stepSeconds.value)));
    return {
      done: stepsOf(soFar) / total,
      async advance(isWanted) {
        const [next] = await host.rgFlow({
          map: { type: 'exact', symmetry: settings },
          starts: [soFar.couplings.at(-1)!],
          steps: Math.min(each, total - stepsOf(soFar)),
        });
        if (!isWanted() || next === undefined) return null;
        const longer = untilFrozen(joined(soFar, next));
        flow.value = { settings, names, path: longer };
        return stepsOf(longer) >= total || isFrozen(longer)
          ? null
          : flowJob({ settings, names }, longer, total);
      },
    };
  }

  function betaJob({ settings, names }: Computed, soFar: BetaFunction): Job {
    const each = Math.max(
      1,
      Math.min(mostStarts, Math.floor(callSeconds / Math.max(1e-6, stepSeconds.value))),
    );
    const starts = betaStarts(settings).slice(soFar.x.length, soFar.x.length + each);
    return {
      done: soFar.x.length / betaPoints,
      async advance(isWanted) {
        const paths = await host.rgFlow({
          map: { type: 'exact', symmetry: settings },
          starts: starts.map((J0) => [J0, ...Array.from({ length: names.length - 1 }, () => 0)]),
          steps: 1,
        });
        if (!isWanted()) return null;
        const longer = withPoints(soFar, paths);
        beta.value = { settings, names, beta: longer };
        return longer.x.length >= betaPoints ? null : betaJob({ settings, names }, longer);
      },
    };
  }

  // One call at a time; what was put in the place of a job while its call was under way goes on with the next.
  let working = false;
  async function work() {
    if (working) return;
    working = true;
    for (let slot = nextSlot(); slot !== null; slot = nextSlot()) {
      const job = slot.value!;
      const current = slot;
      const isWanted = () => current.value === job;
      try {
        const rest = await job.advance(isWanted);
        if (isWanted()) slot.value = rest;
      } catch (cause) {
        if (isWanted()) {
          error.value = toHostError(cause);
          slot.value = null;
        }
      }
    }
    working = false;
  }
  const nextSlot = () => (jobs.flow.value !== null ? jobs.flow : jobs.beta.value !== null ? jobs.beta : null);

  const choice = (): Computed => ({
    settings: symmetry.settings,
    names: symmetry.description?.couplings.map(({ name }) => name) ?? [],
  });
  function follow() {
    if (!possible.value) return;
    error.value = null;
    jobs.flow.value = flowJob(choice(), startingPath(symmetry.couplings), steps.value);
    void work();
  }
  function traceBeta() {
    if (!possible.value) return;
    error.value = null;
    jobs.beta.value = betaJob(choice(), emptyBeta());
    void work();
  }
  function stop() {
    jobs.flow.value = null;
    jobs.beta.value = null;
  }

  let active = false;
  /** From the first time the tab is shown, flows that take no time follow the choice and the couplings. */
  function start() {
    if (active) return;
    active = true;
    watch(
      () => JSON.stringify([symmetry.current, possible.value, symmetry.couplings, steps.value]),
      () => {
        jobs.flow.value = null;
        if (possible.value && flowSeconds.value <= mostUnasked) return follow();
        if (symmetry.current) flow.value = null;
      },
      { immediate: true },
    );
    watch(
      () => JSON.stringify([symmetry.current, possible.value, symmetry.settings]),
      () => {
        jobs.beta.value = null;
        if (!symmetry.current) return;
        const known = beta.value !== null && sameSettings(beta.value.settings, symmetry.settings);
        if (known && beta.value?.beta.x.length === betaPoints) return;
        if (possible.value && betaSeconds.value <= mostUnasked) return traceBeta();
        beta.value = null;
      },
      { immediate: true },
    );
  }

  const follows = computed(() => jobs.flow.value !== null);
  const traces = computed(() => jobs.beta.value !== null);

  return {
    steps,
    possible,
    flow: computed(() => flow.value),
    beta: computed(() => beta.value),
    error: computed(() => error.value),
    /** What is at work, and the part of it that is done. */
    follows,
    traces,
    flowDone: computed(() => jobs.flow.value?.done ?? null),
    betaDone: computed(() => jobs.beta.value?.done ?? null),
    flowSeconds,
    betaSeconds,
    /** Whether flows take so long that they wait for the button. */
    waits: computed(() => flowSeconds.value > mostUnasked),
    start,
    follow,
    traceBeta,
    stop,
  };
});
