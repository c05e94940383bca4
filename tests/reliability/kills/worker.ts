import { startWorker } from '../../../main/host/worker/start.ts';
import type { ToWorker } from '../../../main/host/jobs/protocol.ts';
import type { ExperimentKind, RunContext } from '../../../main/methods/context.ts';
import { kinds } from '../../../main/methods/index.ts';
import { tasks } from '../../../main/methods/tasks.ts';
import { witnessed } from './witness.ts';

/** A worker process with the registry's kinds, whose steps are witnessed. */
let folder = '';
process.on('message', (message: ToWorker) => {
  if (message.type === 'start') folder = message.order.folder;
});

type AnyKind = ExperimentKind & { run(context: RunContext): Promise<void> };

const watched = Object.fromEntries(
  Object.entries(kinds).map(([name, load]) => [
    name,
    async () => {
      const kind = (await load()) as unknown as AnyKind;
      return { ...kind, run: async (context: RunContext) => await kind.run(witnessed(context, folder)) };
    },
  ]),
) as unknown as typeof kinds;

await startWorker({ kinds: watched, tasks, entry: import.meta.filename });
