import { ref, type Ref } from 'vue';
import {
  callNames,
  type CallName,
  type HostEventName,
  type HostEvents,
  type HostFunctions,
} from '../../preload/contract/index.ts';
import { connectToHost, type Channel } from '../../preload/contract/wire.ts';
import { backOff } from './back-off.ts';
import { desktopPort, portChannel, socketChannel } from './channels.ts';
import { onDesktop } from './desktop.ts';
import { Emitter } from './emitter.ts';

/** connecting: for the first time; lost: it was open, and is tried again. */
export type ConnectionState = 'connecting' | 'open' | 'lost';

const state = ref<ConnectionState>('connecting');
/** How the line to the host stands. */
export const connectionState: Readonly<Ref<ConnectionState>> = state;

const events = new Emitter<HostEvents & { connected: undefined }>((error) => reportError(error));
let functions: Promise<HostFunctions> | null = null;

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function openChannel(): Promise<Channel> {
  if (onDesktop()) return desktopPort().then(portChannel);
  const url = new URL('/host', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = window.location.search;
  return socketChannel(url.href);
}

async function connect(): Promise<HostFunctions> {
  for (let attempt = 0; ; attempt++) {
    try {
      const channel = await openChannel();
      const client = connectToHost(
        channel,
        (name, payload) => events.emit(name, payload as never),
        reportError,
      );
      channel.onClose(() => {
        state.value = 'lost';
        functions = connect();
      });
      state.value = 'open';
      // After the caller holds the functions: listeners call the host at once.
      queueMicrotask(() => events.emit('connected', undefined));
      return client.functions;
    } catch {
      await wait(backOff(attempt));
    }
  }
}

async function call(name: CallName, input: unknown): Promise<unknown> {
  functions ??= connect();
  return await ((await functions)[name] as (input: unknown) => Promise<unknown>)(input);
}

/** The host, as typed functions; each rejects with a HostError. Calls made while there is no line wait for one. */
export const host = Object.fromEntries(
  callNames.map((name) => [name, (input: unknown) => call(name, input)]),
) as unknown as HostFunctions;

/** Opens the line to the host and keeps it open. */
export function startHost(): void {
  functions ??= connect();
}

/** Listens to one of the host's events. @returns the function that stops listening. */
export function onHost<K extends HostEventName>(name: K, handler: (payload: HostEvents[K]) => void) {
  return events.on(name, handler as never);
}

/** Called after every (re)connection, and at once when there is a line: the time to read what events may have been missed. */
export function onConnected(handler: () => void) {
  if (state.value === 'open') handler();
  return events.on('connected', handler);
}
