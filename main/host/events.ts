import type { HostEventName, HostEvents } from '../../preload/contract/index.ts';

export type EventListener = <K extends HostEventName>(name: K, payload: HostEvents[K]) => void;

/** Hands the host's events to every connection, and to the desktop. */
export class EventHub {
  readonly #listeners = new Set<EventListener>();

  /** Returns what ends the subscription. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit<K extends HostEventName>(name: K, payload: HostEvents[K]): void {
    for (const listener of this.#listeners) listener(name, payload);
  }
}
