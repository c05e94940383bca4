import { Packr } from 'msgpackr';
import type { WebSocket } from 'ws';
import { RandomStream } from '../../../main/compute/random.ts';
import { Caller, type RawEnd } from './caller.ts';
import { openSocket, type HostUnderFire } from './hosts.ts';
import { pick } from './strange.ts';

const packr = new Packr({ useRecords: false, moreTypes: true, encodeUndefinedAsNil: false });
const records = new Packr({ useRecords: true, moreTypes: true });

/** Messages that are none: what birpc never writes, and answers to questions nobody asked. */
function strangeMessage(random: RandomStream): unknown {
  const id = `f${random.integer(1000)}`;
  return pick<() => unknown>(random, [
    () => null,
    () => random.integer(1000),
    () => 'text',
    () => [],
    () => ({}),
    () => ({ t: 'q' }),
    () => ({ t: 'q', m: 'runsList' }),
    () => ({ t: 'q', m: 'runsList', a: 'none', i: id }),
    () => ({ t: 'q', m: 'runsList', a: Array.from({ length: 100 }, () => ({})), i: id }),
    () => ({ t: 'q', m: 'runsList', a: [{}] }),
    () => ({ t: 'q', m: 7, a: [{}], i: id }),
    () => ({ t: 'q', m: pick(random, ['constructor', '__proto__', 'then', '', 'launch']), a: [{}], i: id }),
    () => ({ t: 'q', m: 'x'.repeat(100_000), a: [{}], i: id }),
    () => ({ t: 'q', m: 'runsList', a: [{}], i: 'x'.repeat(5000) }),
    () => ({ t: 'q', m: 'runsList', a: [{}], i: { toString: 'x' } }),
    () => ({ t: 'q', m: 'event', a: ['runChanged', { id }], i: id, o: true }),
    () => ({ t: 's', i: id, r: { id } }),
    () => ({ t: 's', i: id, e: { code: 'bug', message: 'not yours' } }),
    () => ({ t: 's' }),
    () => ({ t: 'x', i: id }),
  ])();
}

/** Bytes that are no message, or a broken one. */
function strangeFrame(random: RandomStream): Uint8Array {
  const bytes = (length: number) => Uint8Array.from({ length }, () => random.integer(256));
  const whole = packr.pack({ t: 'q', m: 'runsList', a: [{ states: ['done'] }], i: 'f1' });
  return pick<() => Uint8Array>(random, [
    () => bytes(random.integer(400)),
    () => whole.subarray(0, random.integer(whole.length)),
    () => {
      const copy = Uint8Array.from(whole);
      copy[random.integer(copy.length)] = random.integer(256);
      return copy;
    },
    () => Uint8Array.of(...whole, 0xc0),
    () => new Uint8Array(10 ** (1 + random.integer(5))).fill(0x91),
    () => new Uint8Array(10 ** (1 + random.integer(5))).fill(0x81),
    () => Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff),
    () => Uint8Array.of(0xdf, 0x7f, 0xff, 0xff, 0xff, 0xa1, 0x61),
    () => Uint8Array.of(0xc6, 0xff, 0xff, 0xff, 0xff, 1, 2, 3),
    () => Uint8Array.of(0xc9, 0xff, 0xff, 0xff, 0xff, 0x74, 8),
    () => records.pack({ t: 'q', m: 'runsList', a: [{ one: 1, two: 2 }], i: 'f2' }),
    () => packr.pack(strangeMessage(random)),
    () => packr.pack(strangeMessage(random)),
  ])();
}

/** How many of the messages the host outlived: after every ten of them it still answers. */
export async function fireFrames(
  host: HostUnderFire,
  options: { count: number; seed: number },
): Promise<{ sent: number; outlived: number; wrong: string[] }> {
  const { count, seed } = options;
  const random = new RandomStream(seed, 'broken messages');
  const socket = host.door === null ? null : await openSocket(host.door);
  const caller = new Caller(socket === null ? host.end : endOf(socket));
  let outlived = 0;
  let sent = 0;
  const wrong: string[] = [];
  while (sent < count && !host.dead) {
    for (let i = 0; i < 10; i++, sent++) {
      if (socket === null) host.end.send(strangeMessage(random));
      else socket.send(random.uniform() < 0.05 ? 'a text frame' : strangeFrame(random));
    }
    const { outcome, message, milliseconds } = await caller.call('settingsRead', {});
    if (outcome === 'result' && milliseconds < 5000) outlived += 10;
    else wrong.push(`settingsRead after broken messages: ${outcome} ${message ?? ''}`);
  }
  socket?.close();
  return { sent, outlived, wrong };
}

const endOf = (socket: WebSocket): RawEnd => ({
  send: (message) => socket.send(packr.pack(message)),
  onMessage: (handler) => void socket.on('message', (data: Buffer) => handler(packr.unpack(data) as unknown)),
});
