import { expect, onTestFinished, test } from 'vitest';
import { openHost } from '../../main/host/host.ts';
import { temporaryFolder } from './fixtures/workbench.ts';

/** A host with the real worker entry, and so the real services. */
async function open() {
  const host = await openHost({ workspace: temporaryFolder(), runtime: 'browser' });
  onTestFinished(async () => await host.close());
  return host;
}

test('the service worker runs simulations', async () => {
  const host = await open();
  const { id } = await host.call('simulationOpen', { settings: { size: 16, seed: 3 } });
  await host.call('simulationStep', { id, steps: 5 });
  const fields = await host.call('simulationFields', { id });
  expect(fields).toMatchObject({ size: 16, step: 5 });
  expect(fields.b).toBeInstanceOf(Float32Array);
});

test('when it is killed, waiting calls are told and the next call is answered', async () => {
  const host = await open();
  const { id } = await host.call('simulationOpen', { settings: { size: 256 } });
  const waiting = host.call('simulationStep', { id, steps: 100_000 }).catch((error: unknown) => error);
  // A call that is answered shows that the long one has begun.
  await host.call('simulationFields', { id });
  process.kill(host.servicePid ?? 0, 'SIGKILL');
  expect(await waiting).toMatchObject({ name: 'HostError', code: 'not-available' });
  await expect(host.call('simulationFields', { id })).rejects.toMatchObject({ code: 'not-found' });
  expect((await host.call('simulationOpen', {})).id).not.toBe(id);
});
