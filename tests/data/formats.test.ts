import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileNode } from '../../preload/contract/files.ts';
import { readContents } from '../../main/data/contents.ts';
import { inspectFile } from '../../main/data/inspect.ts';
import type { Expectation } from '../fixtures/make-formats.ts';
import { rejectionOf } from './faults.ts';

const folder = join(import.meta.dirname, '../fixtures/formats');
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Expectation[];
const bytesOf = (file: string) => new Uint8Array(readFileSync(join(folder, file)));
const pathsOf = (nodes: readonly FileNode[]): string[] =>
  nodes.flatMap(({ path, children = [] }) => [path, ...pathsOf(children)]);

/** Sums of the finite values of what is stored in a file, by the arrays' names. */
async function sumsOf(file: string): Promise<Record<string, number>> {
  const { stored } = await readContents(bytesOf(file), file);
  return Object.fromEntries(
    stored.map(({ name, data }) => [
      name,
      Array.from(data, Number)
        .filter((value) => Number.isFinite(value))
        .reduce((sum, value) => sum + value, 0),
    ]),
  );
}

describe('a file of every kind', () => {
  it('is in the manifest', () => {
    const files = readdirSync(folder).filter((file) => file !== 'manifest.json');
    expect(manifest.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  });

  it.each(manifest.filter((line) => 'arrays' in line))('$file is read', async (line) => {
    const { file, arrays, guess, warnings = [], tree } = line;
    const found = await inspectFile(file, bytesOf(file));
    expect(Object.fromEntries(found.arrays.map(({ name, shape, type }) => [name, [shape, type]]))).toEqual(
      Object.fromEntries(Object.entries(arrays).map(([name, [shape, type]]) => [name, [shape, type]])),
    );
    expect(found.guess).toBe(guess);
    expect(found.readings).toContain(guess);
    for (const warning of warnings) expect(found.warnings.join('\n')).toContain(warning);
    expect(found.tree === undefined ? undefined : pathsOf(found.tree).toSorted()).toEqual(tree?.toSorted());
    const sums = Object.keys(arrays).length === 0 ? {} : await sumsOf(file);
    for (const [name, [, , sum]] of Object.entries(arrays)) expect(sums[name]).toBeCloseTo(sum, 6);
  });

  it.each(manifest.filter((line) => 'error' in line))('$file is refused', async ({ file, error, where }) => {
    const fault = await rejectionOf(inspectFile(file, bytesOf(file)));
    expect([fault.code, fault.message]).toEqual(['bad-file', expect.stringContaining(error)]);
    expect(fault.message.startsWith(`${file}: `)).toBe(true);
    // Every fault has its place, also where the manifest does not say which byte.
    const place = fault.where?.slice(`${file}, `.length) ?? '';
    expect([place, place.replace(/\d+/, 'N')]).toContain(where ?? 'byte N');
  });
});
