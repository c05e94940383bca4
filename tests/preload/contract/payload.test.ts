import { expect, test } from 'vitest';
import { HostError, payloadLimit } from '../../../preload/contract/index.ts';
import { checkPayload, depthLimit, itemLimit } from '../../../preload/contract/payload.ts';

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

function codeOf(value: unknown): string {
  try {
    checkPayload(value);
    return 'accepted';
  } catch (error) {
    return error instanceof HostError ? error.code : String(error);
  }
}

test('bytes of arrays and strings are counted, parts that are shared once', () => {
  expect(checkPayload({ a: [{ data: new Float32Array(10) }, 'four'] })).toBeGreaterThanOrEqual(48);
  const shared = new Uint8Array(payloadLimit - 100);
  expect(codeOf([{ data: shared }, { data: shared }])).toBe('accepted');
  expect(codeOf([{ data: shared }, { bytes: new Uint8Array(200) }])).toBe('too-large');
  expect(codeOf('x'.repeat(payloadLimit / 2 + 1))).toBe('too-large');
});

test('what refers to itself, and a nest whose parts are all shared, is walked through once', () => {
  const circle: unknown[] = [];
  circle.push(circle, { circle });
  expect(codeOf(circle)).toBe('accepted');
  // 2^60 paths, 61 objects.
  let doubled: unknown = [];
  for (let i = 0; i < 60; i++) doubled = [doubled, doubled];
  expect(codeOf(doubled)).toBe('accepted');
});

test.each([
  ['as deep as allowed', nested(depthLimit), 'accepted'],
  ['deeper', nested(depthLimit + 1), 'bad-argument'],
  ['as deep as the stack', nested(1_000_000), 'bad-argument'],
  ['many entries', Array.from({ length: itemLimit - 1 }, () => 0), 'accepted'],
  ['too many entries', Array.from({ length: itemLimit + 1 }, () => 0), 'too-large'],
  ['a sparse array without end', Object.assign([], { length: 2 ** 32 - 1 }), 'too-large'],
  [
    'too many names',
    Object.fromEntries(Array.from({ length: itemLimit + 1 }, (_, i) => [`k${i}`, 0])),
    'too-large',
  ],
  ['memory of another thread', { data: new Uint8Array(new SharedArrayBuffer(8)) }, 'bad-argument'],
  ['binary data in their place', { bytes: new Uint8Array(9), a: { data: new Float32Array(2) } }, 'accepted'],
  ['binary data in place of the argument', new Uint8Array(1), 'bad-argument'],
  ['binary data elsewhere', { patch: new Float32Array(1) }, 'bad-argument'],
  ['nothing', undefined, 'accepted'],
])('%s', (_what, value, verdict) => {
  expect(codeOf(value)).toBe(verdict);
});
