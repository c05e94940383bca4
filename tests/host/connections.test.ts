import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connectToHost } from '../../preload/contract/wire.ts';
import { Connections } from '../../main/host/connections.ts';
import { EventHub } from '../../main/host/events.ts';
import { openHost, type Host } from '../../main/host/host.ts';
import { openLog } from '../../main/host/log.ts';
import { temporaryFolder } from './fixtures/workbench.ts';

/** A page over a real MessagePort: its calls, the ids of live pictures it was sent, and how it goes away. */
function openPage(connect: Host['connect']) {
  const { port1, port2 } = new MessageChannel();
  const channel = (port: typeof port1) => ({
    post: (message: unknown) => port.postMessage(message),
    onMessage: (handler: (message: unknown) => void) => void port.on('message', handler),
    onClose: (handler: () => void) => void port.on('close', handler),
    close: () => port.close(),
  });
  const pictures = new Set<string>();
  connect(channel(port1));
  const { functions } = connectToHost(channel(port2), (name, payload) => {
    if (name === 'simulationFrame' || name === 'dynamicsFrame') pictures.add((payload as { id: string }).id);
  });
  onTestFinished(() => port2.close());
  return { functions, pictures, leave: () => port2.close() };
}

test('live pictures go to the page that opened them, and end with it', async () => {
  const host = await openHost({ workspace: temporaryFolder(), runtime: 'browser' });
  onTestFinished(async () => await host.close());
  const [first, second] = [openPage(host.connect), openPage(host.connect)];
  const flock = await first.functions.dynamicsOpen({ settings: { system: { type: 'vicsek' } } });
  const pattern = await first.functions.simulationOpen({ settings: { size: 16 } });
  const row = await second.functions.dynamicsOpen({ settings: {} });
  await vi.waitFor(() => {
    expect(first.pictures).toEqual(new Set([flock.id, pattern.id]));
    expect(second.pictures).toEqual(new Set([row.id]));
  });

  first.leave();
  await vi.waitFor(async () => {
    await expect(host.call('dynamicsPause', { id: flock.id })).rejects.toMatchObject({ code: 'not-found' });
    await expect(host.call('simulationPause', { id: pattern.id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
  expect(await host.call('dynamicsPause', { id: row.id })).toEqual({ id: row.id });
});

test('a first picture that is read in one go with the answer of its opening is not lost', async () => {
  const events = new EventHub();
  const connections = new Connections({
    // As the host reads two messages of the service worker that came together: no promise settles between them.
    call: () => {
      const answer = Promise.resolve({ id: 'row' });
      events.emit('dynamicsFrame', { id: 'row' } as never);
      return answer;
    },
    events,
    log: openLog(join(temporaryFolder(), 'host.log')),
    bad: [],
  });
  const [owner, other] = [0, 1].map(() => openPage((channel) => connections.add(channel)));
  await owner!.functions.dynamicsOpen({ settings: {} });
  await vi.waitFor(() => expect(owner!.pictures).toEqual(new Set(['row'])));
  expect(other!.pictures).toEqual(new Set());
});
