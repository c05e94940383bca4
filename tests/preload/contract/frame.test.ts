import fc from 'fast-check';
import { Packr } from 'msgpackr';
import { describe, expect, test } from 'vitest';
import { scanFrame } from '../../../preload/contract/frame.ts';
import { depthLimit, itemLimit } from '../../../preload/contract/payload.ts';
import { pack, unpack } from '../../../preload/contract/wire.ts';

const request = (argument: unknown, id = 'abc') => ({ m: 'runsList', a: [argument], t: 'q', i: id });
const scan = (message: unknown) => scanFrame(pack(message));

describe('a frame', () => {
  test('of anything the page sends is passed, with the id of the request', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.string({ maxLength: 20 }), (value, id) => {
        const wellFormed = id.toWellFormed();
        expect(scan(request(value, wellFormed))).toEqual({ problem: null, id: wellFormed });
      }),
    );
    const arrays = [Float32Array, Float64Array, Int8Array, Uint16Array, Int32Array, BigInt64Array];
    for (const array of arrays) {
      expect(scan(request({ data: new array(3), bytes: new Uint8Array(70_000), no: undefined }))).toEqual({
        problem: null,
        id: 'abc',
      });
    }
  });

  test('cut short anywhere, or longer than its message, is refused', () => {
    const whole = pack(request({ states: ['done'], data: new Float64Array(2), text: 'x'.repeat(300) }));
    for (let length = 0; length < whole.length; length++) {
      expect(scanFrame(whole.subarray(0, length)).problem).toMatchObject({ code: 'bad-argument' });
    }
    expect(scanFrame(Uint8Array.of(...whole, 0)).problem).not.toBeNull();
  });

  test('of random bytes is refused or can be unpacked', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        if (scanFrame(bytes).problem !== null) return;
        // Typed arrays of an impossible length are left to the reading itself.
        expect(() => {
          try {
            unpack(bytes);
          } catch (error) {
            if (!(error instanceof RangeError || error instanceof Error)) throw error;
          }
        }).not.toThrow();
      }),
    );
  });

  test('that is nested too deeply or claims too many values is refused without being unpacked', () => {
    const deep = new Uint8Array(2_000_000).fill(0x91);
    expect(scanFrame(deep).problem).toMatchObject({ code: 'bad-argument' });
    const lie = Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff, 1);
    expect(scanFrame(lie).problem).toMatchObject({ code: 'bad-argument' });
    const many = scan(request(Array.from({ length: itemLimit + 10 }, () => null)));
    expect(many).toMatchObject({ problem: { code: 'too-large' }, id: 'abc' });
    let nest: unknown = 1;
    for (let i = 0; i < depthLimit + 1; i++) nest = [nest];
    expect(scan(request(nest))).toMatchObject({ problem: { code: 'bad-argument' }, id: 'abc' });
    for (let i = 0; i < 1000; i++) nest = { a: nest, b: [1, 'two', new Uint8Array(3)] };
    expect(scan(request(nest))).toMatchObject({ problem: { code: 'bad-argument' }, id: 'abc' });
  });

  test.each([
    ['a date', new Date(0)],
    ['a pattern', /(a+)+$/],
    ['an error', new Error('x')],
    ['a set', new Set([1])],
    ['a map with keys that are no text', new Map([[1, 2]])],
  ])('with %s is refused', (_what, value) => {
    const bytes = new Packr({ useRecords: false, moreTypes: true }).pack(request(value));
    expect(scanFrame(bytes)).toMatchObject({ problem: { code: 'bad-argument' }, id: 'abc' });
  });

  test('with a structure of msgpackr’s own, which would be read by code made of its names, is refused', () => {
    const bytes = new Packr({ useRecords: true }).pack(request({ first: 1, second: 2 }));
    expect(scanFrame(bytes).problem).toMatchObject({ code: 'bad-argument' });
  });

  test('that answers, or has no readable id, names nobody to be told', () => {
    expect(scan({ t: 's', i: 'abc', r: 1 }).id).toBeNull();
    expect(scan({ ...request({}), i: 7 }).id).toBeNull();
    expect(scan({ ...request({}), i: 'x'.repeat(65) }).id).toBeNull();
  });
});
