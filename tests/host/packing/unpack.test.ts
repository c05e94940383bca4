import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { unpackRun } from '../../../main/host/packing/unpack.ts';
import { seal } from '../../../main/host/store/sealed-json.ts';
import { openTestHost, temporaryFolder } from '../fixtures/workbench.ts';
import { content, finished, packed, sha256, unpacked } from './carried.ts';

/** A packed run to spoil, made once; a run of no other test. */
let archive: Uint8Array = new Uint8Array(0);
let id = '';

async function sample(): Promise<void> {
  if (id !== '') return;
  const host = await openTestHost();
  const made = await finished(host);
  archive = await packed(host, made);
  id = made;
}

type Files = Record<string, Uint8Array>;
const text = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

/** Packs changed files again, with a manifest that agrees with them. */
function repacked(
  change: (files: Files) => void,
  ofManifest: (manifest: { files: { path: string; bytes: number }[] }) => void = () => {},
) {
  const files = unzipSync(archive);
  const manifest = JSON.parse(new TextDecoder().decode(files[`${id}/manifest.json`]));
  delete files[`${id}/manifest.json`];
  change(files);
  manifest.files = Object.entries(files).map(([name, bytes]) => ({
    path: name.slice(id.length + 1),
    bytes: bytes.length,
    sha256: sha256(bytes),
  }));
  ofManifest(manifest);
  return zipSync({ ...files, [`${id}/manifest.json`]: text(manifest) });
}

const faults: [string, () => Uint8Array, RegExp][] = [
  ['something else', () => text('a,b\n1,2\n'), /does not begin like a zip archive/],
  ['half of it', () => archive.slice(0, archive.length >> 1), /cut short or damaged/],
  ['an archive without a manifest', () => zipSync({ [`${id}/run.json`]: text('{}') }), /has no manifest/],
  [
    'a manifest that is none',
    () => zipSync({ [`${id}/manifest.json`]: text('[1]') }),
    /not one of this version/,
  ],
  [
    'a run of a later version',
    () => repacked((files) => void (files[`${id}/run.json`] = text({ id, spec: { kind: 'later' } }))),
    /The record of the run can’t be used/,
  ],
  [
    'the record of another run',
    () =>
      repacked((files) => {
        const record = JSON.parse(new TextDecoder().decode(files[`${id}/run.json`]));
        delete record.sha256;
        files[`${id}/run.json`] = text(seal({ ...record, id: '2020-01-01-oscillator-aaaaaaaa' }));
      }),
    /names another run/,
  ],
  [
    'no record',
    () => repacked((files) => void delete files[`${id}/run.json`]),
    /The record of the run can’t be used/,
  ],
  [
    'a path out of the run',
    () => repacked((files) => void (files[`${id}/../../settings.json`] = text('{}'))),
    /points out of the run/,
  ],
  [
    'an absolute path',
    () => repacked((files) => void (files['/etc/passwd'] = text(''))),
    /points out of the run/,
  ],
  [
    'a path of Windows',
    () => repacked((files) => void (files[`${id}/..\\x`] = text(''))),
    /points out of the run/,
  ],
  [
    'a lease of its own',
    () => repacked((files) => void (files[`${id}/lease.json`] = text('{}'))),
    /not in its manifest/,
  ],
  [
    'two names that some disks take for one',
    () => repacked((files) => void (files[`${id}/RUN.json`] = text('{}'))),
    /two files named/,
  ],
  [
    'a file that the manifest does not name',
    () =>
      repacked(
        (files) => void (files[`${id}/more.txt`] = text('')),
        (manifest) => void manifest.files.pop(),
      ),
    /not in its manifest/,
  ],
  [
    'a manifest that names more',
    () =>
      repacked(
        () => {},
        (manifest) => void manifest.files.push({ ...manifest.files[0]!, path: 'more.txt' }),
      ),
    /in the manifest, but not in the archive/,
  ],
  [
    'a manifest that says another size',
    () =>
      repacked(
        () => {},
        (manifest) => void manifest.files[0]!.bytes++,
      ),
    /its manifest says/,
  ],
  [
    'a bomb',
    () => repacked((files) => void (files[`${id}/artifacts/zeros.bin`] = new Uint8Array(20 * 2 ** 20))),
    /decompression bomb/,
  ],
];

test.each(faults)('%s is refused in one sentence', async (_what, make, message) => {
  await sample();
  const folder = temporaryFolder();
  const path = join(folder, 'run.zip');
  writeFileSync(path, make());
  await expect(unpackRun(path, join(folder, 'draft'))).rejects.toMatchObject({
    code: 'bad-file',
    message: expect.stringMatching(message),
  });
});

test('what is refused leaves nothing', async () => {
  await sample();
  const there = await openTestHost();
  const damaged = archive.slice();
  damaged[damaged.length >> 1]! ^= 16;
  for (const bytes of [new Uint8Array(0), archive.slice(0, -100), damaged]) {
    await expect(unpacked(there, bytes)).rejects.toMatchObject({ code: 'bad-file' });
  }
  expect(readdirSync(there.workspace.runs)).toEqual([]);
  expect(await there.call('runsList', {})).toEqual([]);
  expect(content(there.workspace.temporary)).toEqual({});
});
