import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { WorkbenchDescription } from '../../../preload/contract/index.ts';

/** A workbench in a process of its own. */
export class Competitor {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(): Promise<Competitor> {
    const child = fork(join(import.meta.dirname, 'competitor.ts'));
    await once(child, 'message');
    return new Competitor(child);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Opens a workspace; what it says of itself then. */
  async open(workspace: string): Promise<WorkbenchDescription> {
    this.#child.send(workspace);
    const [description] = (await once(this.#child, 'message')) as [WorkbenchDescription];
    return description;
  }

  async close(): Promise<void> {
    this.#child.send('close');
    await once(this.#child, 'message');
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}

/** Counts of workbenches that opened one workspace at the same moment. */
export interface PairCounts {
  trials: number;
  /** Exactly one had it, and the other one named that one's process. */
  well: number;
}

/**
 * Pairs of workbenches on one workspace, told to open it in the same moment. Every third time the one that has it is killed, so that
 * the next pair finds what a crash leaves.
 */
export async function competingPairs(
  workspace: string,
  trials: number,
  progress: (fraction: number) => void,
): Promise<PairCounts> {
  let pair = await Promise.all([Competitor.start(), Competitor.start()]);
  let well = 0;
  try {
    for (let trial = 0; trial < trials; trial++) {
      const said = await Promise.all(pair.map((competitor) => competitor.open(workspace)));
      const owner = said.findIndex(({ access }) => access === 'own');
      const other = said[1 - owner];
      const named = other?.heldBy?.startsWith(`process ${pair[owner]?.pid} `) ?? false;
      if (owner >= 0 && other?.access === 'read-only' && named) well++;
      await Promise.all(
        pair.map(async (competitor, i) => {
          if (trial % 3 === 2 && i === owner) await competitor.kill();
          else await competitor.close();
        }),
      );
      pair = (await Promise.all(
        pair.map(async (competitor, i) =>
          trial % 3 === 2 && i === owner ? await Competitor.start() : competitor,
        ),
      )) as [Competitor, Competitor];
      progress((trial + 1) / trials);
    }
  } finally {
    await Promise.all(pair.map((competitor) => competitor.kill()));
  }
  return { trials, well };
}
