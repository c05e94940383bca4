import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '../host/fixtures/workbench.ts';

const project = join(import.meta.dirname, '..', '..');

export interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

export interface CommandOptions {
  workspace?: string;
  environment?: NodeJS.ProcessEnv;
  /** Seen with all that was written to standard error so far. */
  onErrors?: (errors: string, signal: (name: NodeJS.Signals) => void) => void;
  onOutput?: (output: string, signal: (name: NodeJS.Signals) => void) => void;
}

/** Runs the command line as a user does, in a process of its own. */
export async function macroscope(words: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, [join(project, 'main', 'cli.ts'), ...words], {
    cwd: project,
    env: {
      ...process.env,
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      MACROSCOPE_WORKSPACE: options.workspace ?? temporaryFolder(),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    options.onOutput?.(output, signal);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
    options.onErrors?.(errors, signal);
  });
  return await new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, output, errors }));
  });
}
