import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import {
  schemaOf,
  type MlrgAnalysisSpec,
  type RgAnalysis,
  type RgMapChoice,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import { useExperiment } from '../../documents/experiment.ts';
import { analysisSeconds } from '../critical-point/cost.ts';
import { readAnalysis } from '../critical-point/results.ts';
import { symmetryName } from '../names.ts';
import { sameSettings } from '../parts/settings.ts';
import { useDescriptionsStore } from './descriptions.ts';
import { followSymmetry } from './follow-symmetry.ts';
import { useMapsStore } from './maps.ts';
import { useSymmetryStore } from './symmetry.ts';

/** A finished analysis with the run it is from. */
export interface FinishedAnalysis {
  run: string;
  name: string;
  createdAt: string;
  spec: MlrgAnalysisSpec;
  analysis: RgAnalysis;
}

/** Analyses of renormalization maps: one document with undo, the one that is looked at, and all that are finished. */
export const useAnalysisStore = defineStore('renormalization-analysis', () => {
  const symmetry = useSymmetryStore();
  const maps = useMapsStore();
  const descriptions = useDescriptionsStore();
  const { document, ...analyses } = useExperiment({
    initial: schemaOf['mlrg-analysis'].parse({
      kind: 'mlrg-analysis',
      map: { type: 'exact', symmetry: symmetry.settings },
    }),
    artifact: 'analysis.json',
    parse: readAnalysis,
    nameOf: analysisName,
  });
  followSymmetry(
    () => {
      const { map } = document.spec.value;
      return map.type === 'exact' ? map.symmetry : null;
    },
    (settings) => document.edit({ ...document.draft.value, map: { type: 'exact', symmetry: settings } }),
  );

  const finished = computed<FinishedAnalysis[]>(() =>
    analyses.all.value.flatMap(({ id, name, createdAt }) => {
      const [spec, analysis] = [analyses.specOf(id), analyses.resultOf(id)];
      return spec && analysis ? [{ run: id, name, createdAt, spec, analysis }] : [];
    }),
  );

  /** The map the document is about; absent while its model is not known. */
  const map = computed(() => {
    const { map: choice } = document.spec.value;
    return choice.type === 'exact' ? maps.exact : maps.get(choice.model);
  });
  const description = computed(() => (map.value ? descriptions.of(map.value.symmetry) : null));
  watch(
    () => map.value?.symmetry,
    (settings) => {
      if (settings) void descriptions.ask(settings);
    },
    { immediate: true },
  );

  /** Why the document can not be run although its schema accepts it. */
  const problem = computed(() => {
    const { map: choice } = document.spec.value;
    if (choice.type === 'exact') return symmetry.problem?.message ?? null;
    return map.value ? null : `There is no model ${choice.model} in this workspace.`;
  });

  /** The newest finished analysis of a map. */
  function latestOf(choice: RgMapChoice): FinishedAnalysis | undefined {
    return finished.value.find(({ spec }) => sameMap(spec.map, choice));
  }

  /** J0* of the exact map of a symmetry, from the newest analysis that found it. */
  function exactMapCritical(settings: SymmetrySettings): number | null {
    const found = latestOf({ type: 'exact', symmetry: settings });
    const estimates = found?.analysis.critical ?? [];
    const best = estimates.find(({ method }) => method === 'bisection') ?? estimates[0];
    return best?.value.value ?? null;
  }

  function analysisName(spec: MlrgAnalysisSpec): string {
    if (spec.map.type === 'exact') return `Exact map, ${symmetryName(spec.map.symmetry)}`;
    return maps.get(spec.map.model)?.title ?? spec.map.model;
  }

  return {
    ...document,
    ...analyses,
    problem,
    valid: computed(() => document.valid.value && problem.value === null),
    map,
    /** Makes the document one about another map. */
    chooseMap: (choice: RgMapChoice) => document.edit({ ...document.draft.value, map: choice }),
    /** What the document would take, in seconds; null: not known. */
    seconds: computed(() =>
      analysisSeconds(document.spec.value, map.value, description.value, analyses.measured.value),
    ),
    finished,
    latestOf,
    exactMapCritical,
  };
});

/** Whether two choices name the same map. */
export function sameMap(a: RgMapChoice, b: RgMapChoice): boolean {
  if (a.type === 'exact') return b.type === 'exact' && sameSettings(a.symmetry, b.symmetry);
  return b.type === 'learned' && a.model === b.model;
}
