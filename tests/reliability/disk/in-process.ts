import type { FromWorker, ToWorker } from '../../../main/host/jobs/protocol.ts';
import type { WorkerExit, WorkerLauncher } from '../../../main/host/jobs/launcher.ts';
import { serveJob } from '../../../main/host/worker/job.ts';
import { kinds } from '../../host/fixtures/kinds.ts';

const nobody = () => {};

/**
 * Job workers in this very process, with the little trainings of the tests, so that thousands of runs are made in minutes and one
 * count of file operations covers workbench and worker. `everySeconds`: between two checkpoints.
 */
export function inProcessLauncher(everySeconds: number): WorkerLauncher {
  return {
    launch(role) {
      if (role !== 'job') throw new Error(`there is no ${role} worker here`);
      let toHost: (message: FromWorker) => void = nobody;
      let toWorker: (message: ToWorker) => void = nobody;
      let exited: (exit: WorkerExit) => void = nobody;
      let over = false;
      const end = (exit: WorkerExit) => {
        if (over) return;
        over = true;
        setImmediate(exited, exit);
      };
      setImmediate(() =>
        serveJob(
          {
            post: async (message) => {
              if (!over) setImmediate(toHost, structuredClone(message));
            },
            onMessage: (handler) => {
              toWorker = handler;
            },
            onGone: () => {},
          },
          kinds,
          '',
        ),
      );
      return {
        pid: process.pid,
        post: (message) => {
          if (message.type === 'exit') end({ code: 0, signal: null });
          else if (message.type === 'start') {
            const order = { ...message.order, checkpointSeconds: everySeconds };
            setImmediate(toWorker, { type: 'start', order } satisfies ToWorker);
          } else setImmediate(toWorker, message);
        },
        onMessage: (handler) => {
          toHost = handler;
        },
        onOutput: () => {},
        onExit: (handler) => {
          exited = handler;
        },
        kill: () => end({ code: null, signal: 'SIGKILL' }),
      };
    },
  };
}
