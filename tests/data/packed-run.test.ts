import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../main/data/inspect.ts';
import { packedRunId } from '../../main/data/packed-run.ts';
import { readPattern } from '../../main/data/pattern.ts';
import { writeNpy } from '../../main/data/npy.ts';
import { writeZip } from '../../main/data/zip.ts';
import { rejectionOf } from './faults.ts';

const id = '2026-01-02-turing-hybrid-abc123';
const text = (value: string) => new TextEncoder().encode(value);
const record = { id, name: 'Spots', state: 'done', spec: { kind: 'turing-hybrid', seed: 7 } };
const packed = (changed: object = {}, folder = id) =>
  writeZip(
    {
      [`${folder}/run.json`]: text(JSON.stringify({ ...record, ...changed })),
      [`${folder}/artifacts/result.npy`]: writeNpy({ shape: [2], data: new Float32Array(2) }),
    },
    true,
  );

describe('a packed run', () => {
  it('is known by the record in its folder, and says what it is', async () => {
    const run = await inspectFile('spots.zip', packed());
    expect(run).toMatchObject({
      format: 'zip',
      guess: 'run',
      readings: ['run'],
      description: expect.stringMatching(
        /^Packed run ‘Spots’: turing-hybrid, seed 7, done; 2 files, \d+ bytes$/,
      ),
      warnings: [],
    });
    expect(run.tree).toMatchObject([
      { path: id, children: [{ path: `${id}/run.json` }, { path: `${id}/artifacts` }] },
    ]);
  });

  it('is no archive of arrays, whatever it is called', async () => {
    expect((await inspectFile('spots.npz', packed())).warnings).toEqual([
      'The name is that of a NumPy archive (.npz), but by its content this is a packed run (.zip); it is read as that.',
    ]);
    expect((await rejectionOf(readPattern('spots.zip', packed()))).message).toMatch(
      /packed run, which holds no array/,
    );
    const arrays = writeZip(
      { 'run.json': text('{}'), 'x.npy': writeNpy({ shape: [2], data: new Float32Array(2) }) },
      false,
    );
    expect(packedRunId(arrays)).toBeNull();
    expect(await inspectFile('arrays.zip', arrays)).toMatchObject({
      format: 'npz',
      warnings: [expect.stringMatching(/^1 of the files in it/)],
    });
  });

  it.each<[string, Uint8Array, RegExp]>([
    [
      'the record of another run',
      packed({ id: '2026-01-02-turing-hybrid-abc124' }),
      /record of another run, 2026-01-02-turing-hybrid-abc124/,
    ],
    [
      'a kind that is not known',
      packed({ spec: { kind: 'astrology', seed: 1 } }),
      /run\.json is not the record of a run/,
    ],
    [
      'a record that is no JSON',
      writeZip({ [`${id}/run.json`]: text('{') }, false),
      /run\.json is not the record of a run/,
    ],
  ])('is refused with %s', async (_, bytes, message) => {
    const fault = await rejectionOf(inspectFile('spots.zip', bytes));
    expect([fault.code, fault.message]).toEqual(['bad-file', expect.stringMatching(message)]);
  });
});
