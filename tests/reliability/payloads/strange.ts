import type { RandomStream } from '../../../main/compute/random.ts';
import { numericArrayTypes } from '../../../preload/contract/index.ts';

/** What values may be made of: a frame has no circles and no memory of its own, a port has both. */
export type Transport = 'socket' | 'port';

export function pick<T>(random: RandomStream, values: readonly T[]): T {
  return values[random.integer(values.length)]!;
}

/** One typed array of each class the contract knows, filled with something. */
export function typedArrays(random: RandomStream, length: number): (ArrayBufferView & ArrayLike<unknown>)[] {
  const value = random.integer(3);
  return Object.values(numericArrayTypes).map((type) => {
    const array = new type(length);
    return array instanceof BigInt64Array || array instanceof BigUint64Array
      ? array.fill(3n)
      : array.fill(value);
  });
}

const words = [
  '',
  '\u0000',
  'a\u0000b.npy',
  '\ud800',
  'x\udfff',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '%2e%2e%2f%2e%2e%2f',
  '/',
  '.',
  '..',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '2026-01-01-oscillator-aaaaaaaa',
  '2026-13-99-oscillator-../../x1',
  'sweep-abcdefgh',
  'pretrained/upscaler-k3',
  'pretrained/../../../package.json',
  '-1',
  '1e999',
  'NaN',
  '99999999999999999999A1',
  'A1 + A1 + A1 + A1 + A1 + A1 + E + E + E',
  '\u202e\u200b\ufeff',
  '<script>alert(1)</script>',
  "'; DROP TABLE runs; --",
];

const numbers = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  -1,
  0.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 31,
  2 ** 32,
  2 ** 53 + 1,
  -(2 ** 63),
];

function nest(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = wrap(value);
  return value;
}

function ownProto(value: unknown): object {
  return Object.defineProperty({}, '__proto__', {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function circle(): unknown {
  const one: unknown[] = [];
  const other = { one };
  one.push(other, one);
  return one;
}

/** 2^n paths through n + 1 objects. */
function doubled(n: number): unknown {
  let value: unknown = {};
  for (let i = 0; i < n; i++) value = { a: value, b: value };
  return value;
}

/** Values nobody asked for. */
export function strangeValue(random: RandomStream, transport: Transport): unknown {
  const makers: (() => unknown)[] = [
    () => pick(random, words),
    () => pick(random, words),
    () => pick(random, numbers),
    () => pick(random, numbers),
    () => pick<unknown>(random, [null, undefined, true, false]),
    () => pick<unknown>(random, [[], {}, [[]], [{}], [null], [undefined]]),
    () => pick(random, [0n, -1n, 2n ** 63n, 2n ** 64n - 1n]),
    () => pick(random, typedArrays(random, random.integer(9))),
    () => pick<unknown>(random, [new Uint8ClampedArray(3), new DataView(new ArrayBuffer(4))]),
    () => nest(pick(random, [40, 70, 400]), (inner) => [inner]),
    () => nest(pick(random, [40, 70, 400]), (inner) => ({ a: inner })),
    () => new Date(random.integer(1000)),
    () => new Map([['id', 'x']]),
    () => new Set([1, 2]),
    () => /(a+)+$/,
    () => ownProto({ id: 'x', polluted: true }),
    () => ({ constructor: { prototype: { polluted: true } } }),
    () => Object.fromEntries(Array.from({ length: random.integer(300) }, (_, i) => [`key${i}`, i])),
    () => ({ shape: [Number.MAX_SAFE_INTEGER, 0], data: new Float32Array(0) }),
    () => ({ shape: [-0], data: new Float64Array(0) }),
    () => ({ shape: [3], data: new Float32Array(2) }),
    () => ({ shape: Array.from({ length: 9 }, () => 1), data: new Float32Array(1) }),
    () => ({ shape: [1], data: new Uint8ClampedArray(1) }),
    () => ({ shape: [1], data: [1] }),
    () => Array.from({ length: random.integer(400) }, () => pick(random, numbers)),
  ];
  const large: (() => unknown)[] = [
    () => 'x'.repeat(10 ** (3 + random.integer(4))),
    () => Array.from({ length: 10 ** (3 + random.integer(3)) }, () => 0),
    () => Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`key${i}`, i])),
    () => new Uint8Array(2 ** (10 + random.integer(12))),
    () => new Float64Array(2 ** (10 + random.integer(8))).fill(Number.NaN),
  ];
  const ported: (() => unknown)[] = [
    circle,
    () => doubled(40),
    () => Object.assign([], { length: 2 ** 32 - 1 }),
    () => new Uint8Array(new SharedArrayBuffer(16)),
    () => new SharedArrayBuffer(16),
    () => new ArrayBuffer(8),
    () => new Error('x'),
    () => Object.create({ id: 'inherited' }) as unknown,
  ];
  const chance = random.uniform();
  if (chance < 0.03) return pick(random, large)();
  if (chance < 0.15 && transport === 'port') return pick(random, ported)();
  return pick(random, makers)();
}

interface Place {
  holder: Record<string, unknown>;
  key: string;
}

/** Every entry of a plain value, at any depth. */
function placesOf(value: unknown, places: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return places;
  for (const key of Object.keys(value)) {
    const holder = value as Record<string, unknown>;
    places.push({ holder, key });
    if (places.length < 2000) placesOf(holder[key], places);
  }
  return places;
}

/** Spoils a value at one of its entries, or all of it; the value itself is changed. */
export function mutated(random: RandomStream, value: unknown, transport: Transport): unknown {
  const places = placesOf(value);
  if (places.length === 0 || random.uniform() < 0.08) return strangeValue(random, transport);
  const { holder, key } = pick(random, places);
  const present = holder[key];
  switch (random.integer(6)) {
    case 0:
      delete holder[key];
      break;
    case 1:
      Object.defineProperty(holder, pick(random, words), {
        value: strangeValue(random, transport),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      break;
    case 2:
      if (typeof present === 'number') holder[key] = present * pick(random, [-1, 2, 1e6, 1.0000001]);
      else if (typeof present === 'string') holder[key] = present + pick(random, words);
      else if (present instanceof Uint8Array) holder[key] = flipped(random, present);
      else holder[key] = [present];
      break;
    default:
      holder[key] = strangeValue(random, transport);
  }
  return value;
}

/** A file with some of its bytes changed, or cut short. */
function flipped(random: RandomStream, bytes: Uint8Array): Uint8Array {
  if (random.uniform() < 0.3) return bytes.slice(0, random.integer(bytes.length + 1));
  const copy = bytes.slice();
  for (let i = 1 + random.integer(8); i > 0 && copy.length > 0; i--) {
    copy[random.integer(copy.length)] = random.integer(256);
  }
  return copy;
}
