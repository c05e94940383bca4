import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { destination, multistream, pino, type Logger, type StreamEntry } from 'pino';

export type { Logger } from 'pino';

/**
 * The host's log: everything into the workspace's macroscope.log, warnings and errors to standard error as well. A disk that
 * refuses costs lines of the log, nothing else.
 */
export function openLog(path: string): Logger {
  const streams: StreamEntry[] = [{ level: 'warn', stream: destination({ dest: 2, sync: true }) }];
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = destination({ dest: path, sync: true, mkdir: true });
    file.on('error', () => {});
    streams.push({ level: 'info', stream: file });
  } catch (error) {
    process.stderr.write(`The log can't be written: ${String(error)}\n`);
  }
  return pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, multistream(streams));
}
