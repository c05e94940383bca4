import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { CallInput, HostError, RunRecord, RunSummary } from '../../preload/contract/index.ts';
import { toHostError } from '../bridge/errors.ts';
import { host } from '../bridge/host.ts';
import { notify } from '../shell/notices.ts';

/** Something done to runs that can be taken back. Both ways answer whether anything was changed; failures they report themselves. */
interface RunEdit {
  /** What is said when it is done: "2 runs are in the bin". */
  title: string;
  /** Said in a notice with a button that takes it back; edits that show where they were made need none. */
  announced: boolean;
  redo(): Promise<boolean>;
  undo(): Promise<boolean>;
}

type Annotation = Pick<CallInput<'runAnnotate'>, 'tags' | 'notes'>;

const limit = 100;
const nameOf = (runs: readonly Pick<RunSummary, 'name'>[]) =>
  runs.length === 1 ? `“${runs[0]!.name}”` : `${runs.length} runs`;

/** Asks the host the same of each; answers whose it did. What it refused is said in one notice. */
async function each(
  ids: readonly string[],
  call: (id: string) => Promise<unknown>,
  failed: string,
): Promise<string[]> {
  const agreed: string[] = [];
  const refused: HostError[] = [];
  for (const id of ids) {
    try {
      await call(id);
      agreed.push(id);
    } catch (error) {
      refused.push(toHostError(error));
    }
  }
  const [first] = refused;
  if (first) {
    const how = ids.length === 1 ? failed : `${refused.length} of ${ids.length} runs: ${failed}`;
    notify({
      level: 'error',
      title: how,
      message: [first.message, first.remedy].filter(Boolean).join(' '),
    });
  }
  return agreed;
}

/** Names, tags, notes, archive and bin: edits of runs that already are, with undo in the order they were made. */
export const useRunEdits = defineStore('run-edits', () => {
  const done = shallowRef<readonly RunEdit[]>([]);
  const undone = shallowRef<readonly RunEdit[]>([]);
  /** Counts what was done and taken back: a list does not hold all of the notes, and whoever shows them reads again. */
  const version = ref(0);

  async function perform(edit: RunEdit): Promise<boolean> {
    if (!(await edit.redo())) return false;
    done.value = [...done.value, edit].slice(-limit);
    undone.value = [];
    version.value++;
    if (edit.announced) {
      notify({
        level: 'info',
        title: edit.title,
        message: '',
        action: { title: 'Undo', run: () => void undo(edit) },
      });
    }
    return true;
  }

  /** Takes back the last edit, or the one whose notice was pressed. */
  async function undo(edit = done.value.at(-1)): Promise<void> {
    if (edit === undefined || !done.value.includes(edit)) return;
    done.value = done.value.filter((other) => other !== edit);
    if (await edit.undo()) undone.value = [...undone.value, edit];
    else done.value = [...done.value, edit];
    version.value++;
  }

  async function redo(): Promise<void> {
    const edit = undone.value.at(-1);
    if (edit === undefined) return;
    undone.value = undone.value.slice(0, -1);
    if (await edit.redo()) done.value = [...done.value, edit];
    else undone.value = [...undone.value, edit];
    version.value++;
  }

  /** An edit that asks one thing of each run, and another to take it back; only what the host agreed to is taken back. */
  function everyRun(
    runs: readonly Pick<RunSummary, 'id' | 'name'>[],
    said: { title: string; failed: string; backFailed: string; announced: boolean },
    forth: (id: string) => Promise<unknown>,
    back: (id: string) => Promise<unknown>,
  ): Promise<boolean> {
    let changed: string[] = [];
    return perform({
      ...said,
      redo: async () => {
        const ids = changed.length > 0 ? changed : runs.map(({ id }) => id);
        changed = await each(ids, forth, said.failed);
        return changed.length > 0;
      },
      undo: async () => (await each(changed, back, said.backFailed)).length > 0,
    });
  }

  const archive = (runs: readonly RunSummary[]) =>
    everyRun(
      runs,
      {
        title: `${nameOf(runs)} archived`,
        failed: 'Not archived',
        backFailed: 'Not taken out of the archive',
        announced: true,
      },
      (id) => host.runArchive({ id }),
      (id) => host.runRestore({ id }),
    );

  /** To the bin. */
  const remove = (runs: readonly Pick<RunSummary, 'id' | 'name'>[]) =>
    everyRun(
      runs,
      {
        title: `${nameOf(runs)} moved to the bin`,
        failed: 'Not moved to the bin',
        backFailed: 'Not taken back from the bin',
        announced: true,
      },
      (id) => host.runDelete({ id }),
      (id) => host.runUndelete({ id }),
    );

  const rename = (run: Pick<RunSummary, 'id' | 'name'>, name: string) =>
    everyRun(
      [run],
      { title: `Renamed to “${name}”`, failed: 'Not renamed', backFailed: 'Not renamed', announced: false },
      (id) => host.runRename({ id, name }),
      (id) => host.runRename({ id, name: run.name }),
    );

  function annotate(
    runs: readonly Pick<RunSummary, 'id' | 'name'>[],
    title: string,
    after: (id: string) => Annotation,
    before: (id: string) => Annotation,
    announced: boolean,
  ) {
    return everyRun(
      runs,
      { title, failed: 'Not written down', backFailed: 'Not taken back', announced },
      (id) => host.runAnnotate({ id, ...after(id) }),
      (id) => host.runAnnotate({ id, ...before(id) }),
    );
  }

  /** Puts tags on runs and takes others off; runs for which nothing changes are left alone. */
  async function tag(
    runs: readonly RunSummary[],
    change: { add?: readonly string[]; remove?: readonly string[] },
  ): Promise<boolean> {
    const before = new Map(runs.map((run) => [run.id, run.tags ?? []]));
    const after = new Map(
      runs.map(({ id }) => {
        const kept = before.get(id)!.filter((name) => !change.remove?.includes(name));
        return [id, [...new Set([...kept, ...(change.add ?? [])])]];
      }),
    );
    const changing = runs.filter(({ id }) => before.get(id)!.join() !== after.get(id)!.join());
    if (changing.length === 0) return false;
    return await annotate(
      changing,
      `Tags of ${nameOf(changing)} changed`,
      (id) => ({ tags: after.get(id)! }),
      (id) => ({ tags: before.get(id)! }),
      runs.length > 1,
    );
  }

  const setNotes = (record: Pick<RunRecord, 'id' | 'name' | 'notes'>, notes: string) =>
    annotate(
      [record],
      `Notes of “${record.name}” changed`,
      () => ({ notes }),
      () => ({ notes: record.notes ?? '' }),
      false,
    );

  return {
    archive,
    remove,
    rename,
    tag,
    setNotes,
    undo: () => undo(),
    redo,
    canUndo: computed(() => done.value.length > 0),
    canRedo: computed(() => undone.value.length > 0),
    version,
  };
});
