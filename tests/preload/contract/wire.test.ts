import { MessageChannel } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HostError, payloadLimit } from '../../../preload/contract/index.ts';
import {
  connectToHost,
  fromWire,
  guarded,
  pack,
  packed,
  serveConnection,
  unpack,
  type ByteChannel,
  type Channel,
} from '../../../preload/contract/wire.ts';

const arrays = [
  new Float32Array([1.5, Number.NaN, -0]),
  new Float64Array([Math.PI, Number.POSITIVE_INFINITY]),
  new Int8Array([-1, 2]),
  new Uint8Array([0, 255]),
  new Int16Array([-300]),
  new Uint16Array([65535]),
  new Int32Array([-(2 ** 31)]),
  new Uint32Array([2 ** 32 - 1]),
  new BigInt64Array([-(2n ** 63n)]),
  new BigUint64Array([2n ** 64n - 1n]),
];

/** The two ends of a real MessagePort, where values are structured-cloned. */
function ports(): [Channel, Channel] {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const channel = (port: typeof port1): Channel => ({
    post: (message) => port.postMessage(message),
    onMessage: (handler) => void port.on('message', handler),
    onClose: (handler) => void port.on('close', handler),
    close: () => port.close(),
  });
  return [channel(port1), channel(port2)];
}

/** The same carrying bytes, as a WebSocket does. */
function sockets(): [Channel, Channel] {
  const [a, b] = ports();
  return [packed(carryingBytes(a)), guarded(carryingBytes(b))];
}

const carryingBytes = (channel: Channel): ByteChannel => ({
  ...channel,
  onMessage: (handler) => channel.onMessage((message) => handler(message as Uint8Array)),
});

test.each(arrays.map((array) => [array.constructor.name, array] as const))(
  '%s keeps its type and bits in a frame',
  (_name, array) => {
    const back = unpack(pack({ deep: [{ array }] })) as { deep: { array: typeof array }[] };
    expect(back.deep[0].array.constructor).toBe(array.constructor);
    expect(back.deep[0].array).toEqual(array);
  },
);

test('a typed array that is part of a larger buffer crosses alone', () => {
  const whole = new Float64Array(1000).fill(1);
  expect(pack(whole.subarray(10, 12)).byteLength).toBeLessThan(100);
  expect(unpack(pack(whole.subarray(10, 12)))).toEqual(new Float64Array([1, 1]));
});

/** A zero in a plain value loses its sign, on the wire as in JSON; those in arrays keep theirs. */
const withoutNegativeZero = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('plain values cross as they are', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }).map(withoutNegativeZero), (value) => {
      fc.pre(!JSON.stringify(value).includes('__proto__'));
      expect(unpack(pack({ value }))).toEqual({ value });
    }),
  );
});

test('zeros in arrays keep their sign', () => {
  const zeros = Float64Array.of(0, -0);
  expect(unpack(pack({ zeros }))).toEqual({ zeros });
});

test('garbage is refused, never thrown past the wire', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const accepted: unknown[] = [];
      const refused: unknown[] = [];
      const page = connectToHost(
        packed({
          post: () => {},
          onMessage: (handler) => handler(bytes),
          onClose: () => {},
          close: () => {},
        }),
        (name) => accepted.push(name),
        (error) => refused.push(error),
      );
      expect(page.functions).toBeDefined();
      expect(refused.every((error) => error instanceof HostError)).toBe(true);
      expect(accepted.length + refused.length).toBeLessThanOrEqual(1);
    }),
  );
  for (const message of [null, 7, 'q', [], {}, { t: 'q' }, { t: 'q', m: 1, a: [] }, { t: 's', i: 3 }]) {
    expect(() => fromWire(message)).toThrow(HostError);
  }
});

