import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generations, readNewestCheckpoint, writeCheckpoint } from '../../../main/host/store/checkpoints.ts';
import { exactParse, exactStringify } from '../../../main/host/store/exact-json.ts';
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
