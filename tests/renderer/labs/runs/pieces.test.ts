import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostError, type HostFunctions } from '../../../../preload/contract/index.ts';
import type { Host } from '../../../../main/host/host.ts';
import { packedRun, pieceBytes, unpackedRun } from '../../../../renderer/labs/runs/pieces.ts';
import { hostOn, openTestHost, untilState } from '../../../host/fixtures/workbench.ts';

/** A real host as the page calls it, with a list of what it was asked. */
function called(host: Host): { functions: HostFunctions; asked: string[] } {
  const asked: string[] = [];
  const functions = new Proxy({} as HostFunctions, {
    get: (_, name: keyof HostFunctions) => (input: never) => {
      asked.push(name);
      return host.call(name, input);
    },
  });
  return { functions, asked };
}

/** A host with a finished run that was given arrays of more than two pieces, which no test changes. */
let host: Host;
let id: string;
let folder: string;
const told: number[] = [];
let asked: string[];
let zip: { name: string; content: Blob };
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'macroscope-test-'));
  host = await hostOn(folder);
  const noise = new Float32Array((2.5 * pieceBytes) / 4);
  // Not to be compressed away.
  let state = 12345;
  for (let i = 0; i < noise.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    noise[i] = state;
  }
  ({ id } = await host.call('runCreate', {
    spec: { kind: 'oscillator', steps: 10, batch: 8 },
    name: 'With noise',
    inputs: { noise: { shape: [noise.length], data: noise } },
  }));
  await untilState(host, id, 'done');
  const packing = called(host);
  ({ asked } = packing);
  zip = await packedRun(packing.functions, id, true, { progress: (fraction) => told.push(fraction) });
});
afterAll(async () => {
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a packed run in pieces', () => {
  it('tells how far it is, and comes whole', async () => {
    const { name, content } = zip;
    expect(name).toMatch(/\.zip$/);
    expect(content.size).toBeGreaterThan(2 * pieceBytes);
    expect(told).toHaveLength(Math.ceil(content.size / pieceBytes));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
    expect(asked.at(-1)).toBe('packClose');
    expect(new Uint8Array(await content.slice(0, 2).arrayBuffer())).toEqual(new Uint8Array([0x50, 0x4b]));
  });

  it('becomes the same run on another machine', async () => {
    const other = await openTestHost();
    const told: number[] = [];
    const record = await unpackedRun(called(other).functions, new File([zip.content], zip.name), {
      progress: (fraction) => told.push(fraction),
    });
    expect(record).toMatchObject({ id, name: 'With noise', state: 'done' });
    expect(told.at(-1)).toBe(1);
    const [here, copy] = await Promise.all(
      [host, other].map((of) => of.call('runArtifact', { id, name: 'weights.npz' })),
    );
    expect(copy).toEqual(here);
  });

  it('ends when it is cancelled, and leaves nothing behind', async () => {
    const { functions, asked } = called(host);
    const cancelling = new AbortController();
    await expect(
      packedRun(functions, id, true, {
        progress: () => cancelling.abort(),
        signal: cancelling.signal,
      }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toEqual(['packOpen', 'packRead', 'packClose']);

    const other = await openTestHost();
    const taking = called(other);
    const stopped = new AbortController();
    await expect(
      unpackedRun(taking.functions, new File([zip.content], zip.name), {
        progress: () => stopped.abort(),
        signal: stopped.signal,
      }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(taking.asked).toEqual(['unpackOpen', 'unpackWrite', 'unpackCancel']);
    expect(await other.call('runsList', {})).toEqual([]);
  });

  it('says what is wrong with a damaged one, and takes nothing of it', async () => {
    const bytes = new Uint8Array(await zip.content.arrayBuffer());
    bytes[Math.floor(bytes.length / 2)]! ^= 0xff;
    const other = await openTestHost();
    const refused = unpackedRun(called(other).functions, new File([bytes], 'damaged.zip'));
    await expect(refused).rejects.toBeInstanceOf(HostError);
    await expect(refused).rejects.toMatchObject({ code: 'bad-file' });
    expect(await other.call('runsList', {})).toEqual([]);
  });
});
