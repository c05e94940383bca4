import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import {
  schemaOf,
  type ArrayRecord,
  type DesignResult,
  type HostError,
  type PatternInput,
  type RunRecord,
  type ShapedArray,
  type SpecOf,
} from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { report } from '../../../shell/notices.ts';
import { useRunsStore } from '../../../stores/runs.ts';
import { simulationCount, type DesignEffort } from '../design/estimate.ts';
import { orderDesigns, type DesignOrder } from '../design/ranking.ts';
import { examplePicture, modelLattice, readDesign, seenPicture } from '../design/result.ts';
import { useDocument } from '../../documents/document.ts';

/** What the user sets before a design: the specification but for the example, and how the example is to be read. */
export interface DesignDocument extends Omit<SpecOf<'turing-design'>, 'kind' | 'version' | 'patternName'> {
  observation: 'auto' | 'fields' | 'picture';
}

/** An example: the file it came from, if any, and the pattern as the model is given it. */
export interface Example {
  name: string;
  bytes: Uint8Array<ArrayBuffer> | null;
  readAs: DesignDocument['observation'];
  /** Which of the file's arrays, where the user chose one. */
  array?: string | undefined;
  input: PatternInput;
}

export type DesignPhase = 'empty' | 'reading' | 'ready' | 'running' | 'done' | 'failed';

function settingsOf(spec: SpecOf<'turing-design'>): Omit<DesignDocument, 'observation'> {
  const { kind: _, version: __, patternName: ___, ...settings } = spec;
  return settings;
}

function initialDocument(): DesignDocument {
  return { ...settingsOf(schemaOf['turing-design'].parse({ kind: 'turing-design' })), observation: 'auto' };
}

function middle(field: Float32Array, size: number, side: number): Float32Array {
  const margin = (size - side) >> 1;
  return Float32Array.from({ length: side * side }, (_, cell) => {
    const row = margin + Math.floor(cell / side);
    return field[row * size + margin + (cell % side)]!;
  });
}

/**
 * Inverse design from one example: open a file, sample, follow the run, read what it made. Arrays live in shallow references
 * outside of the store's state.
 */
