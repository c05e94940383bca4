import type { HostEventName, HostEvents, HostFunctions } from '../../../../../preload/contract/index.ts';
import { Emitter } from '../../../../../renderer/bridge/emitter.ts';

/** A host whose answers a test gives one by one; a call nobody expects fails. */
export const answers: Partial<HostFunctions> = {};

const events = new Emitter<HostEvents>((error) => {
  throw error;
});

export const host = new Proxy({} as HostFunctions, {
  get: (_, name: keyof HostFunctions) => (input: never) => {
    const answer = answers[name] as ((input: never) => Promise<unknown>) | undefined;
    if (answer === undefined) throw new Error(`the test did not expect ${name}`);
    return answer(input);
  },
});

export function onHost<K extends HostEventName>(name: K, handler: (payload: HostEvents[K]) => void) {
  return events.on(name, handler);
}

export function onConnected() {
  return () => undefined;
}

export function emit<K extends HostEventName>(name: K, payload: HostEvents[K]) {
  events.emit(name, payload);
}
