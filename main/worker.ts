import { startWorker } from './host/worker/start.ts';
import { kinds } from './methods/index.ts';
import { tasks } from './methods/tasks.ts';

await startWorker({ kinds, tasks, entry: import.meta.filename });
