import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef } from 'vue';
import {
  HostError,
  mostComparedFiles,
  type ComparedArray,
  type FileInspection,
  type FileReading,
  type FilesComparison,
} from '../../preload/contract/index.ts';
import { toHostError } from '../bridge/errors.ts';
import { host } from '../bridge/host.ts';
import { fitsOneMessage, lookedAtInPieces } from './large-files.ts';

export interface LookedAt {
  id: number;
  file: File;
  state: 'reading' | 'ready' | 'failed';
  inspection?: FileInspection;
  error?: HostError;
  /** What the user takes it for; the guess, until another is chosen. */
  reading?: FileReading;
  /** Which of its arrays is looked at; the largest, until another is chosen. */
  array?: string;
}

/** What a file is taken for now. */
export const readingOf = ({ reading, inspection }: LookedAt): FileReading =>
  reading ?? inspection?.guess ?? 'array';

const valuesOf = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);

/** The array of a file that is looked at now: the one that was chosen, or the largest. Undefined where there is none. */
export function arrayOf({ array, inspection }: LookedAt) {
  const arrays = inspection?.arrays ?? [];
  return (
    arrays.find(({ name }) => name === array) ??
    arrays.toSorted((a, b) => valuesOf(b.shape) - valuesOf(a.shape))[0]
  );
}

/** Files the user has dropped or opened in this session, newest first. Their bytes stay with the browser. */
export const useFilesStore = defineStore('files', () => {
  const files = shallowRef<readonly LookedAt[]>([]);
  const selected = ref<number | null>(null);
  /** Files that are put side by side, in the order in which they were picked: the others are compared with the first. */
  const picked = ref<readonly number[]>([]);
  const words = ref('');

  const byId = (id: number | null) => files.value.find((file) => file.id === id);
  const current = computed(() => byId(selected.value) ?? null);
  /** Files whose names, or what they are, hold the words of the search. */
  const shown = computed(() => {
    const wanted = words.value.trim().toLowerCase().split(/\s+/);
    return files.value.filter(({ file, inspection }) => {
      const text = `${file.name} ${inspection?.description ?? ''} ${inspection?.guess ?? ''}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
  });
  const pickedFiles = computed(() =>
    picked.value.map(byId).filter((file): file is LookedAt => file !== undefined),
  );
  let next = 1;
  /** What was found out about files after they had been taken off the list, for when they are put back. */
  const missed = new Map<number, Partial<LookedAt>>();

  function replace(id: number, patch: Partial<LookedAt>) {
    if (byId(id) === undefined) missed.set(id, patch);
    files.value = files.value.map((file) => (file.id === id ? { ...file, ...patch } : file));
  }

  /** Lists a file that is going to be looked at. */
  function add(file: File): LookedAt {
    const added: LookedAt = { id: next++, file: markRaw(file), state: 'reading' };
    files.value = [added, ...files.value];
    selected.value = added.id;
    return added;
  }

  /** Has the host look at a listed file and remembers what it says. A file too large for one message is not read. */
  async function look({ id, file }: Pick<LookedAt, 'id' | 'file'>): Promise<LookedAt> {
    try {
      const inspection = fitsOneMessage(file.size)
        ? await host.fileInspect({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
        : await lookedAtInPieces(file);
      replace(id, { state: 'ready', inspection: markRaw(inspection) });
    } catch (error) {
      replace(id, { state: 'failed', error: markRaw(readingFault(file, error)) });
    }
    return byId(id) ?? { id, file, state: 'failed' };
  }

  /** Lists a file and looks at it. */
  const inspect = (file: File) => look(add(file));

  /** Takes files off the list. @returns what puts them back. */
  function forget(ids: readonly number[]): () => void {
    const before = { files: files.value, selected: selected.value, picked: picked.value };
    const index = files.value.findIndex(({ id }) => id === selected.value);
    files.value = files.value.filter(({ id }) => !ids.includes(id));
    picked.value = picked.value.filter((id) => !ids.includes(id));
    if (byId(selected.value) === undefined)
      selected.value = (files.value[index] ?? files.value.at(-1))?.id ?? null;
    return () => {
      const later = files.value.filter(({ id }) => before.files.every((file) => file.id !== id));
      files.value = [
        ...later,
        ...before.files.map((file) => byId(file.id) ?? { ...file, ...missed.get(file.id) }),
      ];
      selected.value = before.selected;
      picked.value = before.picked;
    };
  }

  /** Shows one file alone. */
  function select(id: number) {
    selected.value = id;
    picked.value = [];
  }

  /** Shows a file alone that was looked at before. */
  function show(file: File) {
    const looked = files.value.find((other) => other.file === file);
    if (looked !== undefined) select(looked.id);
  }

  /** Adds a file to those side by side, or takes it out. Says no where there are as many as are put side by side. */
  function toggle(id: number): boolean {
    if (picked.value.includes(id)) picked.value = picked.value.filter((other) => other !== id);
    else if (picked.value.length >= mostComparedFiles) return false;
    else picked.value = [...picked.value, id];
    return true;
  }

  /** Puts files side by side. */
  const compare = (ids: readonly number[]) => (picked.value = ids.slice(0, mostComparedFiles));

  /** The bytes of a file, and which of its arrays is meant. @throws HostError where it has gone or changed since */
  async function content(looked: LookedAt) {
    try {
      const bytes = new Uint8Array(await looked.file.arrayBuffer());
      return { name: looked.file.name, bytes, array: arrayOf(looked)?.name };
    } catch (error) {
      throw readingFault(looked.file, error);
    }
  }

  /** The arrays that are looked at in some files, side by side. @throws HostError */
  async function arraysOf(chosen: readonly LookedAt[]): Promise<FilesComparison> {
    if (!fitsOneMessage(chosen.reduce((sum, { file }) => sum + file.size, 0))) {
      throw new HostError('too-large', 'These files are larger than 64 MB together.', {
        remedy: 'Compare fewer at once, or use the command: macroscope analyse FILE FILE.',
      });
    }
    return await host.filesCompare({ files: await Promise.all(chosen.map(content)) });
  }

  /** The array of a file that is looked at, in figures. @throws HostError */
  async function arrayIn(looked: LookedAt): Promise<{ array: ComparedArray; edges: Float64Array }> {
    const { arrays, edges } = await arraysOf([looked]);
    return { array: arrays[0]!, edges };
  }

  return {
    files,
    selected,
    current,
    picked,
    pickedFiles,
    words,
    shown,
    add,
    look,
    inspect,
    forget,
    select,
    show,
    toggle,
    compare,
    /** Another array of a file, or another reading of it. */
    choose: (id: number, choice: Pick<LookedAt, 'reading' | 'array'>) => void replace(id, choice),
    arraysOf,
    arrayIn,
  };
});

/** A file the browser cannot read is gone, or not the one that was chosen; its error has neither name nor remedy. */
function readingFault(file: File, error: unknown): HostError {
  if (!(error instanceof DOMException)) return toHostError(error);
  return new HostError('bad-file', `${file.name} can no longer be read: it was moved, changed or deleted.`, {
    where: file.name,
    remedy: 'Open it again.',
    cause: error,
  });
}
