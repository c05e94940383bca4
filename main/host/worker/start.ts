import { isMainThread, workerData } from 'node:worker_threads';
import type { kinds as registeredKinds } from '../../methods/index.ts';
import type { tasks as registeredTasks } from '../../methods/tasks.ts';
import type { WorkerRole } from '../jobs/protocol.ts';
import { connectParent } from './parent.ts';
import { serveTasks, taskThread } from './threads.ts';

export interface WorkerParts {
  kinds: typeof registeredKinds;
  tasks: typeof registeredTasks;
  /** The file that calls this, which threads are started from as well. */
  entry: string;
}

/** Starts as what the process or thread was made for: a thread of a pool, the worker of a job, or one that answers calls. */
export async function startWorker({ kinds, tasks, entry }: WorkerParts): Promise<void> {
  if (!isMainThread && workerData === taskThread) {
    serveTasks(tasks);
    return;
  }
  const role = process.argv.find((word) => word.startsWith('--role='))?.slice('--role='.length) as WorkerRole;
  const parent = connectParent();
  // Ctrl-C in a terminal reaches every process of its group; what it means for a run is for the host to say.
  process.on('SIGINT', () => {});
  if (role === 'service' || role === 'files') {
    const { serveCalls } = await import('./service.ts');
    serveCalls(parent);
  } else {
    const { serveJob } = await import('./job.ts');
    serveJob(parent, kinds, entry);
  }
}
