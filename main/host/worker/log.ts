import { appendFileSync } from 'node:fs';

/** Adds a line to a run's log.txt. A disk that refuses costs the line, nothing else. */
export function appendLog(path: string, message: string): void {
  try {
    appendFileSync(path, `${new Date().toISOString()} ${message}\n`);
  } catch {
    // The log tells of the run; the run does not hang on it.
  }
}
