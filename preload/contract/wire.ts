import { createBirpc } from 'birpc';
import { Packr } from 'msgpackr';
import { callNames, payloadLimit, type HostFunctions } from './calls.ts';
import { HostError, hostErrorShape } from './errors.ts';
import type { HostEventName, HostEvents } from './events.ts';
import { scanFrame } from './frame.ts';
import { tooLarge } from './payload.ts';

/**
 * What crosses between page and host, on either transport: birpc's requests and answers, errors as HostErrorShape. A
 * MessagePort carries the messages themselves (structured clone), a WebSocket carries them packed (MessagePack, binary).
 */

/** One end of a connection that carries messages. */
export interface Channel {
  post(message: unknown): void;
  onMessage(handler: (message: unknown) => void): void;
  /** Called once when the other end is gone. */
  onClose(handler: () => void): void;
  /** True while so much waits to be sent that pictures should rather be dropped. */
  congested?(): boolean;
  close(): void;
}

/** The same for a transport that carries bytes. */
export interface ByteChannel extends Omit<Channel, 'post' | 'onMessage'> {
  post(bytes: Uint8Array): void;
  onMessage(handler: (bytes: Uint8Array) => void): void;
}

const packr = new Packr({ useRecords: false, moreTypes: true, encodeUndefinedAsNil: false });

/** One binary frame; throws HostError 'too-large' beyond the payload limit. Typed arrays keep their type. */
export function pack(message: unknown): Uint8Array {
  const bytes = packr.pack(message);
  if (bytes.byteLength > payloadLimit) throw tooLarge(bytes.byteLength);
  return bytes;
}

export function unpack(bytes: Uint8Array): unknown {
  return plainBytes(packr.unpack(bytes));
}

/** Node decodes bytes to Buffer, whose slice() shares memory; here bytes are Uint8Array on both sides. */
function plainBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return value.constructor === Uint8Array
      ? value
      : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (Array.isArray(value)) return value.map(plainBytes);
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plainBytes(entry)]));
  }
  return value;
}

/** Makes a message channel of a byte channel. A frame that can't be read is handed on as null, which no end accepts. */
export function packed(channel: ByteChannel): Channel {
  return withMessages(channel, unpackOrNull);
}

/**
 * The same for the host's end, where anybody may be at the other: a frame is looked over before it is unpacked, and a request that can't be read
 * is answered, so that nobody waits for it.
 */
export function guarded(channel: ByteChannel): Channel {
  return withMessages(channel, (bytes) => {
    const { problem, id } = scanFrame(bytes);
    const message = problem === null ? unpackOrNull(bytes) : null;
    if (message === null && id !== null) {
      channel.post(
        pack(refusal(id, problem ?? new HostError('bad-argument', 'This message can’t be read.'))),
      );
    }
    return message;
  });
}

function withMessages(channel: ByteChannel, read: (bytes: Uint8Array) => unknown): Channel {
  return {
    post: (message) => channel.post(pack(message)),
    onMessage: (handler) => channel.onMessage((bytes) => handler(read(bytes))),
    onClose: (handler) => channel.onClose(handler),
    ...(channel.congested ? { congested: () => channel.congested?.() ?? false } : {}),
    close: () => channel.close(),
  };
}

function unpackOrNull(bytes: Uint8Array): unknown {
  try {
    return unpack(bytes);
  } catch {
    return null;
  }
}

const refusal = (id: string, error: HostError) => ({ t: 's', i: id, e: error.toShape() });

/** Outgoing: errors become shapes. Anything that is no HostError is a bug and says no more than that. */
export function toWire(message: { t?: string; e?: unknown }): unknown {
  if (message.t !== 's' || !message.e) return message;
  const error = message.e instanceof HostError ? message.e : bugError();
  return { ...message, e: error.toShape() };
}

