import { join } from 'node:path';
import { pino } from 'pino';
import { openHost, type Host } from '../../../main/host/host.ts';
import { forkLauncher } from '../../../main/host/jobs/launcher.ts';

/**
 * A workbench in a process of its own that opens a workspace when it is told to, so that several can do it at the same moment, says
 * whether it has it, and closes it again.
 */
let host: Host | undefined;

async function open(workspace: string): Promise<void> {
  host = await openHost({
    workspace,
    runtime: 'browser',
    launcher: forkLauncher(join(import.meta.dirname, '..', '..', 'host', 'fixtures', 'worker.ts')),
    aboutKind: async () => ({ lane: 'batch', title: 'Fixture' }),
    log: pino({ enabled: false }),
  });
  process.send?.(await host.call('workbenchDescribe', {}));
}

process.on('message', (word: string) => {
  if (word !== 'close') void open(word);
  else void host?.close().then(() => process.send?.('closed'));
});
process.send?.('ready');
