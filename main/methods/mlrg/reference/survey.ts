import { valuesOf } from '../../../../preload/contract/index.ts';
import type { RunContext } from '../../context.ts';
import { Stopwatch } from '../../stopwatch.ts';
import type { Request, Search } from './measurements.ts';

interface Pursued {
  name: string;
  search: Search<unknown>;
  /** Estimate of all it will ask for, in seconds of one thread. */
  seconds: number;
  spent: number;
  pending: Request[] | null;
  result: unknown;
}

type Context = Pick<RunContext, 'pool' | 'breathe' | 'progress' | 'restore'>;

/**
 * Pursues searches side by side: what all of them want next is measured in one round on the threads. All answers are kept, so that an
 * interrupted survey replays its searches with them and goes on with the same bits.
 */
export class Survey {
  readonly #context: Context;
  readonly #pursued: Pursued[] = [];
  /** Answers to each search, one list for each time it asked. */
  readonly #answers: Record<string, unknown[][]>;
  readonly #stopwatch: Stopwatch;

  constructor(context: Context) {
    const saved = context.restore();
    this.#context = context;
    this.#answers = saved ? structuredClone(saved.values.answers as Record<string, unknown[][]>) : {};
    this.#stopwatch = new Stopwatch(saved);
  }

  /** Spent so far, that of earlier starts included. */
  get seconds(): number {
    return this.#stopwatch.seconds;
  }

  /** Adds a search; what it returns can be had after `complete`. `name` is its key in checkpoints. */
  add<T>(name: string, seconds: number, search: Search<T>): () => T {
    const pursued: Pursued = { name, search, seconds, spent: 0, pending: null, result: undefined };
    this.#advance(pursued, search.next());
    for (const answers of (this.#answers[name] ??= [])) this.#send(pursued, answers);
    this.#pursued.push(pursued);
    return () => {
      if (pursued.pending !== null) throw new Error(`${name} is not complete`);
      return pursued.result as T;
    };
  }

  /** Measures until every search has returned. */
  async complete(): Promise<void> {
    for (;;) {
      const open = this.#pursued.filter(({ pending }) => pending !== null);
      if (open.length === 0) return;
      await this.#context.breathe(() =>
        this.#stopwatch.stamp({ arrays: {}, values: { answers: structuredClone(this.#answers) } }),
      );
      this.#report(open);
      const wanted = open.flatMap(({ pending }, from) => pending!.map((request) => ({ from, request })));
      // The longest first, so that no thread is left with one at the end.
      wanted.sort((a, b) => secondsOf(b.request) - secondsOf(a.request));
      const measured = await this.#context.pool.map<Request, unknown>(
        'mlrg.measure',
        wanted.map(({ request }) => request),
      );
      for (const [from, pursued] of open.entries()) {
        const answers = pursued.pending!.map(
          (request) =>
            measured[wanted.findIndex((entry) => entry.from === from && entry.request === request)],
        );
        this.#answers[pursued.name].push(answers);
        this.#send(pursued, answers);
      }
    }
  }

  #send(pursued: Pursued, answers: unknown[]): void {
    for (const request of pursued.pending ?? []) pursued.spent += secondsOf(request);
    this.#advance(pursued, pursued.search.next(answers));
  }

  #advance(pursued: Pursued, next: IteratorResult<Request[], unknown>): void {
    pursued.pending = next.done ? null : next.value;
    if (next.done) pursued.result = next.value;
  }

  #report(open: readonly Pursued[]): void {
    let done = 0;
    let total = 0;
    for (const { seconds, spent, pending } of this.#pursued) {
      total += seconds;
      // An estimate that is exceeded is no reason to call a search complete.
      done += pending === null ? seconds : Math.min(spent, 0.95 * seconds);
    }
    this.#context.progress(done / total, open.map(({ name }) => name).join(', '));
  }
}

/** Estimate of one measurement, in seconds of one thread. */
export function secondsOf(request: Request): number {
  if (request.type !== 'row') return 2 * (request.bondDimension / 24) ** 5 + 0.01;
  const states = valuesOf(request.group) ** request.length;
  return 4e-4 * states + 1e-3;
}
