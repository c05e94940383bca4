import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPinia, setActivePinia } from 'pinia';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CallName, RunSummary } from '../../../preload/contract/index.ts';
import { notices } from '../../../renderer/shell/notices.ts';
import { useBinStore } from '../../../renderer/stores/bin.ts';
import { useRunEdits } from '../../../renderer/stores/run-edits.ts';
import { useRunsStore } from '../../../renderer/stores/runs.ts';
import { hostOn, openTestHost, temporaryFolder, untilState } from '../../host/fixtures/workbench.ts';
import { answers, emit } from '../labs/turing/stores/host-stand-in.ts';

vi.mock(
  '../../../renderer/bridge/host.ts',
  async () => await import('../labs/turing/stores/host-stand-in.ts'),
);

/** A workspace with two runs that are done. */
let prepared: string;
beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), 'macroscope-test-'));
  const host = await hostOn(prepared);
  for (const name of ['run 0', 'run 1']) {
    const { id } = await host.call('runCreate', { spec: { kind: 'oscillator', steps: 10, batch: 8 }, name });
    await untilState(host, id, 'done');
  }
  await host.close();
});
afterAll(() => rmSync(prepared, { recursive: true, force: true }));

/** The stores on a real host with some short runs, all done; each test has its own copy of one workspace. */
async function stores(count: number) {
  const workspace = temporaryFolder();
  cpSync(prepared, workspace, { recursive: true });
  const host = await openTestHost({ workspace });
  for (const name of [
    'runsList',
    'runAnnotate',
    'runRename',
    'runArchive',
    'runRestore',
    'runDelete',
    'runUndelete',
    'binList',
    'binEmpty',
    'diskUse',
  ] as const satisfies readonly CallName[]) {
    answers[name] = ((input: unknown) => host.call(name, input)) as never;
  }
  onTestFinished(host.events.listen(({ name, payload }) => emit(name, payload as never)));
  setActivePinia(createPinia());
  const runs = useRunsStore();
  await runs.read();
  for (const { id } of runs.all.toSorted((a, b) => a.name.localeCompare(b.name)).slice(count)) {
    await host.call('runDelete', { id });
    await host.call('binEmpty', { ids: [id] });
  }
  const all = () => runs.all.toSorted((a, b) => a.name.localeCompare(b.name));
  return { host, runs, edits: useRunEdits(), all };
}
const tagsOf = (runs: readonly RunSummary[]) => runs.map(({ tags }) => tags ?? []);

beforeEach(() => {
  notices.value = [];
});

describe('edits of runs, on a real host', () => {
  it('tags quickly one after the other, several at once, and takes each back', async () => {
    const { edits, all, runs } = await stores(2);
    const [first] = all();
    await Promise.all([edits.tag([first!], { add: ['draft'] }), edits.tag([first!], { add: ['paper'] })]);
    expect(tagsOf(all())).toEqual([['draft', 'paper'], []]);
    await edits.tag(all(), { add: ['paper'], remove: ['draft'] });
    expect(tagsOf(all())).toEqual([['paper'], ['paper']]);
    expect(runs.tags).toEqual(['paper']);
    // Nothing changes: nothing to take back.
    expect(await edits.tag(all(), { add: ['paper'] })).toBe(false);
    await edits.undo();
    expect(tagsOf(all())).toEqual([['draft', 'paper'], []]);
    await edits.undo();
    expect(tagsOf(all())).toEqual([['draft'], []]);
    await edits.redo();
    expect(tagsOf(all())).toEqual([['draft', 'paper'], []]);
  });

  it('moves runs to the bin, says so with a way back, and counts what the bin holds', async () => {
    const { edits, all, runs } = await stores(2);
    const bin = useBinStore();
    await bin.read();
    const tagged = all()[1]!;
    await edits.tag([tagged], { add: ['keep'] });
    await edits.remove(all());
    expect(runs.all).toEqual([]);
    await expect.poll(() => bin.runs.length).toBe(2);
    expect(bin.disk!.bin).toBeGreaterThan(0);
    const notice = notices.value.at(-1)!;
    expect(notice.title).toBe('2 runs moved to the bin');
    notice.action!.run();
    await expect.poll(() => tagsOf(all())).toEqual([[], ['keep']]);
    await expect.poll(() => bin.runs.length).toBe(0);

    await edits.remove([all()[0]!]);
    await expect.poll(() => bin.runs.length).toBe(1);
    const gone = await bin.empty(bin.runs.map(({ id }) => id));
    expect(gone.runs).toBe(1);
    // What is gone for good cannot be undone, and the user is told why.
    await edits.undo();
    expect(notices.value.at(-1)).toMatchObject({ level: 'error', title: 'Not taken back from the bin' });
    expect(all()).toHaveLength(1);
    // It does not stand in the way of the edit before it.
    await edits.undo();
    expect(tagsOf(all())).toEqual([[]]);
    expect(edits.canUndo).toBe(false);
  });

  it('says what the host refused, and takes back only what it did', async () => {
    const { edits, all, runs, host } = await stores(1);
    const [done] = all();
    const { id } = await host.call('runCreate', {
      spec: { kind: 'oscillator', steps: 100_000 },
      name: 'busy',
    });
    await untilState(host, id, 'running');
    await edits.remove([done!, runs.get(id)!]);
    expect(notices.value.map(({ title }) => title)).toEqual([
      '1 of 2 runs: Not moved to the bin',
      '2 runs moved to the bin',
    ]);
    expect(runs.all.map(({ name }) => name)).toEqual(['busy']);
    await edits.undo();
    expect(runs.all.map(({ name }) => name).toSorted()).toEqual(['busy', 'run 0']);
    await host.call('runStop', { id });
  });

  it('renames, writes notes, archives, and goes back through all of it', async () => {
    const { edits, all, host } = await stores(1);
    const [before] = all();
    await edits.rename(before!, 'Renamed');
    await edits.setNotes({ ...before!, name: 'Renamed' }, 'Cold start');
    await edits.archive(all());
    expect(all()[0]).toMatchObject({ name: 'Renamed', notes: 'Cold start', state: 'archived' });
    for (let step = 0; step < 3; step++) await edits.undo();
    expect(edits.canUndo).toBe(false);
    expect(all()[0]).toMatchObject({ name: 'run 0', state: 'done' });
    expect((await host.call('runRead', { id: before!.id })).notes ?? '').toBe('');
  });
});
