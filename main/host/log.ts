import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { destination, multistream, pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/** The host's log: everything into the workspace's macroscope.log, warnings and errors to standard error as well. */
export function openLog(path: string): Logger {
  mkdirSync(dirname(path), { recursive: true });
  return pino(
    { base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    multistream([
      { level: 'info', stream: destination({ dest: path, sync: true, mkdir: true }) },
      { level: 'warn', stream: destination({ dest: 2, sync: true }) },
    ]),
  );
}
