import { utilityProcess } from 'electron';
import { workerEntry, workerEnvironment, type WorkerLauncher } from '../host/jobs/launcher.ts';
import type { FromWorker } from '../host/jobs/protocol.ts';

/** Worker processes as Electron's utility processes: the packaged application has no Node to fork. */
export function utilityLauncher(entry = workerEntry()): WorkerLauncher {
  return {
    launch(role) {
      const child = utilityProcess.fork(entry, [`--role=${role}`], {
        env: workerEnvironment(process.env),
        execArgv: [],
        stdio: ['ignore', 'pipe', 'pipe'],
        serviceName: `Macroscope ${role} worker`,
        // The optional native TensorFlow library is not signed by the application's own certificate.
        allowLoadingUnsignedLibraries: true,
      });
      return {
        get pid() {
          return child.pid;
        },
        post: (message) => child.postMessage(message),
        onMessage: (handler) => void child.on('message', (message) => handler(message as FromWorker)),
        onOutput: (handler) => {
          for (const stream of [child.stdout, child.stderr]) {
            stream?.setEncoding('utf8').on('data', (text: string) => handler(text));
          }
        },
        onExit: (handler) => void child.once('exit', (code) => handler({ code, signal: null })),
        kill: () => {
          // Electron's own kill asks politely; a worker that hangs must end as well.
          if (child.pid === undefined) child.kill();
          else process.kill(child.pid, 'SIGKILL');
        },
      };
    },
  };
}
