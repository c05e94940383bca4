import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import {
  schemaOf,
  type MlrgAnalysisSpec,
  type RgAnalysis,
  type RgMapChoice,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import { useRunResults } from '../../documents/run-results.ts';
import { useRunSpecs } from '../../documents/run-specs.ts';
import { useSpecification } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';
import { analysisSeconds, type MeasuredAnalysis } from '../critical-point/cost.ts';
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
  const document = useSpecification<'mlrg-analysis'>(
    schemaOf['mlrg-analysis'].parse({
      kind: 'mlrg-analysis',
      map: { type: 'exact', symmetry: symmetry.settings },
    }),
  );
  followSymmetry(
    () => {
      const { map } = document.spec.value;
      return map.type === 'exact' ? map.symmetry : null;
    },
    (settings) => document.edit({ ...document.draft.value, map: { type: 'exact', symmetry: settings } }),
  );

  const { all, run, watched, starting, error, create } = useWatchedRun(['mlrg-analysis']);
  const specs = useRunSpecs('mlrg-analysis', all);
  const results = useRunResults('analysis.json', readAnalysis);
  results.readDone(all);

  const finished = computed<FinishedAnalysis[]>(() =>
    all.value.flatMap(({ id, name, createdAt }) => {
      const [spec, analysis] = [specs.of(id), results.of(id)];
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
  const measured = computed<MeasuredAnalysis[]>(() =>
    all.value.flatMap(({ id, state, computeSeconds }) => {
      const spec = specs.of(id);
      return state === 'done' && spec ? [{ spec, computeSeconds }] : [];
    }),
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

  /** Analyses the document, or another specification without touching the document. */
  async function start(spec: MlrgAnalysisSpec = document.spec.value): Promise<void> {
    const record = await create(spec, analysisName(spec));
    if (record) specs.know(record.id, spec);
  }
  function analysisName(spec: MlrgAnalysisSpec): string {
    if (spec.map.type === 'exact') return `Exact map, ${symmetryName(spec.map.symmetry)}`;
    return maps.get(spec.map.model)?.title ?? spec.map.model;
  }

  return {
    ...document,
    problem,
    valid: computed(() => document.valid.value && problem.value === null),
    map,
    /** Makes the document one about another map. */
    chooseMap: (choice: RgMapChoice) => document.edit({ ...document.draft.value, map: choice }),
    /** What the document would take, in seconds; null: not known. */
    seconds: computed(() =>
      analysisSeconds(document.spec.value, map.value, description.value, measured.value),
    ),
    error,
    starting,
    watched,
    run,
    all,
    specOf: specs.of,
    finished,
    /** What the analysis that is looked at found. */
    result: computed(() => results.of(watched.value)),
    resultError: computed(() => results.errorOf(watched.value)),
    latestOf,
    exactMapCritical,
    start,
  };
});

/** Whether two choices name the same map. */
export function sameMap(a: RgMapChoice, b: RgMapChoice): boolean {
  if (a.type === 'exact') return b.type === 'exact' && sameSettings(a.symmetry, b.symmetry);
  return b.type === 'learned' && a.model === b.model;
}
