import { pino } from 'pino';
import { expect, test } from 'vitest';
import { HostError, payloadLimit, type HostHandlers } from '../../preload/contract/index.ts';
import { createRouter } from '../../main/host/router.ts';

function open(handlers: Partial<HostHandlers>) {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  return { call: createRouter(handlers as HostHandlers, log), lines };
}

test('arguments are parsed and completed before a handler sees them', async () => {
  const { call } = open({ runMetrics: (argument) => argument as never });
  const id = '2026-01-01-oscillator-abcdef12';
  expect(await call('runMetrics', { id })).toEqual({ id, limit: 1000 });
  expect(await open({ runsList: () => [] }).call('runsList', undefined)).toEqual([]);
});

test.each([
  ['toString', {}, 'unknown-call'],
  ['__proto__', {}, 'unknown-call'],
  ['', {}, 'unknown-call'],
  ['runRead', {}, 'bad-argument'],
  ['runRead', { id: 3 }, 'bad-argument'],
  ['runsList', { extra: 1 }, 'bad-argument'],
  ['runsList', 'text', 'bad-argument'],
  ['fileInspect', { name: 'x', bytes: [1, 2] }, 'bad-argument'],
  ['fileInspect', { name: 'x', bytes: new Uint8Array(payloadLimit + 1) }, 'too-large'],
  [
    'runCreate',
    { spec: { kind: 'oscillator' }, inputs: { a: { shape: [3], data: new Float32Array(2) } } },
    'bad-argument',
  ],
  [
    'runCreate',
    { spec: { kind: 'oscillator' }, inputs: { '../a': { shape: [], data: [] } } },
    'bad-argument',
  ],
])('%s is refused: row %#', async (name, input, code) => {
  const { call, lines } = open({});
  await expect(call(name, input)).rejects.toMatchObject({ name: 'HostError', code });
  expect(lines).toEqual([]);
});

test('bytes in place of an argument are refused at once, and not named one by one', async () => {
  const { call } = open({});
  for (const input of [new Uint8Array(2 ** 25), { patch: new Uint8Array(2 ** 25) }]) {
    await expect(call('settingsWrite', input)).rejects.toMatchObject({ code: 'bad-argument' });
  }
});

test("a user's mistake crosses as it is; a bug is logged with its stack and says no more than that", async () => {
  const mistake = new HostError('busy', 'Not now.');
  const { call, lines } = open({
    runsList: () => {
      throw mistake;
    },
    modelsList: () => {
      throw new TypeError('undefined is not a function');
    },
  });
  await expect(call('runsList', {})).rejects.toBe(mistake);
  expect(lines).toEqual([]);
  const bug = await call('modelsList', {}).catch((error: unknown) => error);
  expect(bug).toBeInstanceOf(HostError);
  expect((bug as HostError).toShape()).not.toHaveProperty('stack');
  expect((bug as HostError).message).not.toContain('undefined is not');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('undefined is not a function');
  expect(lines[0]).toContain('router.test.ts');
});
