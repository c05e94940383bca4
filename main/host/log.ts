import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { destination, multistream, pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/**
 * The host's log: everything into the workspace's macroscope.log as long as `mayWrite`, warnings and errors to standard error as
 * well.
 */
export function openLog(path: string, mayWrite: () => boolean = () => true): Logger {
  const streams = multistream([
    { level: 'warn', stream: destination({ dest: 2, sync: true }) },
    { level: 'info', stream: whileAllowed(path, mayWrite) },
  ]);
  return pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, streams);
}

/** Where lines of a log go to a file. Throws when it can't be made; a disk that refuses later costs lines, nothing else. */
export function logFile(path: string): DestinationStream {
  mkdirSync(dirname(path), { recursive: true });
  const file = destination({ dest: path, sync: true, mkdir: true });
  file.on('error', () => {});
  return file;
}

/** A file that is opened by the first line that may be written. */
function whileAllowed(path: string, mayWrite: () => boolean): DestinationStream {
  let file: DestinationStream | null | undefined;
  const open = () => {
    try {
      return logFile(path);
    } catch (error) {
      process.stderr.write(`The log can't be written: ${String(error)}\n`);
      return null;
    }
  };
  return {
    write(line: string): void {
      if (!mayWrite()) return;
      if (file === undefined) file = open();
      file?.write(line);
    },
  };
}
