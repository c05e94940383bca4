import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const project = join(import.meta.dirname, '..', '..', '..');
const watch = join(import.meta.dirname, 'outgoing.ts');

/** A folder with the file that attempts are noted in. */
function notebook() {
  const folder = mkdtempSync(join(tmpdir(), 'macroscope-network-'));
  const file = join(folder, 'outgoing.txt');
  return {
    folder,
    environment: { ...process.env, MACROSCOPE_OUTGOING: file },
    attempts: () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The workbench with the built page, it and its workers watched for attempts to reach another machine. */
export async function startWatchedWorkbench() {
  const { folder, environment, attempts, remove } = notebook();
  const words = [join(folder, 'workspace'), join(project, 'out', 'renderer')];
  const host = spawn(process.execPath, [join(import.meta.dirname, 'host.ts'), ...words], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(host, 'exit');
  const [url] = (await Promise.race([
    once(createInterface(host.stdout), 'line'),
    exited.then(([code]) => {
      throw new Error(`The workbench ended with code ${code} before it said its address.`);
    }),
  ])) as [string];
  return {
    url,
    workspace: words[0]!,
    attempts,
    stop: async () => {
      host.kill('SIGINT');
      await exited;
      remove();
    },
  };
}

/** What a program of the project, or one given as text, tried to reach while it ran. */
export async function attemptsOf(words: readonly string[]): Promise<{ code: number; attempts: string[] }> {
  const { folder, environment, attempts, remove } = notebook();
  const child = spawn(process.execPath, ['--import', watch, ...words], {
    cwd: project,
    env: { ...environment, MACROSCOPE_WORKSPACE: folder },
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number];
  const tried = attempts();
  remove();
  return { code, attempts: tried };
}