/** Incoming: checks birpc's envelope, so that garbage is an error here and nowhere else, and makes errors of shapes. */
export function fromWire(raw: unknown): unknown {
  const message = raw as { t?: unknown; m?: unknown; a?: unknown; i?: unknown; e?: unknown } | null;
  const valid =
    typeof message === 'object' &&
    message !== null &&
    (message.i === undefined || (typeof message.i === 'string' && message.i.length <= 64)) &&
    (message.t === 's' ||
      (message.t === 'q' &&
        typeof message.m === 'string' &&
        Array.isArray(message.a) &&
        // A call has one argument, an event its name and payload.
        message.a.length <= 2));
  if (!valid) throw new HostError('bad-argument', 'This is not a message of Macroscope.');
  if (message.t !== 's' || message.e === undefined) return message;
  const shape = hostErrorShape.safeParse(message.e);
  return { ...message, e: shape.success ? HostError.fromShape(shape.data) : bugError() };
}

/** Id of a message that calls itself a request, though it is none that can be served. */
function requestId(raw: unknown): string | null {
  const { t, i } = (raw ?? {}) as { t?: unknown; i?: unknown };
  return t === 'q' && typeof i === 'string' && i.length <= 64 ? i : null;
}

export function bugError(cause?: unknown): HostError {
  return new HostError('bug', 'Something went wrong inside Macroscope. This is a bug, not your mistake.', {
    remedy: 'Details are in the log of the workspace (macroscope.log). Your runs and files are untouched.',
    cause,
  });
}

function accept(
  raw: unknown,
  handler: (message: unknown) => void,
  onBadMessage: (error: Error) => void,
): void {
  let message: unknown;
  try {
    message = fromWire(raw);
  } catch (error) {
    onBadMessage(error as Error);
    return;
  }
  handler(message);
}

const disconnected = () =>
  new HostError('not-available', 'The connection to the workbench was lost.', {
    remedy: 'Reload the page; runs go on without it.',
  });

type EventHandler = <K extends HostEventName>(name: K, payload: HostEvents[K]) => void;

/** The page's end: the host's functions, and its events handed to `onEvent`. Calls fail with HostError only. */
export function connectToHost(
  channel: Channel,
  onEvent: EventHandler,
  onBadMessage: (error: Error) => void = () => {},
): { functions: HostFunctions; close(): void } {
  const local = { event: onEvent };
  const rpc = createBirpc<Record<string, (input: unknown) => Promise<unknown>>, typeof local>(local, {
    post: (message) => channel.post(message),
    on: (handler) => channel.onMessage((raw) => accept(raw, handler, onBadMessage)),
    serialize: toWire,
    // Reading a large file or writing an export may take its time; a lost connection ends calls at once.
    timeout: -1,
  });
  channel.onClose(() => rpc.$close(disconnected()));
  const call = async (name: string, input: unknown) => {
    if (rpc.$closed) throw disconnected();
    return await rpc.$call(name, input);
  };
  const functions = Object.fromEntries(
    callNames.map((name) => [name, (input: unknown) => call(name, input)]),
  ) as unknown as HostFunctions;
  return { functions, close: () => channel.close() };
}

/** Serves one connection: every request goes to `call`, which never throws anything but HostError. */
export function serveConnection(
  channel: Channel,
  call: (name: string, input: unknown) => Promise<unknown>,
  onBadMessage: (error: Error) => void,
): { send: EventHandler; close(): void } {
  const rpc = createBirpc<{ event: EventHandler }, Record<string, never>>(
    {},
    {
      post: (message) => channel.post(message),
      on: (handler) =>
        channel.onMessage((raw) =>
          accept(raw, handler, (error) => {
            onBadMessage(error);
            const id = requestId(raw);
            if (id !== null && error instanceof HostError) channel.post(refusal(id, error));
          }),
        ),
      serialize: toWire,
      resolver: (name) => (input: unknown) => call(name, input),
      onGeneralError: (error) => {
        onBadMessage(error);
        return true;
      },
    },
  );
  channel.onClose(() => rpc.$close());
  return {
    send: (name, payload) => {
      if (!rpc.$closed) void rpc.$callEvent('event', name, payload).catch(onBadMessage);
    },
    close: () => channel.close(),
  };
}
