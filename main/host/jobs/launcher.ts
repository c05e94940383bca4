import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FromWorker, ToWorker, WorkerRole } from './protocol.ts';

/** How a worker process ended: an exit code, or the signal that killed it. */
export interface WorkerExit {
  code: number | null;
  signal: string | null;
}

/** A worker process as the host sees it, whatever it was made with. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  post(message: ToWorker): void;
  onMessage(handler: (message: FromWorker) => void): void;
  /** Text it wrote to its standard output and error. */
  onOutput(handler: (text: string) => void): void;
  /** Called once, also when the process could not be started. */
  onExit(handler: (exit: WorkerExit) => void): void;
  /** Ends it at once. */
  kill(): void;
}

/** Starts worker processes: Electron's utilityProcess on the desktop, child_process.fork elsewhere. */
export interface WorkerLauncher {
  launch(role: WorkerRole): WorkerProcess;
}

/** main/worker.ts from the sources, out/main/worker.js from a build: the first one above this module. */
export function workerEntry(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    for (const name of ['worker.ts', 'worker.js']) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
    if (dirname(folder) === folder) throw new Error(`no worker entry above ${import.meta.dirname}`);
  }
}

let makeLauncher = (): WorkerLauncher => forkLauncher();

/** What starts worker processes where nobody says otherwise: a fork of Node, unless the program has none. */
export const usualLauncher = (): WorkerLauncher => makeLauncher();

/** To be called before the first host is opened. */
export function startWorkersWith(make: () => WorkerLauncher): void {
  makeLauncher = make;
}

const passedOn =
  /^(PATH|HOME|USERPROFILE|SYSTEMROOT|WINDIR|TEMP|TMP|TMPDIR|LANG|LC_.*|TZ|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|CUDA_.*|TF_.*|VK_.*|XDG_.*|MACROSCOPE_.*)$/i;

/** What a worker needs of the environment: where libraries, devices and folders are, and nothing else (no tokens, no NODE_OPTIONS). */
export function workerEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => passedOn.test(name)));
}

/**
 * Flags of Node: a file, however it is made, gets no more than 2 GB for what it is taken apart into (numbers are outside of it, and held
 * to what the file can hold). Electron's processes have a limit of 4 GB of their own.
 */
const workerFlags = (role: WorkerRole) => (role === 'files' ? ['--max-old-space-size=2048'] : []);

/** Worker processes by child_process.fork, with further flags of Node if given. Typed arrays cross the channel as they are. */
export function forkLauncher(entry = workerEntry(), flags: readonly string[] = []): WorkerLauncher {
  return {
    launch(role) {
      const child = fork(entry, [`--role=${role}`], {
        serialization: 'advanced',
        env: workerEnvironment(process.env),
        execArgv: [...workerFlags(role), ...flags],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      return {
        pid: child.pid,
        post: (message) => {
          // A process that has just died is reported by its exit.
          if (child.connected) child.send(message, () => {});
        },
        onMessage: (handler) => void child.on('message', (message) => handler(message as FromWorker)),
        onOutput: (handler) => {
          for (const stream of [child.stdout, child.stderr]) {
            stream?.setEncoding('utf8').on('data', (text: string) => handler(text));
          }
        },
        onExit: (handler) => {
          let ended = false;
          const once = (exit: WorkerExit) => {
            if (ended) return;
            ended = true;
            handler(exit);
          };
          child.once('close', (code, signal) => once({ code, signal }));
          child.once('error', () => {
            if (child.pid === undefined) once({ code: null, signal: null });
          });
        },
        kill: () => void child.kill('SIGKILL'),
      };
    },
  };
}
