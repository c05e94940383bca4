import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { HostError } from '../../preload/contract/index.ts';
import { workerEntry } from '../host/jobs/launcher.ts';
import { Pace } from '../host/jobs/pace.ts';
import { loadModel } from '../host/worker/models.ts';
import { Threads } from '../host/worker/threads.ts';
import { workspaceFolder } from '../host/workspace.ts';
import type { ProofContext } from '../methods/proof.ts';
import { ProgressLine } from './progress.ts';
import type { WorkspaceOption } from './session.ts';

export interface ProofOptions extends WorkspaceOption {
  quick?: true;
  full?: true;
  seed: number;
  json?: true;
}

/** One of a registry by its name; without a name, or with an unknown one, says which there are. */
export async function choose<T>(
  registry: Record<string, () => Promise<T>>,
  name: string | undefined,
  what: string,
): Promise<T> {
  const names = Object.keys(registry);
  const load = name !== undefined && Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (load) return await load();
  throw new HostError(
    'bad-argument',
    name === undefined ? `Say which ${what} to run.` : `There is no ${what} named "${name}".`,
    { remedy: names.length > 0 ? `There are: ${names.join(', ')}.` : 'This build has none.' },
  );
}

/** Gives a verification or benchmark what it needs; progress goes to standard error. */
export async function withProofContext<T>(
  options: ProofOptions,
  work: (context: ProofContext) => Promise<T>,
): Promise<T> {
  const pool = new Threads(availableParallelism(), workerEntry());
  const line = new ProgressLine();
  const pace = new Pace();
  const runs = join(workspaceFolder(options.workspace), 'runs');
  try {
    return await work({
      level: options.full ? 'full' : options.quick ? 'quick' : 'normal',
      seed: options.seed,
      pool,
      model: async (id) => await loadModel(id, runs),
      progress: (fraction, message) => {
        pace.add(performance.now() / 1000, fraction);
        const secondsLeft = pace.secondsLeft();
        line.show({ fraction, message, ...(secondsLeft === undefined ? {} : { secondsLeft }) });
      },
    });
  } finally {
    line.clear();
    await pool.close();
  }
}
