import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import type { RunContext, Snapshot } from '../../context.ts';
import type { Piece, PieceState, TrainingData } from './data.ts';

/** How far each part of the data has been gone through. */
export class WalkPosition {
  readonly done: number[];
  readonly states: PieceState[];

  constructor(parts: number) {
    this.done = Array.from({ length: parts }, () => 0);
    this.states = Array.from({ length: parts }, () => null);
  }

  snapshot(): Snapshot {
    const arrays: ArrayRecord = {};
    for (const [part, state] of this.states.entries()) {
      if (state) arrays[`chain-${part}`] = { shape: [state.packed.length], data: state.packed };
    }
    const chains = this.states.map((state) => state && { random: state.random, warm: state.warm });
    return { arrays, values: { done: this.done, chains } };
  }

  static restore({ arrays, values }: Snapshot): WalkPosition {
    const done = values.done as number[];
    const chains = values.chains as ({ random: number[]; warm: number } | null)[];
    const position = new WalkPosition(done.length);
    for (const [part, chain] of chains.entries()) {
      position.done[part] = done[part];
      position.states[part] = chain && {
        packed: arrays[`chain-${part}`].data as Uint8Array,
        random: chain.random,
        warm: chain.warm,
      };
    }
    return position;
  }
}

/** What a progress bar says meanwhile. */
export function ofConfigurations(done: number, total: number): string {
  return `${done.toLocaleString('en')} of ${total.toLocaleString('en')} configurations`;
}

/** Pieces that each thread is given before there is a breath. */
const piecesPerThread = 2;

/** What is done with each piece of the data. */
export interface WalkWork<I, O extends { state: PieceState }> {
  /** Name in main/methods/tasks.ts. */
  task: string;
  input(piece: Piece, part: number, done: number): I;
  take(output: O, part: number): void;
  /** Between pieces, when everything is whole. */
  breathe(): Promise<void>;
  progress(configurations: number, total: number): void;
}

/**
 * Goes through the data over the pool's threads, all parts side by side. What a part's pieces are does not depend on the number of threads
 * nor on interruptions, and `take` gets them in their order within the part.
 */
export async function walkThrough<I, O extends { state: PieceState }>(
  pool: RunContext['pool'],
  data: TrainingData,
  position: WalkPosition,
  work: WalkWork<I, O>,
): Promise<void> {
  const total = data.parts.reduce((sum, { configurations }) => sum + configurations, 0);
  const { done, states } = position;
  const report = () =>
    work.progress(
      done.reduce((sum, count) => sum + count, 0),
      total,
    );
  report();
  for (;;) {
    await work.breathe();
    // The parts that lag behind, so that all come along together.
    const next = data.parts
      .map((_, part) => part)
      .filter((part) => done[part] < data.parts[part].configurations)
      .toSorted((a, b) => done[a] - done[b] || a - b)
      .slice(0, piecesPerThread * pool.size);
    if (next.length === 0) return;
    const inputs = next.map((part) =>
      work.input(data.piece(part, done[part], states[part]), part, done[part]),
    );
    const outputs = await pool.map<I, O>(work.task, inputs);
    for (const [i, part] of next.entries()) {
      work.take(outputs[i], part);
      states[part] = outputs[i].state;
      done[part] += Math.min(data.perPiece, data.parts[part].configurations - done[part]);
    }
    report();
  }
}
