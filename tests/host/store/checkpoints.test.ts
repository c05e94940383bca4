import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generations, readNewestCheckpoint, writeCheckpoint } from '../../../main/host/store/checkpoints.ts';
import { exactParse, exactStringify } from '../../../main/host/store/exact-json.ts';
import { seal } from '../../../main/host/store/sealed-json.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

test('every type of array and every number comes back bit for bit', () => {
  const folder = temporaryFolder();
  const float = new Float32Array([0.1, -0, Number.NaN, 3e-45]);
  const content = {
    arrays: {
      float: { shape: [2, 2], data: float },
      part: { shape: [1], data: new Float64Array([1, 2, 3]).subarray(1, 2) },
      bytes: { shape: [3], data: new Uint8Array([1, 2, 3]) },
      long: { shape: [1], data: new BigInt64Array([-1n]) },
      none: { shape: [0], data: new Int16Array() },
    },
    values: { best: Number.POSITIVE_INFINITY, spare: Number.NaN, zero: -0, step: 7, list: [null, 'a'] },
  };
  writeCheckpoint(folder, content);
  const { content: back, damaged } = readNewestCheckpoint(folder);
  expect(damaged).toEqual([]);
  expect(back).toEqual(content);
  expect(Object.is(back?.values.zero, -0)).toBe(true);
});

test('the two newest generations are kept, numbered on', () => {
  const folder = temporaryFolder();
  for (let step = 0; step < 5; step++) writeCheckpoint(folder, { arrays: {}, values: { step } });
  expect(generations(folder)).toEqual([4, 5]);
  expect(readNewestCheckpoint(folder).content?.values).toEqual({ step: 4 });
});

test('a checkpoint that was being written when the worker died is none', () => {
  const folder = temporaryFolder();
  writeCheckpoint(folder, { arrays: {}, values: { step: 1 } });
  mkdirSync(join(folder, '00000002.tmp'));
  expect(readNewestCheckpoint(folder)).toMatchObject({ generation: 1, damaged: [] });
  writeCheckpoint(folder, { arrays: {}, values: { step: 2 } });
  expect(readdirSync(folder).toSorted()).toEqual(['00000001', '00000002']);
});

test('no folder and no good generation are no checkpoint', () => {
  const folder = temporaryFolder();
  expect(readNewestCheckpoint(join(folder, 'none')).content).toBeNull();
  mkdirSync(join(folder, '00000003'));
  expect(readNewestCheckpoint(folder)).toMatchObject({ content: null, damaged: [{ generation: 3 }] });
});

test('generations whose folders changed places are read by what they say', () => {
  const folder = temporaryFolder();
  for (const step of [1, 2]) writeCheckpoint(folder, { arrays: {}, values: { step } });
  renameSync(join(folder, '00000001'), join(folder, 'aside'));
  renameSync(join(folder, '00000002'), join(folder, '00000001'));
  renameSync(join(folder, 'aside'), join(folder, '00000002'));
  expect(readNewestCheckpoint(folder)).toMatchObject({ content: { values: { step: 2 } }, damaged: [] });
});

/** A generation as earlier versions wrote it: the manifest has neither its number nor a seal. */
function writeUnsealed(folder: string, number: number, step: number): string {
  const path = join(folder, String(number).padStart(8, '0'));
  mkdirSync(path, { recursive: true });
  const weights = new Float64Array([0.5, -0, step]);
  const place = { name: 'weights', type: 'Float64Array', shape: [3], offset: 0, bytes: 24 };
  const files = {
    'arrays.bin': Buffer.from(weights.buffer),
    'state.json': Buffer.from(exactStringify({ arrays: [place], values: { step } })),
  };
  const sums: Record<string, { bytes: number; sha256: string }> = {};
  for (const [name, bytes] of Object.entries(files)) {
    writeFileSync(join(path, name), bytes);
    sums[name] = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
  const manifest = join(path, 'manifest.json');
  writeFileSync(manifest, JSON.stringify({ version: 1, files: sums }, null, 1));
  return manifest;
}

test('generations of earlier versions are read, the newest first, and new ones go on from them', () => {
  const folder = temporaryFolder();
  for (const step of [1, 2]) writeUnsealed(folder, 40 + step, step);
  expect(readNewestCheckpoint(folder)).toEqual({
    generation: 42,
    content: {
      arrays: { weights: { shape: [3], data: new Float64Array([0.5, -0, 2]) } },
      values: { step: 2 },
    },
    damaged: [],
  });
  writeCheckpoint(folder, { arrays: {}, values: { step: 3 } });
  expect(readNewestCheckpoint(folder)).toMatchObject({ generation: 43, content: { values: { step: 3 } } });
});

test('damage of a generation of an earlier version is found as well', () => {
  const folder = temporaryFolder();
  writeUnsealed(folder, 1, 1);
  const manifest = writeUnsealed(folder, 2, 2);
  const text = readFileSync(manifest, 'utf8');
  for (const damaged of [text.replace('"version": 1', '"version": 3'), text.replace('"files"', '"niles"')]) {
    writeFileSync(manifest, damaged);
    expect(readNewestCheckpoint(folder)).toMatchObject({ generation: 1, damaged: [{ generation: 2 }] });
  }
});

test('a number of a generation that has changed is damage, though it reads well', () => {
  const folder = temporaryFolder();
  for (const step of [1, 2]) writeCheckpoint(folder, { arrays: {}, values: { step } });
  const manifest = join(folder, '00000001', 'manifest.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"generation": 1', '"generation": 3'));
  expect(readNewestCheckpoint(folder)).toMatchObject({
    generation: 2,
    content: { values: { step: 2 } },
    damaged: [{ generation: 1 }],
  });
});

test('a generation that a later version has written is neither damage nor passed over', () => {
  const folder = temporaryFolder();
  for (const step of [1, 2]) writeCheckpoint(folder, { arrays: {}, values: { step } });
  writeFileSync(join(folder, '00000002', 'manifest.json'), seal({ version: 2, files: {} }));
  expect(() => readNewestCheckpoint(folder)).toThrow(expect.objectContaining({ code: 'not-available' }));
});

test('what the disk refuses to read is no damage: no older generation is taken for it', () => {
  const folder = temporaryFolder();
  for (const step of [1, 2]) writeCheckpoint(folder, { arrays: {}, values: { step } });
  const file = join(folder, '00000002', 'arrays.bin');
  rmSync(file);
  mkdirSync(file);
  expect(() => readNewestCheckpoint(folder)).toThrow(
    expect.objectContaining({ code: 'storage', where: file }),
  );
});

test('an object that only looks like a tagged number stays one', () => {
  const value = { tagged: { $number: '12' }, more: { $number: 'NaN', unit: 's' }, nan: Number.NaN };
  expect(exactParse(exactStringify(value))).toEqual(value);
});

test('exact JSON gives every number back', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), (numbers) => {
      expect(exactParse(exactStringify({ numbers }))).toEqual({ numbers });
    }),
  );
});
