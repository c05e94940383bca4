import { defineStore } from 'pinia';
import { computed } from 'vue';
import {
  dynamicalSystem,
  payloadLimit,
  schemaOf,
  systemOfParticles,
  type DynamicalSystem,
  type SelfSimilaritySpec,
  type SpacetimeInput,
  type SpacetimeLayout,
  type SystemType,
} from '../../../../preload/contract/index.ts';
import { useRunSpecs } from '../../documents/run-specs.ts';
import { useSpecification } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';
import { studyName } from '../learn/names.ts';
import { studySeconds } from '../learn/cost.ts';
import { useOwnDataStore } from './own-data.ts';

const areParticles = (input: SpacetimeInput | null) => input?.layout.axes.includes('particle') ?? false;

/** Longest name of a source that a document holds. */
const longestName = 200;

/**
 * The analysis that the whole lab works on: one document with undo, whose system System, Learn and Rule graph share, the series of a
 * file where the system is the user's own, and the run that Learn and Verdict show.
 */
export const useStudyStore = defineStore('self-similarity-study', () => {
  const own = useOwnDataStore();
  const document = useSpecification<'self-similarity'>(
    schemaOf['self-similarity'].parse({ kind: 'self-similarity' }),
  );
  const { all, run, watched, starting, error, create } = useWatchedRun(['self-similarity']);
  const specs = useRunSpecs('self-similarity', all);

  const system = computed(() => document.spec.value.system);
  /** Systems of other types as they were left. */
  const left = new Map<SystemType, DynamicalSystem>();

  /** Changes entries of the system, as one undoable edit. */
  const changeSystem = (next: DynamicalSystem) => document.edit({ ...document.draft.value, system: next });
  /** Another type of system, as it was when it was last chosen. */
  function chooseType(type: SystemType) {
    if (type === system.value.type) return;
    left.set(system.value.type, system.value);
    changeSystem(left.get(type) ?? dynamicalSystem.parse({ type }));
  }

  /**
   * Opens the user's own series, read as `layout` says, and makes it the system. The fields of particles are density and velocity on a periodic
   * lattice. @throws HostError, and keeps what was open.
   */
  async function open(
    file: { name: string; arrayBuffer(): Promise<ArrayBuffer> },
    layout: Partial<SpacetimeLayout> = {},
  ): Promise<void> {
    const were = areParticles(own.input);
    if (!(await own.open(file, layout))) return;
    const before = system.value.type === 'data' ? system.value : left.get('data');
    if (system.value.type !== 'data') left.set(system.value.type, system.value);
    changeSystem(
      dynamicalSystem.parse({
        ...before,
        ...whatParticlesAre(were),
        type: 'data',
        sourceName: file.name.slice(0, longestName),
      }),
    );
  }

  /** What the system is now that its series is read as particles, or no longer is; nothing where that has not changed. */
  function whatParticlesAre(were: boolean): { vectors?: boolean; boundary?: 'periodic' } {
    if (areParticles(own.input)) return systemOfParticles;
    return were ? { vectors: false } : {};
  }

  /** Reads the open file another way. */
  async function arrange(patch: Partial<SpacetimeLayout>): Promise<void> {
    const were = areParticles(own.input);
    await own.arrange(patch);
    if (areParticles(own.input) !== were && system.value.type === 'data')
      changeSystem({ ...system.value, ...whatParticlesAre(were) });
  }

  /** Why the document can not be started although its schema accepts it. */
  const problem = computed(() => {
    if (system.value.type !== 'data') return null;
    if (own.input === null) return 'Own data: open a file with a series first.';
    if (own.arranging) return 'The series is being read as you chose.';
    if (own.error !== null) return 'The series can not be read so: correct what is marked, in System.';
    if (own.input.spacetime.data.byteLength > 0.9 * payloadLimit)
      return 'The series is larger than a run can be handed (60 MB): take a stride, or leave steps out.';
    return null;
  });

  const measured = computed(() =>
    all.value.flatMap(({ id, state, computeSeconds }) => {
      const spec = specs.of(id);
      return state === 'done' && spec !== null ? [{ spec, computeSeconds }] : [];
    }),
  );
  /** What a study of the open series or another system is expected to take; null: not known without the data. */
  const secondsOf = (spec: SelfSimilaritySpec) => studySeconds(spec, own.input, measured.value);

  /** The document under the name of the file that is open: one from elsewhere, or an undone one, may name another. */
  function ofOpenFile(spec: SelfSimilaritySpec): SelfSimilaritySpec {
    const sourceName = (own.name ?? '').slice(0, longestName);
    return { ...spec, system: { ...spec.system, sourceName } as DynamicalSystem };
  }

  /** Starts the document, or another specification without touching it, and selects the run. */
  async function start(asked: SelfSimilaritySpec = document.spec.value): Promise<void> {
    const isOwn = asked.system.type === 'data' && own.input !== null;
    const inputs = isOwn ? { spacetime: own.input!.spacetime } : undefined;
    const spec = isOwn ? ofOpenFile(asked) : asked;
    const record = await create(spec, studyName(spec), inputs);
    if (record) specs.know(record.id, spec);
  }

  return {
    ...document,
    system,
    changeSystem,
    chooseType,
    /** The user's own series; null: none is open. */
    input: computed(() => own.input),
    open,
    arrange,
    problem,
    valid: computed(() => document.valid.value && problem.value === null),
    secondsOf,
    /** What the document is expected to take. */
    seconds: computed(() => secondsOf(document.spec.value)),
    starting,
    error,
    start,
    /** Runs of this kind, newest first. */
    all,
    run,
    /** The run that Learn and Verdict show. */
    runId: computed(() => watched.value),
    select: (id: string | null) => (watched.value = id),
    specOf: specs.of,
    /** Document of that run, once it is read. */
    runSpec: computed(() => specs.of(watched.value)),
  };
});
