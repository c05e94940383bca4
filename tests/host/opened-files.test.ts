import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EventHub, type HostEvent } from '../../main/host/events.ts';
import { offerFile } from '../../main/host/opened-files.ts';
import { payloadLimit } from '../../preload/contract/index.ts';
import { temporaryFolder } from './fixtures/workbench.ts';

async function offered(path: string): Promise<HostEvent[]> {
  const events = new EventHub();
  const seen: HostEvent[] = [];
  events.listen((event) => seen.push(event));
  await offerFile(path, events);
  return seen;
}

it('hands over the bytes of a file under its name', async () => {
  const path = join(temporaryFolder(), 'a.csv');
  writeFileSync(path, '1,2\n');
  expect(await offered(path)).toEqual([
    { name: 'fileOpened', payload: { name: 'a.csv', bytes: new TextEncoder().encode('1,2\n') } },
  ]);
});

it('tells the user of files that are too large before they are read, and of those that are gone', async () => {
  const path = join(temporaryFolder(), 'large.npy');
  writeFileSync(path, '');
  truncateSync(path, payloadLimit);
  const [large] = await offered(path);
  expect(large).toMatchObject({
    name: 'notice',
    payload: {
      level: 'error',
      title: 'large.npy could not be opened',
      message: expect.stringMatching(/^It has 68 MB; files of up to 67 MB/),
    },
  });
  const [gone] = await offered(join(temporaryFolder(), 'gone.npy'));
  expect(gone).toMatchObject({
    name: 'notice',
    payload: {
      title: 'gone.npy could not be opened',
      message: expect.stringMatching(/^It is not there any more/),
    },
  });
  const [folder] = await offered(temporaryFolder());
  expect(folder).toMatchObject({
    name: 'notice',
    payload: { message: 'It is a folder. Open the files in it.' },
  });
});