describe.each([
  ['MessagePort', ports],
  ['frames', sockets],
])('a connection over %s', (_name, ends) => {
  test('answers calls, fails with HostError and sends events', async () => {
    const [pageEnd, hostEnd] = ends();
    const events: unknown[] = [];
    const page = connectToHost(pageEnd, (name, payload) => events.push([name, payload]));
    const host = serveConnection(
      hostEnd,
      async (name, input) => {
        if (name === 'runsList') return [input];
        if (name === 'runRead') throw new HostError('not-found', 'No such run.', { where: 'x', remedy: 'y' });
        throw new TypeError('a secret of the program');
      },
      () => {},
    );
    expect(await page.functions.runsList({ states: ['done'] })).toEqual([{ states: ['done'] }]);
    await expect(page.functions.runRead({ id: 'a' })).rejects.toMatchObject({
      name: 'HostError',
      code: 'not-found',
      message: 'No such run.',
      where: 'x',
      remedy: 'y',
    });
    const bug = await page.functions.modelsList({}).catch((error: unknown) => error);
    expect(bug).toMatchObject({ name: 'HostError', code: 'bug' });
    expect(JSON.stringify(bug)).not.toContain('secret');
    host.send('runFrame', { id: 'r', fields: [] });
    expect(await page.functions.runsList({})).toEqual([{}]);
    expect(events).toEqual([['runFrame', { id: 'r', fields: [] }]]);
  });

  test('tells the host of garbage and goes on', async () => {
    const [pageEnd, hostEnd] = ends();
    const page = connectToHost(pageEnd, () => {});
    const refused: Error[] = [];
    serveConnection(
      hostEnd,
      async () => [],
      (error) => refused.push(error),
    );
    pageEnd.post({ not: 'a message' });
    pageEnd.post(null);
    expect(await page.functions.runsList({})).toEqual([]);
    expect(refused).toHaveLength(2);
  });

  test('fails pending and later calls when the host is gone', async () => {
    const [pageEnd, hostEnd] = ends();
    const page = connectToHost(pageEnd, () => {});
    const host = serveConnection(
      hostEnd,
      () => new Promise(() => {}),
      () => {},
    );
    const pending = page.functions.runsList({}).catch((error: unknown) => error);
    await new Promise((resolve) => setImmediate(resolve));
    host.close();
    expect(await pending).toMatchObject({ code: 'not-available' });
    await expect(page.functions.runsList({})).rejects.toMatchObject({ code: 'not-available' });
  });
});

test('a message beyond the limit is refused where it is made', () => {
  expect(() => pack(new Uint8Array(payloadLimit + 1))).toThrow(/64 MB/);
});

test.each([
  ['a typed array of an impossible length', { m: 'runsList', a: [], t: 'q', i: 'abc', x: 'TYPED' }],
  ['arguments without end', { m: 'runsList', a: Array.from({ length: 50 }, () => ({})), t: 'q', i: 'abc' }],
  ['no name', { m: 7, a: [{}], t: 'q', i: 'abc' }],
  ['no arguments', { m: 'runsList', t: 'q', i: 'abc' }],
])(
  'a request with %s is answered with a typed error, so that nobody waits for it',
  async (_what, message) => {
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    const refused: Error[] = [];
    serveConnection(
      guarded({
        post: (bytes) => port2.postMessage(bytes),
        onMessage: (handler) => void port2.on('message', handler),
        onClose: () => {},
        close: () => {},
      }),
      async () => 'served',
      (error) => refused.push(error),
    );
    const answer = new Promise((resolve) =>
      port1.once('message', (bytes: Uint8Array) => resolve(unpack(bytes))),
    );
    const bytes = Buffer.from(pack(message));
    // "TYPED" becomes an extension of msgpackr: a Float64Array (8) of three bytes.
    const typed = bytes.indexOf('\xa5TYPED', 'latin1');
    if (typed >= 0) bytes.set([0xc7, 3, 0x74, 8, 1, 2], typed);
    port1.postMessage(new Uint8Array(bytes));
    expect(await answer).toMatchObject({ t: 's', i: 'abc', e: { code: 'bad-argument' } });
    expect(refused).toHaveLength(1);
  },
);
