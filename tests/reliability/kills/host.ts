import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pino } from 'pino';
import type { CallName } from '../../../preload/contract/index.ts';
import { openHost } from '../../../main/host/host.ts';
import { forkLauncher, type WorkerLauncher } from '../../../main/host/jobs/launcher.ts';
import type { FromHost, ToHost } from './protocol.ts';

/** A workbench in a process of its own, for a test to kill; or its workers, when and as it is told. */
const folder = import.meta.dirname;
const fork = forkLauncher(join(folder, 'worker.ts'), ['--import', join(folder, 'death.ts')]);
const checkpointSeconds = Number(process.argv[3]);
let death = process.argv[4];

const launcher: WorkerLauncher = {
  launch(role) {
    if (role === 'job' && death) process.env.MACROSCOPE_DEATH = death;
    const worker = fork.launch(role);
    delete process.env.MACROSCOPE_DEATH;
    if (role === 'job') death = '';
    return {
      ...worker,
      // Shorter than the settings allow.
      post: (message) =>
        worker.post(
          message.type === 'start' ? { ...message, order: { ...message.order, checkpointSeconds } } : message,
        ),
    };
  },
};

const tell = (message: FromHost) => process.send?.(message);
const host = await openHost({
  workspace: process.argv[2] ?? '',
  runtime: 'browser',
  launcher,
  diskSeconds: 0.2,
  log: pino({ enabled: false }),
});
host.events.listen(({ name, payload }) => {
  if (name === 'runChanged')
    tell({ type: 'run', id: payload.id, state: payload.state, reason: payload.reason });
});
process.on('message', (message: ToHost) => {
  if (message.type === 'death') death = message.death;
  else {
    const { number, name, argument } = message;
    void host.call(name as CallName, argument).then(
      (result) => tell({ type: 'answer', number, result }),
      (error: unknown) => tell({ type: 'refusal', number, message: (error as Error).message }),
    );
  }
});
// Whoever tests it is gone.
process.on('disconnect', () => process.exit(1));
tell({ type: 'ready' });
// A process that is killed has no other chance to.
flushCompileCache();
