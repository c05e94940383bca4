import { existsSync } from 'node:fs';

/**
 * Whether the application was started for its command line, `macroscope design …`, and not for its window: the first word is a
 * command, or asks for the help. A word that names a file is that file, and `open` is the window. `words` is process.argv.
 */
export function asksForCommand(words: readonly string[], packaged: boolean): boolean {
  // Unpackaged, Electron is started with the folder of the application; its command line is that of the sources.
  if (!packaged) return false;
  const [first] = words.slice(1);
  if (first === undefined || first === 'open') return false;
  return first === '--help' || (/^[a-z][a-z-]*$/.test(first) && !existsSync(first));
}
