import { appendFileSync, closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RunContext, Snapshot } from '../../../main/methods/context.ts';

/**
 * What a run did, step by step, noted beside it by a worker that a test started: where each of its processes began, where each
 * checkpoint began to be written, and how far the process before had come. A step is one breath of the method.
 */
export class Witness {
  readonly #log: string;
  readonly #position: number;
  readonly #cell = new Float64Array(1);

  /** Takes note of a process that goes on at a step. */
  constructor(folder: string, start: number) {
    this.#log = join(folder, 'witness.log');
    const path = join(folder, 'witness.position');
    let reached = 0;
    try {
      reached = new Float64Array(new Uint8Array(readFileSync(path)).buffer)[0] ?? 0;
      this.#note('reached', reached);
    } catch {
      // The first process of this run.
    }
    this.#position = openSync(path, 'w');
    this.at(start);
    this.#note('start', start);
  }

  at(step: number): void {
    this.#cell[0] = step;
    writeSync(this.#position, this.#cell, 0, 8, 0);
  }

  checkpoint(step: number): void {
    this.#note('checkpoint', step);
  }

  close(): void {
    closeSync(this.#position);
  }

  #note(what: string, step: number): void {
    appendFileSync(this.#log, `${what} ${step}\n`);
  }
}

/** A context that counts the breaths of a run, also over its starts, and tells a witness. */
export function witnessed(context: RunContext, folder: string): RunContext {
  const restored = context.restore();
  let step = typeof restored?.values.witnessed === 'number' ? restored.values.witnessed : 0;
  const witness = new Witness(folder, step);
  const breathe = async (snapshot: () => Snapshot) => {
    witness.at(++step);
    await context.breathe(() => {
      witness.checkpoint(step);
      const { arrays, values } = snapshot();
      return { arrays, values: { ...values, witnessed: step } };
    });
  };
  return new Proxy(context, {
    get(target, name) {
      if (name === 'breathe') return breathe;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}

export interface Losses {
  /** Checkpoints begun after the one that was gone on from: for each start after the first. */
  checkpoints: number[];
  /** Steps computed again. */
  steps: number[];
  /** Steps between one checkpoint, or the start of a process, and the next checkpoint. */
  intervals: number[];
}

/** What each start of a run cost, by its witness. */
export function lossesOf(folder: string): Losses {
  const losses: Losses = { checkpoints: [], steps: [], intervals: [] };
  let begun: number[] = [];
  let since = 0;
  let reached: number | null = null;
  let text = '';
  try {
    text = readFileSync(join(folder, 'witness.log'), 'utf8');
  } catch {
    // Killed before its first step.
  }
  for (const line of text.split('\n').filter(Boolean)) {
    const [what, number] = line.split(' ');
    const step = Number(number);
    if (what === 'checkpoint') {
      losses.intervals.push(step - since);
      since = step;
      begun.push(step);
    } else if (what === 'reached') reached = step;
    else {
      if (reached !== null) {
        losses.checkpoints.push(begun.filter((checkpoint) => checkpoint > step).length);
        losses.steps.push(reached - step);
      }
      begun = [];
      since = step;
    }
  }
  return losses;
}
