import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import {
  nameOfScale,
  parseScale,
  type RunSummary,
  type SelfSimilaritySpec,
  type SystemType,
} from '../../../../preload/contract/index.ts';
import { scalesOf } from '../learn/names.ts';
import { useSelfSimilarityResults } from './results.ts';
import { useStudyStore } from './study.ts';

interface ScanAxes {
  spaces: readonly number[];
  times: readonly number[];
}

/** S and T that tell something of each system, around T = S^z. */
function usualAxes(type: SystemType): ScanAxes {
  switch (type) {
    case 'diffusion':
      return { spaces: [2, 3], times: [2, 3, 4, 6, 9, 12] };
    case 'vicsek':
      return { spaces: [2], times: [1, 2, 3, 4, 6] };
    default:
      return { spaces: [2, 3], times: [1, 2, 3, 4] };
  }
}

/** Most scales that one analysis takes. */
const mostScales = 64;
/** Trainings over which shared and free macro dynamics are compared (Fig. 7). */
const priorRepeats = 5;

/** Analyses of the lab's system over many scales, and with free macro dynamics beside the shared ones. */
export const useScanStore = defineStore('self-similarity-scan', () => {
  const study = useStudyStore();
  const results = useSelfSimilarityResults();

  const chosen = ref<Partial<Record<SystemType, ScanAxes>>>({});
  const axes = computed(() => chosen.value[study.system.type] ?? usualAxes(study.system.type));
  const change = (patch: Partial<ScanAxes>) =>
    (chosen.value = { ...chosen.value, [study.system.type]: { ...axes.value, ...patch } });

  const scales = computed(() => [
    ...new Set(
      axes.value.spaces.flatMap((space) => axes.value.times.map((time) => nameOfScale({ space, time }))),
    ),
  ]);
  const scanSpec = computed<SelfSimilaritySpec>(() => ({
    ...study.spec,
    scales: scales.value.slice(0, mostScales),
    free: false,
  }));
  const priorSpec = computed<SelfSimilaritySpec>(() => ({
    ...study.spec,
    free: true,
    repeats: Math.max(priorRepeats, study.spec.repeats),
  }));

  /** Finished analyses with several T of some S. */
  const scans = computed(() => results.finished.filter(({ result }) => isScan(result.scales)));
  /** Finished analyses with free macro dynamics. */
  const priors = computed(() =>
    results.finished.filter(({ result }) => result.scales.some(({ free }) => free !== null)),
  );
  /** The run that is looked at while it is not done, where its document is of this sort. */
  const unfinished = (isOfSort: (spec: SelfSimilaritySpec) => boolean): RunSummary | null =>
    study.run && study.run.state !== 'done' && study.runSpec && isOfSort(study.runSpec) ? study.run : null;
  /** The one that is looked at where it is of this sort, else the newest that is. */
  const shown = (all: typeof scans.value) => all.find(({ run }) => run.id === study.runId) ?? all[0] ?? null;

  return {
    axes,
    setSpaces: (spaces: readonly number[]) => change({ spaces }),
    setTimes: (times: readonly number[]) => change({ times }),
    scales,
    problem: computed(() =>
      scales.value.length > mostScales
        ? `${scales.value.length} scales: an analysis takes at most ${mostScales}.`
        : scales.value.length === 0
          ? 'Give at least one S and one T.'
          : study.problem,
    ),
    scanSeconds: computed(() => study.secondsOf(scanSpec.value)),
    priorSeconds: computed(() => study.secondsOf(priorSpec.value)),
    repeats: computed(() => priorSpec.value.repeats),
    scans,
    priors,
    scanUnderWay: computed(() => unfinished((spec) => isScan(scalesOf(spec).map(parseScale)))),
    priorUnderWay: computed(() => unfinished(({ free }) => free)),
    scan: computed(() => shown(scans.value)),
    prior: computed(() => shown(priors.value)),
    startScan: () => study.start(scanSpec.value),
    startPrior: () => study.start(priorSpec.value),
  };
});

/** Whether scales tell how consistency depends on T: three T of one S. */
export function isScan(scales: readonly { space: number; time: number }[]): boolean {
  const times = new Map<number, Set<number>>();
  for (const { space, time } of scales) times.set(space, (times.get(space) ?? new Set()).add(time));
  return [...times.values()].some((own) => own.size >= 3);
}
