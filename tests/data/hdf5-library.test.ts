import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hdf5Library } from '../../main/data/hdf5-library.ts';
import { readHdf5 } from '../../main/data/hdf5.ts';
import { writeHdf5 } from './hdf5-files.ts';

const spins = new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures/spins.h5')));

test('the library gets no more memory than is left to it, and goes on after it was refused some', async () => {
  const { library, within, reset } = await hdf5Library();
  const { Module: module } = library;
  const { _malloc: allocate } = module;
  const before = module.HEAPU8.byteLength;
  const room = 32 * 2 ** 20;
  expect(within(room, () => allocate(1e9))).toBe(0);
  expect(module.HEAPU8.byteLength).toBeLessThanOrEqual(before + room);
  expect(within(room, () => allocate(2 ** 20))).not.toBe(0);
  reset();
  expect((await readHdf5(spins)).arrays).toHaveLength(2);
});

test('whatever happened to its memory, the next file is read as by a new library', async () => {
  const { library } = await hdf5Library();
  const good = await readHdf5(spins);
  const memory = library.Module.HEAPU8;
  for (let at = 0; at < memory.length; at += 97) memory[at] = at % 251;
  expect(await readHdf5(spins)).toEqual(good);
});

test('data sets beyond the room for work get room of their own', async () => {
  const length = 12 * 2 ** 20;
  const bytes = await writeHdf5((file) =>
    file.create_dataset({
      name: 'x',
      data: new Float64Array(length).fill(1.5),
      shape: [length],
      chunks: [2 ** 20],
      compression: 1,
    }),
  );
  // All of one value packs too well to be believed; stored as it is, it is read.
  await expect(readHdf5(bytes)).rejects.toMatchObject({ code: 'bad-file' });
  const plain = await writeHdf5((file) =>
    file.create_dataset({ name: 'x', data: new Float64Array(length).fill(1.5), shape: [length] }),
  );
  const [array] = (await readHdf5(plain)).arrays;
  expect([array!.shape, array!.data[length - 1]]).toEqual([[length], 1.5]);
});
