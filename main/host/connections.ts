import type { CallResults } from '../../preload/contract/index.ts';
import { serveConnection, type Channel } from '../../preload/contract/wire.ts';
import type { EventHub } from './events.ts';
import type { Logger } from './log.ts';
import type { BadRun } from './store/run-store.ts';

/** Calls that open a simulation, and those that end it. */
const closingCalls = { simulationOpen: 'simulationClose', dynamicsOpen: 'dynamicsClose' } as const;
type OpeningCall = keyof typeof closingCalls;
type ClosingCall = (typeof closingCalls)[OpeningCall];

export interface ConnectionParts {
  call(name: string, input: unknown): Promise<unknown>;
  events: EventHub;
  log: Logger;
  /** Folders that every page should hear of. */
  bad: readonly BadRun[];
}

/** The pages that are connected: each is answered, told events, and cleaned up after when it goes. */
export class Connections {
  readonly #parts: ConnectionParts;
  readonly #open = new Set<Channel>();

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  add(channel: Channel): void {
    const { call, events, log, bad } = this.#parts;
    // Simulations belong to the page that opened them: only it sees their pictures, and they end with it.
    const simulations = new Map<string, ClosingCall>();
    let gone = false;
    const answer = async (name: string, input: unknown) => {
      const result = await call(name, input);
      const closing = Object.hasOwn(closingCalls, name) ? closingCalls[name as OpeningCall] : undefined;
      if (closing !== undefined) {
        const { id } = result as CallResults[OpeningCall];
        simulations.set(id, closing);
        if (gone) this.#endSimulation(id, closing);
      } else if (name === 'simulationClose' || name === 'dynamicsClose') {
        simulations.delete((result as CallResults[ClosingCall]).id);
      }
      return result;
    };
    let refused = 0;
    const connection = serveConnection(channel, answer, (error) => {
      // Whoever sends nonsense must not fill the disk with what is said of it: the 1st, 2nd, 4th, 8th … are told.
      if (Number.isInteger(Math.log2(++refused))) {
        log.warn({ reason: error.message, refused }, 'a message was refused');
      }
    });
    for (const { folder, error } of bad) {
      const message = `${folder}: ${error.message}`;
      connection.send('notice', { level: 'warning', title: 'A run folder could not be read', message });
    }
    const unlisten = events.listen((event) => {
      const live = event.name === 'simulationFrame' || event.name === 'dynamicsFrame';
      if ((live || event.name === 'runFrame') && channel.congested?.()) return;
      if (live && !simulations.has(event.payload.id)) {
        // A first picture may be read in one go with the answer that says whose it is; the answer is taken note of by the next turn.
        setImmediate(() => {
          if (!gone && simulations.has(event.payload.id)) connection.send(event.name, event.payload);
        });
        return;
      }
      connection.send(event.name, event.payload);
    });
    this.#open.add(channel);
    channel.onClose(() => {
      unlisten();
      this.#open.delete(channel);
      gone = true;
      for (const [id, closing] of simulations) this.#endSimulation(id, closing);
    });
  }

  close(): void {
    for (const channel of this.#open) channel.close();
  }

  #endSimulation(id: string, closing: ClosingCall): void {
    // It may have ended meanwhile, by itself or with the service worker.
    void this.#parts.call(closing, { id }).catch(() => {});
  }
}
