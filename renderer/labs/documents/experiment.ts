import { computed } from 'vue';
import type { ExperimentKindName, SpecOf } from '../../../preload/contract/index.ts';
import { useRunResults } from './run-results.ts';
import { useRunSpecs } from './run-specs.ts';
import { useSpecification } from './specification.ts';
import { useWatchedRun } from './watched-run.ts';

interface Experiment<K extends ExperimentKindName, Result extends object> {
  /** What the document begins with. */
  initial: SpecOf<K>;
  /** Name of the artifact that holds the result. */
  artifact: string;
  /** Reads it; throws HostError when it holds none. */
  parse: (bytes: Uint8Array) => Result;
  nameOf: (spec: SpecOf<K>) => string;
}

/** A kind of experiment on the page: its document with undo, its runs with what they left, the run that is looked at, and starting another. */
export function useExperiment<K extends ExperimentKindName, Result extends object>({
  initial,
  artifact,
  parse,
  nameOf,
}: Experiment<K, Result>) {
  const document = useSpecification<K>(initial);
  const kind = initial.kind as K;
  const { all, run, watched, starting, error, create } = useWatchedRun([kind]);
  const specs = useRunSpecs(kind, all);
  const results = useRunResults(artifact, parse);
  results.readDone(all);

  /** Starts the document, or another specification without touching the document. */
  async function start(asked: SpecOf<K> = document.spec.value): Promise<void> {
    const record = await create(asked, nameOf(asked));
    if (record) specs.know(record.id, asked);
  }

  return {
    document,
    all,
    run,
    watched,
    starting,
    error,
    specOf: specs.of,
    resultOf: results.of,
    watchedSpec: computed(() => specs.of(watched.value)),
    result: computed(() => results.of(watched.value)),
    resultError: computed(() => results.errorOf(watched.value)),
    /** What finished runs took, to estimate others by. */
    measured: computed(() =>
      all.value.flatMap(({ id, state, computeSeconds }) => {
        const spec = specs.of(id);
        return state === 'done' && spec ? [{ spec, computeSeconds }] : [];
      }),
    ),
    start,
  };
}
