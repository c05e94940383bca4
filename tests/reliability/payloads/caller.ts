import { hostErrorShape } from '../../../preload/contract/errors.ts';

/** What came back on one call, and after how long. */
export interface Answer {
  /** 'unsendable': the transport itself refused to take it. */
  outcome: 'result' | 'refused' | 'bug' | 'malformed' | 'silence' | 'unsendable';
  /** Code of the error, when there is one. */
  code?: string;
  message?: string;
  result?: unknown;
  milliseconds: number;
}

/** One end of a transport, raw: what is sent is not looked at. */
export interface RawEnd {
  /** Throws for what the transport cannot carry. */
  send(message: unknown): void;
  onMessage(handler: (message: unknown) => void): void;
}

/** No call may take this long; one that does is taken to be never answered. */
const patience = 30_000;

/** Calls the host as no page would. */
export class Caller {
  readonly #end: RawEnd;
  readonly #waiting = new Map<string, (message: { r?: unknown; e?: unknown }) => void>();
  #next = 0;

  constructor(end: RawEnd) {
    this.#end = end;
    end.onMessage((message) => {
      const { t, i } = message as { t?: unknown; i?: unknown };
      if (t !== 's' || typeof i !== 'string') return;
      const settle = this.#waiting.get(i);
      this.#waiting.delete(i);
      settle?.(message as { r?: unknown; e?: unknown });
    });
  }

  async call(name: string, argument: unknown): Promise<Answer> {
    const id = `c${this.#next++}`;
    const start = performance.now();
    const answer = new Promise<{ r?: unknown; e?: unknown } | null>((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        resolve(null);
      }, patience);
      this.#waiting.set(id, (message) => {
        clearTimeout(timer);
        resolve(message);
      });
      try {
        this.#end.send({ m: name, a: [argument], t: 'q', i: id });
      } catch {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve({ e: 'unsendable' });
      }
    });
    const message = await answer;
    const milliseconds = performance.now() - start;
    if (message === null) return { outcome: 'silence', milliseconds };
    if (message.e === 'unsendable') return { outcome: 'unsendable', milliseconds };
    if (message.e === undefined) return { outcome: 'result', result: message.r, milliseconds };
    const shape = hostErrorShape.safeParse(message.e);
    if (!shape.success) return { outcome: 'malformed', milliseconds };
    const { code, message: text } = shape.data;
    const outcome = code === 'bug' || /ended unexpectedly/.test(text) ? 'bug' : 'refused';
    return { outcome, code, message: text, milliseconds };
  }
}
