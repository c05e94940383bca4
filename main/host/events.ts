import type { HostEventName, HostEvents } from '../../preload/contract/index.ts';

/** An event with its name, so that its payload has a type. */
export type HostEvent = { [K in HostEventName]: { name: K; payload: HostEvents[K] } }[HostEventName];

/** Hands the host's events to every connection, and to the desktop. */
export class EventHub {
  readonly #listeners = new Set<(event: HostEvent) => void>();

  /** Returns what ends the subscription. */
  listen(listener: (event: HostEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit<K extends HostEventName>(name: K, payload: HostEvents[K]): void {
    for (const listener of this.#listeners) listener({ name, payload } as HostEvent);
  }
}
