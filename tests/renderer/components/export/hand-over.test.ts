import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { leaving, type MadeFile } from '../../../../renderer/components/export/hand-over.ts';

const file = (name: string, describesItself = false): MadeFile => ({
  name,
  type: 'text/plain',
  bytes: new TextEncoder().encode(name),
  describesItself,
});
const [svg, csv, other, sidecar] = [
  file('loss.svg', true),
  file('loss.csv'),
  file('loss-2.csv'),
  file('loss.json'),
];
const names = (files: readonly MadeFile[]) => files.map(({ name }) => name);

describe('files that leave for an export', () => {
  it('go one by one in a browser, the sidecar last', () => {
    expect(names(leaving('loss', [svg], sidecar, false))).toEqual(['loss.svg', 'loss.json']);
    expect(names(leaving('loss', [csv, other], null, false))).toEqual(['loss.csv', 'loss-2.csv']);
  });

  it('are one file on the desktop, which asks for the place of each', () => {
    expect(leaving('loss', [svg], sidecar, true)).toEqual([svg]);
    expect(leaving('loss', [csv], null, true)).toEqual([csv]);
    const [archive, ...more] = leaving('loss', [csv, other], sidecar, true);
    expect(more).toEqual([]);
    expect(archive!.name).toBe('loss.zip');
    const content = unzipSync(archive!.bytes);
    expect(Object.keys(content)).toEqual(['loss/loss.csv', 'loss/loss-2.csv', 'loss/loss.json']);
    expect(content['loss/loss.json']).toEqual(sidecar.bytes);
  });
});
