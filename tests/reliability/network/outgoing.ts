import { appendFileSync } from 'node:fs';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

// Loaded before a program (--import): notes every attempt to reach another machine in the file that MACROSCOPE_OUTGOING names, and stops it. Whatever
// speaks over a network in Node (http, https, fetch, WebSocket, gRPC, telemetry of a library) comes through these functions.
const file = process.env.MACROSCOPE_OUTGOING;
const local = new Set(['127.0.0.1', 'localhost', '::1', '::ffff:127.0.0.1']);

function note(what: string): void {
  if (file !== undefined) appendFileSync(file, `${what}\n`);
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...words: unknown[]) {
  const flat = words.flat() as unknown[];
  const options = (typeof flat[0] === 'object' && flat[0] !== null ? flat[0] : {}) as {
    host?: string;
    path?: string;
  };
  const host = options.host ?? (typeof flat[1] === 'string' ? flat[1] : 'localhost');
  const pipe = options.path !== undefined || (typeof flat[0] === 'string' && Number.isNaN(Number(flat[0])));
  if (!pipe && !local.has(host)) {
    note(`connection to ${host}`);
    this.destroy(new Error(`A connection to ${host} was stopped.`));
    return this;
  }
  return Reflect.apply(connect, this, words) as net.Socket;
} as typeof connect;

type AnyFunction = (...words: unknown[]) => unknown;
/** Puts a function before another of a module: it sees the words first. */
function before(holder: object, name: string, see: (words: unknown[]) => void): void {
  const functions = holder as Record<string, AnyFunction>;
  const original = functions[name]!;
  functions[name] = function (this: unknown, ...words: unknown[]) {
    see(words);
    return Reflect.apply(original, this, words);
  };
}
for (const holder of [dns, dns.promises]) {
  for (const name of Object.keys(holder)) {
    if (!/^(lookup|resolve)/.test(name)) continue;
    before(holder, name, ([host]) => {
      if (typeof host === 'string' && !local.has(host)) note(`${name} of ${host}`);
    });
  }
}
before(dgram.Socket.prototype, 'send', () => note('a datagram'));
before(dgram.Socket.prototype, 'connect', () => note('a datagram socket'));
syncBuiltinESMExports();
