import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { destination, multistream, pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/**
 * The host's log: everything into the workspace's macroscope.log as long as `mayWrite`, warnings and errors to standard error as
 * well. A disk that refuses costs lines of the log, nothing else.
 */
export function openLog(path: string, mayWrite: () => boolean = () => true): Logger {
  const streams = multistream([
    { level: 'warn', stream: destination({ dest: 2, sync: true }) },
    { level: 'info', stream: fileStream(path, mayWrite) },
  ]);
  return pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, streams);
}

/** A file that is opened by the first line that may be written. */
function fileStream(path: string, mayWrite: () => boolean) {
  let file: ReturnType<typeof destination> | null | undefined;
  const open = () => {
    try {
      mkdirSync(dirname(path), { recursive: true });
      const opened = destination({ dest: path, sync: true, mkdir: true });
      opened.on('error', () => {});
      return opened;
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
