import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { Packr } from 'msgpackr';
import { WebSocket } from 'ws';
import type { RawEnd } from './caller.ts';
import type { Transport } from './strange.ts';

const entry = join(import.meta.dirname, 'host.ts');

/** Where and how the page comes in. */
export interface Door {
  port: number;
  token: string;
  cookie: string;
  origin: string;
}

/** A host under fire, as the harness sees it. */
export interface HostUnderFire {
  end: RawEnd;
  /** Runs it was seeded with. */
  runs: string[];
  /** Its socket's address and cookie, where it serves one. */
  door: Door | null;
  /** Bytes of heap and arrays after a collection, and the largest resident size so far. */
  memory(): Promise<{ bytes: number; peak: number }>;
  trim(): Promise<void>;
  /** What its log says of bugs. */
  bugs(): Promise<string[]>;
  /** Process id of its service worker. */
  service(): Promise<number | undefined>;
  /** Whether it has ended by itself. */
  readonly dead: boolean;
  close(): Promise<void>;
}

/** Whatever starts a host and speaks with it beside the transport. */
interface Link {
  post(message: unknown): void;
  onMessage(handler: (message: unknown) => void): void;
  onEnd(handler: () => void): void;
}

/** Everything msgpackr can write, also what no page would. */
const packr = new Packr({ useRecords: false, moreTypes: true, encodeUndefinedAsNil: false });

/** Starts a host; the page it serves, where it serves one, is an empty one unless told. */
export async function startHostUnderFire(transport: Transport, page?: string): Promise<HostUnderFire> {
  const folder = mkdtempSync(join(tmpdir(), 'macroscope-fire-'));
  const pageFolder = page ?? join(folder, 'page');
  if (page === undefined) {
    mkdirSync(pageFolder);
    writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>Macroscope</title>');
  }
  const words = [join(folder, 'workspace'), pageFolder];
  const { port1, port2 } = new MessageChannel();
  const link = transport === 'port' ? inThread(words, port2) : inProcess(words);
  let dead = false;
  const waiting = new Map<number, (answer: unknown) => void>();
  const ended = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<{ url?: string; runs: string[] }>();
  link.onEnd(() => {
    dead = true;
    ended.resolve();
    ready.reject(new Error('The host ended before it was ready.'));
    for (const settle of waiting.values()) settle(undefined);
  });
  link.onMessage((message) => {
    const {
      ready: said,
      id,
      answer,
    } = message as {
      ready?: { url?: string; runs: string[] };
      id?: number;
      answer?: unknown;
    };
    if (said !== undefined) ready.resolve(said);
    if (id !== undefined) waiting.get(id)?.(answer);
  });
  const { url, runs } = await ready.promise;
  let next = 0;
  const ask = async (what: string): Promise<unknown> => {
    if (dead) return undefined;
    const id = next++;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    link.post({ id, what });
    const result = await answer;
    waiting.delete(id);
    return result;
  };
  const door = url === undefined ? null : doorOf(url);
  const end = door === null ? portEnd(port1) : await socketEnd(door);
  return {
    end,
    runs,
    door,
    memory: async () =>
      ((await ask('memory')) as { bytes: number; peak: number } | undefined) ?? { bytes: 0, peak: 0 },
    trim: async () => void (await ask('trim')),
    bugs: async () => ((await ask('bugs')) as string[] | undefined) ?? ['the host has ended'],
    service: async () => (await ask('services')) as number | undefined,
    get dead() {
      return dead;
    },
    close: async () => {
      await ask('close');
      await ended.promise;
      port1.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function inProcess(words: string[]): Link {
  const child = fork(entry, words, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return {
    post: (message) => void child.send(message as object),
    onMessage: (handler) => void child.on('message', handler),
    onEnd: (handler) => void child.once('exit', handler),
  };
}

function inThread(words: string[], port: MessageChannel['port2']): Link {
  const worker = new Worker(entry, { workerData: { words, port }, transferList: [port], execArgv: [] });
  // An end by an error is followed by 'exit', and counted there.
  worker.on('error', (error) => process.stderr.write(`${error.stack}\n`));
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (handler) => void worker.on('message', handler),
    onEnd: (handler) => void worker.once('exit', handler),
  };
}

function doorOf(url: string): Door {
  const { port, searchParams } = new URL(url);
  const token = searchParams.get('token') ?? '';
  return {
    port: Number(port),
    token,
    cookie: `macroscope-${port}=${token}`,
    origin: `http://127.0.0.1:${port}`,
  };
}

function portEnd(port: MessageChannel['port1']): RawEnd {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (handler) => void port.on('message', handler),
  };
}

/** A socket to the host, as its page opens it. */
export async function openSocket(door: Door): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}/host`, {
    headers: { cookie: door.cookie, origin: door.origin },
  });
  socket.on('error', () => {});
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_request, { statusCode }) =>
      reject(new Error(`refused with ${statusCode}`)),
    );
    socket.once('close', () => reject(new Error('closed')));
  });
  return socket;
}

async function socketEnd(door: Door): Promise<RawEnd> {
  const socket = await openSocket(door);
  return {
    send: (message) => socket.send(packr.pack(message)),
    onMessage: (handler) =>
      void socket.on('message', (data: Buffer) => handler(packr.unpack(data) as unknown)),
  };
}
