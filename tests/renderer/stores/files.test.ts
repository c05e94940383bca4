import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inspectFile } from '../../../main/data/inspect.ts';
import { writeNpy } from '../../../main/data/npy.ts';
import { writeNpz } from '../../../main/data/npz.ts';
import { payloadLimit } from '../../../preload/contract/index.ts';
import { arrayOf, readingOf, useFilesStore } from '../../../renderer/stores/files.ts';
import { answers } from '../labs/turing/stores/host-stand-in.ts';

vi.mock(
  '../../../renderer/bridge/host.ts',
  async () => await import('../labs/turing/stores/host-stand-in.ts'),
);

/** A file in the browser whose content is asked for only when it is read. */
const file = (name: string, content: Uint8Array) => new File([content as BlobPart], name);
const series = (name: string) => file(name, writeNpy({ shape: [3], data: Float64Array.of(1, 2, 4) }));

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  answers.fileInspect = async ({ name, bytes }) => await inspectFile(name, bytes);
});

describe('files looked at', () => {
  it('say what they are, newest first, and what they are taken for until another is chosen', async () => {
    const files = useFilesStore();
    await files.inspect(series('a.npy'));
    const looked = await files.inspect(series('b.npy'));
    expect(files.files.map(({ file: { name } }) => name)).toEqual(['b.npy', 'a.npy']);
    expect(files.current?.id).toBe(looked.id);
    expect(readingOf(looked)).toBe('array');
    files.choose(looked.id, { reading: 'spacetime' });
    expect(readingOf(files.current!)).toBe('spacetime');
  });

  it('keep the error of one that is bad', async () => {
    const looked = await useFilesStore().inspect(file('bad.npy', new Uint8Array(3)));
    expect(looked).toMatchObject({ state: 'failed', error: { code: 'bad-file' } });
    expect(arrayOf(looked)).toBeUndefined();
  });

  it('are looked at by their largest array until another is chosen', async () => {
    const files = useFilesStore();
    const bytes = writeNpz({
      few: { shape: [2], data: Int8Array.of(1, 2) },
      many: { shape: [3], data: Int8Array.of(1, 2, 3) },
    });
    const looked = await files.inspect(file('a.npz', bytes));
    expect(arrayOf(looked)?.name).toBe('many');
    files.choose(looked.id, { array: 'few' });
    expect(arrayOf(files.current!)?.name).toBe('few');
  });

  it('are taken off the list and put back, with what was picked', async () => {
    const files = useFilesStore();
    const [a, b] = [await files.inspect(series('a.npy')), await files.inspect(series('b.npy'))];
    files.compare([a.id, b.id]);
    const undo = files.forget([b.id]);
    expect(files.files.map(({ id }) => id)).toEqual([a.id]);
    expect(files.picked).toEqual([a.id]);
    expect(files.selected).toBe(a.id);
    const c = await files.inspect(series('c.npy'));
    undo();
    expect(files.files.map(({ id }) => id)).toEqual([c.id, b.id, a.id]);
    expect(files.pickedFiles.map(({ id }) => id)).toEqual([a.id, b.id]);
  });

  it('taken off while they are looked at, are put back as what they turned out to be', async () => {
    const files = useFilesStore();
    const added = files.add(series('a.npy'));
    const undo = files.forget([added.id]);
    await files.look(added);
    undo();
    expect(files.files).toMatchObject([{ id: added.id, state: 'ready', inspection: { format: 'npy' } }]);
  });

  it('are found by words of their names and what they are', async () => {
    const files = useFilesStore();
    await files.inspect(series('first run.npy'));
    await files.inspect(file('table.csv', new TextEncoder().encode('x,y\n1,2\n')));
    files.words = 'run ARRAY';
    expect(files.shown.map(({ file: { name } }) => name)).toEqual(['first run.npy']);
  });

  it('stand side by side in the order in which they are picked, eight at most', async () => {
    const files = useFilesStore();
    const ids: number[] = [];
    for (let i = 0; i < 9; i++) ids.push((await files.inspect(series(`${i}.npy`))).id);
    expect(ids.toReversed().map((id) => files.toggle(id))).toEqual([...Array<boolean>(8).fill(true), false]);
    expect(files.picked).toEqual(ids.toReversed().slice(0, 8));
    files.toggle(ids[8]!);
    expect(files.toggle(ids[0]!)).toBe(true);
    expect(files.picked.at(-1)).toBe(ids[0]);
    files.select(ids[3]!);
    expect(files.picked).toEqual([]);
  });
});

/** A file that says it is large, and counts how much of it is read. */
function large(name: string, start: Uint8Array) {
  const chosen = file(name, start);
  const read = vi.fn<() => Promise<ArrayBuffer>>();
  Object.defineProperties(chosen, {
    size: { value: payloadLimit + 1 },
    arrayBuffer: { value: read },
  });
  return { chosen, read };
}

describe('a file larger than a message', () => {
  it('is refused before it is read', async () => {
    const { chosen, read } = large('large.npy', new Uint8Array(100));
    const looked = await useFilesStore().inspect(chosen);
    expect(looked.error).toMatchObject({ code: 'too-large' });
    expect(looked.error?.message).toMatch(/^large\.npy has 68 MB; .* up to 67 MB/);
    expect(read).not.toHaveBeenCalled();
  });

  it('is offered as a run when its first entry lies in the folder of one', async () => {
    const entry = new TextEncoder().encode('2026-01-01-oscillator-abcdef12/run.json');
    const start = new Uint8Array(200);
    start.set([0x50, 0x4b, 3, 4]);
    start[26] = entry.length;
    start.set(entry, 30);
    const { chosen, read } = large('run.zip', start);
    const looked = await useFilesStore().inspect(chosen);
    expect(looked.inspection).toMatchObject({ format: 'zip', guess: 'run', readings: ['run'] });
    expect(read).not.toHaveBeenCalled();
    start[40] = 0x20;
    const other = await useFilesStore().inspect(large('other.zip', start).chosen);
    expect(other.error?.code).toBe('too-large');
  });

  it('is not handed over with others, either', async () => {
    const files = useFilesStore();
    const looked = await files.inspect(series('a.npy'));
    Object.defineProperty(looked.file, 'size', { value: payloadLimit / 2 + 1 });
    await expect(files.arraysOf([looked, looked])).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('arrays of picked files', () => {
  it('are asked for by name', async () => {
    const files = useFilesStore();
    const looked = await files.inspect(series('a.npy'));
    const asked = vi.fn<(files: [string, string | undefined][]) => void>();
    answers.filesCompare = async ({ files: list }) => {
      asked(list.map(({ name, array }) => [name, array]));
      return { edges: new Float64Array(), arrays: [] };
    };
    await files.arraysOf([looked]);
    expect(asked).toHaveBeenCalledWith([['a.npy', 'array']]);
  });

  it('of a file that is gone are refused with its name', async () => {
    const files = useFilesStore();
    const looked = await files.inspect(series('a.npy'));
    Object.defineProperty(looked.file, 'arrayBuffer', {
      value: () => Promise.reject(new DOMException('not found', 'NotReadableError')),
    });
    await expect(files.arraysOf([looked])).rejects.toMatchObject({
      code: 'bad-file',
      message: 'a.npy can no longer be read: it was moved, changed or deleted.',
    });
  });
});