export const useDesignStore = defineStore('turing-design', () => {
  const runs = useRunsStore();
  const { document, ...history } = useDocument(initialDocument());

  const example = shallowRef<Example | null>(null);
  const reading = ref(false);
  const run = ref<string | null>(null);
  const error = shallowRef<HostError | null>(null);
  const result = shallowRef<DesignResult | null>(null);
  const patterns = shallowRef<ArrayRecord>({});
  /** What the result was made from; a later edit makes it stale. */
  const resultOf = shallowRef<{ document: DesignDocument; example: Example | null } | null>(null);
  const lastEffort = ref<{ simulations: number; seconds: number }>();

  const order = ref<DesignOrder>('distance');
  const field = ref<'a' | 'b'>('b');
  const selected = ref(0);
  const kept = ref<number[]>([]);

  const summary = computed(() => (run.value === null ? undefined : runs.get(run.value)));
  const running = computed(() => run.value !== null && result.value === null && error.value === null);
  const phase = computed<DesignPhase>(() => {
    if (reading.value) return 'reading';
    if (running.value) return 'running';
    if (error.value !== null) return 'failed';
    if (result.value !== null) return 'done';
    return example.value === null ? 'empty' : 'ready';
  });
  const stale = computed(
    () =>
      resultOf.value !== null &&
      (resultOf.value.document !== document.value || resultOf.value.example !== example.value),
  );
  /** The example as the model sees it: as it saw it, once it has. */
  const picture = computed(() => {
    const seen = stale.value ? undefined : patterns.value['example'];
    if (seen !== undefined) return seenPicture(seen, field.value);
    if (example.value === null) return null;
    return examplePicture(example.value.input, field.value, document.value.pictureWidth);
  });
  const observation = computed(() => example.value?.input.observation ?? 'picture');
  const effortOf = ({ samples, candidates, refine }: DesignDocument): DesignEffort => ({
    samples,
    candidates,
    refine,
    observation: observation.value,
  });
  const effort = computed(() => effortOf(document.value));
  /** Of the design that is shown or at work, whatever has been edited since. */
  const shownEffort = computed(() => effortOf(resultOf.value?.document ?? document.value));
  const ranking = computed(() =>
    result.value === null ? [] : orderDesigns(result.value.designs, order.value),
  );

  function forgetResult() {
    run.value = null;
    error.value = null;
    result.value = null;
    patterns.value = {};
    resultOf.value = null;
    selected.value = 0;
    kept.value = [];
  }

  /** Reads a file as a pattern, in the way the observation mode says. @throws HostError, and keeps the last example. */
  async function openBytes(
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    observation = document.value.observation,
    array?: string,
  ): Promise<void> {
    reading.value = true;
    try {
      const input = await host.patternRead({ name, bytes, observation, array });
      forgetResult();
      example.value = { name, bytes, readAs: observation, array, input };
      edit({ observation });
    } finally {
      reading.value = false;
    }
  }

  async function open(
    file: { name: string; arrayBuffer(): Promise<ArrayBuffer> },
    observation?: DesignDocument['observation'],
    array?: string,
  ): Promise<void> {
    await openBytes(file.name, new Uint8Array(await file.arrayBuffer()), observation, array);
  }

  /**
   * Takes both fields of a simulation for the example. a, b: size² values, row by row; lengths count, so the middle of a
   * larger field is cut out, not scaled.
   */
  function openFields(name: string, { size, a, b }: { size: number; a: Float32Array; b: Float32Array }) {
    const side = Math.min(size, modelLattice);
    const data = new Float32Array(2 * side * side);
    data.set(middle(a, size, side));
    data.set(middle(b, size, side), side * side);
    forgetResult();
    example.value = {
      name,
      bytes: null,
      readAs: 'fields',
      input: {
        observation: 'fields',
        array: { shape: [2, side, side], data },
        description:
          size === side
            ? `${size}×${size}, both fields`
            : `middle ${side}×${side} of ${size}×${size}, both fields`,
      },
    };
  }

  function close() {
    forgetResult();
    example.value = null;
  }

  function edit(patch: Partial<DesignDocument>) {
    history.edit({ ...document.value, ...patch });
  }

  /** Takes the document of a form: what it leaves out has its default. */
  function replace(next: Record<string, unknown>) {
    const parsed = schemaOf['turing-design'].safeParse({ ...next, kind: 'turing-design' });
    if (parsed.success) history.edit({ ...settingsOf(parsed.data), observation: document.value.observation });
  }

  // Another observation mode, chosen or brought back by undo, reads the same file in another way.
  watch(
    () => document.value.observation,
    async (observation) => {
      const current = example.value;
      if (!current?.bytes || current.readAs === observation) return;
      await openBytes(current.name, current.bytes, observation, current.array).catch((cause: unknown) =>
        report(cause, `${current.name} cannot be read that way`),
      );
    },
  );

  /** Samples and simulates; the answer arrives through the run. */
  async function start(): Promise<void> {
    const current = example.value;
    if (current === null || running.value) return;
    forgetResult();
    const { observation: _, ...settings } = document.value;
    resultOf.value = { document: document.value, example: current };
    try {
      const record = await runs.create(
        { kind: 'turing-design', ...settings, patternName: current.name },
        { name: `Design · ${current.name}`, inputs: { pattern: current.input.array } },
      );
      await follow(record);
    } catch (cause) {
      error.value = toHostError(cause);
    }
  }

  async function cancel(): Promise<void> {
    if (run.value !== null && running.value) await runs.act('stop', run.value);
  }

  /** Shows a design made earlier, with the example and the settings it was made from. */
  async function openRun(id: string): Promise<void> {
    reading.value = true;
    try {
      const record = await host.runRead({ id });
      if (record.spec.kind !== 'turing-design') return;
      const { pattern } = await host.runArrays({ id, name: 'inputs' });
      const { patternName } = record.spec;
      history.reset({ ...settingsOf(record.spec), observation: 'auto' });
      forgetResult();
      if (pattern)
        example.value = { name: patternName, bytes: null, readAs: 'auto', input: fromRun(pattern) };
      resultOf.value = { document: document.value, example: example.value };
      reading.value = false;
      await follow(record);
    } catch (cause) {
      error.value = toHostError(cause);
    } finally {
      reading.value = false;
    }
  }

  /** Waits for a run to end, then reads what it made; the run may have ended before its first event was heard. */
  async function follow(record: RunRecord) {
    run.value = record.id;
    const heard = runs.get(record.id);
    await settle(record.id, heard?.state ?? record.state, heard?.reason ?? record.reason);
  }

  watch(
    () => [summary.value?.id, summary.value?.state] as const,
    ([id, state]) => {
      if (id !== undefined && state !== undefined && id === run.value)
        void settle(id, state, summary.value?.reason);
    },
  );

  async function settle(id: string, state: RunRecord['state'], reason?: string) {
    if (state === 'done' || state === 'archived') await readResult(id);
    else if (state === 'failed') {
      const { error: shape } = await host.runRead({ id });
      if (run.value === id) error.value = toHostError(shape ?? new Error(reason ?? 'The design failed.'));
    } else if (state === 'paused' || state === 'interrupted') {
      if (run.value === id) forgetResult();
    }
  }

  async function readResult(id: string) {
    if (result.value !== null) return;
    try {
      const [bytes, arrays] = await Promise.all([
        host.runArtifact({ id, name: 'design.json' }),
        host.runArrays({ id, name: 'patterns.npz' }),
      ]);
      if (run.value !== id) return;
      const design = readDesign(bytes);
      patterns.value = arrays;
      result.value = design;
      selected.value = orderDesigns(design.designs, order.value)[0] ?? 0;
      lastEffort.value = { simulations: simulationCount(shownEffort.value), seconds: design.seconds };
    } catch (cause) {
      if (run.value === id) error.value = toHostError(cause);
    }
  }

  function toggleKept(index: number) {
    kept.value = kept.value.includes(index)
      ? kept.value.filter((other) => other !== index)
      : [...kept.value, index];
  }

  return {
    document,
    example: computed(() => example.value),
    picture,
    run,
    summary,
    error: computed(() => error.value),
    result: computed(() => result.value),
    patterns: computed(() => patterns.value),
    phase,
    stale,
    ranking,
    observation,
    effort,
    shownEffort,
    lastEffort,
    order,
    field,
    selected,
    kept,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    undo: history.undo,
    redo: history.redo,
    edit,
    replace,
    open,
    openBytes,
    openFields,
    openRun,
    close,
    start,
    cancel,
    toggleKept,
  };
});

function fromRun(pattern: ShapedArray): PatternInput {
  const data = pattern.data instanceof Float32Array ? pattern.data : Float32Array.from(pattern.data, Number);
  const fields = pattern.shape.length === 3;
  const side = pattern.shape.at(-1) ?? 0;
  return {
    observation: fields ? 'fields' : 'picture',
    array: { shape: pattern.shape, data },
    description: `${side}×${side}, ${fields ? 'both fields' : 'one channel'}`,
  };
}
