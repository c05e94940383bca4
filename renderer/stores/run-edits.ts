import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { HostError, RunRecord, RunSummary } from '../../preload/contract/index.ts';
import { toHostError } from '../bridge/errors.ts';
import { host } from '../bridge/host.ts';
import { notify } from '../shell/notices.ts';
import { changedTags, sameTags, tagsBack, type TagChange } from './run-tags.ts';
import { useRunsStore } from './runs.ts';

/** What came of doing or taking back: nothing, because the host would not now ('refused') or never will again ('gone'). */
type Outcome = 'changed' | 'refused' | 'gone';

/** Something done to runs that can be taken back. Failures are reported by both ways themselves. */
interface RunEdit {
  /** What is said when it is done: "2 runs are in the bin". */
  title: string;
  /** Said in a notice with a button that takes it back; edits that show where they were made need none. */
  announced: boolean;
  redo(): Promise<Outcome>;
  undo(): Promise<Outcome>;
}

const limit = 100;
const nameOf = (runs: readonly Pick<RunSummary, 'name'>[]) =>
  runs.length === 1 ? `“${runs[0]!.name}”` : `${runs.length} runs`;

/** Asks the host the same of each; answers of which it did it. What it refused is said in one notice. */
async function each(
  ids: readonly string[],
  call: (id: string) => Promise<unknown>,
  failed: string,
): Promise<{ agreed: string[]; outcome: Outcome }> {
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
  // A run that is not there, or not as it was, will not be so again by waiting; a disk or a host may.
  const gone = refused.every(({ code }) => code === 'not-found' || code === 'wrong-state');
  return { agreed, outcome: agreed.length > 0 ? 'changed' : gone ? 'gone' : 'refused' };
}

/** Names, tags, notes, archive and bin: edits of runs that already are, with undo in the order they were made. */
export const useRunEdits = defineStore('run-edits', () => {
  const store = useRunsStore();
  const done = shallowRef<readonly RunEdit[]>([]);
  const undone = shallowRef<readonly RunEdit[]>([]);
  /** Counts what was done and taken back: a list does not hold all of the notes, and whoever shows them reads again. */
  const version = ref(0);

  // One after the other: keys pressed quickly find each edit where the one before left it.
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  const perform = (edit: RunEdit): Promise<boolean> => inTurn(() => performNow(edit));
  async function performNow(edit: RunEdit): Promise<boolean> {
    if ((await edit.redo()) !== 'changed') return false;
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

  /**
   * Takes back the last edit, or the one whose notice was pressed. One that never can be taken back is let go, so that those before
   * it still can.
   */
  const undo = (pressed?: RunEdit): Promise<void> =>
    inTurn(async () => {
      const edit = pressed ?? done.value.at(-1);
      if (edit === undefined || !done.value.includes(edit)) return;
      const outcome = await edit.undo();
      if (outcome === 'refused') return;
      done.value = done.value.filter((other) => other !== edit);
      if (outcome === 'changed') undone.value = [...undone.value, edit];
      version.value++;
    });

  const redo = (): Promise<void> =>
    inTurn(async () => {
      const edit = undone.value.at(-1);
      if (edit === undefined) return;
      const outcome = await edit.redo();
      if (outcome === 'refused') return;
      undone.value = undone.value.slice(0, -1);
      if (outcome === 'changed') done.value = [...done.value, edit];
      version.value++;
    });

  /** An edit that asks one thing of each run, and another to take it back; only what the host agreed to is taken back. */
  function everyRun(
    runs: readonly Pick<RunSummary, 'id' | 'name'>[],
    said: { title: string; failed: string; backFailed: string; announced: boolean },
    forth: (id: string) => Promise<unknown>,
    back: (id: string) => Promise<unknown>,
  ): Promise<boolean> {
    let ids: readonly string[] = runs.map(({ id }) => id);
    const ask = async (call: (id: string) => Promise<unknown>, failed: string): Promise<Outcome> => {
      const { agreed, outcome } = await each(ids, call, failed);
      if (outcome === 'changed') ids = agreed;
      return outcome;
    };
    return perform({
      ...said,
      redo: () => ask(forth, said.failed),
      undo: () => ask(back, said.backFailed),
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

  const tagsOf = (id: string) => store.get(id)?.tags ?? [];
  // One after the other, each on what the one before left: two tags typed quickly are two tags.
  let tagging: Promise<unknown> = Promise.resolve();
  /** Puts tags on runs and takes others off; runs for which nothing changes are left alone. */
  function tag(
    wanted: readonly Pick<RunSummary, 'id' | 'name'>[],
    change: TagChange,
    announced = wanted.length > 1,
  ): Promise<boolean> {
    const turn = tagging.then(async () => {
      const before = new Map(wanted.map(({ id }) => [id, tagsOf(id)]));
      const after = new Map(wanted.map(({ id }) => [id, changedTags(tagsOf(id), change)]));
      const changing = wanted.filter(({ id }) => !sameTags(before.get(id)!, after.get(id)!));
      if (changing.length === 0) return false;
      return await everyRun(
        changing,
        {
          title: `Tags of ${nameOf(changing)} changed`,
          failed: 'Tags not changed',
          backFailed: 'Tags not changed back',
          announced,
        },
        (id) => host.runAnnotate({ id, tags: changedTags(tagsOf(id), change) }),
        // What was changed since stays changed.
        (id) => host.runAnnotate({ id, tags: tagsBack(tagsOf(id), before.get(id)!, after.get(id)!) }),
      );
    });
    tagging = turn.catch(() => undefined);
    return turn;
  }

  const setNotes = (record: Pick<RunRecord, 'id' | 'name' | 'notes'>, notes: string) =>
    everyRun(
      [record],
      {
        title: `Notes of “${record.name}” changed`,
        failed: 'The notes were not kept',
        backFailed: 'The notes were not changed back',
        announced: false,
      },
      (id) => host.runAnnotate({ id, notes }),
      (id) => host.runAnnotate({ id, notes: record.notes ?? '' }),
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
