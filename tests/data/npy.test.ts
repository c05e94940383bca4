import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumericArray } from '../../preload/contract/arrays.ts';
import { readNpy, writeNpy } from '../../main/data/npy.ts';
import { faultOf } from './faults.ts';
import { bytesOf, npyFile } from './npy-files.ts';

const text = (value: string) => new TextEncoder().encode(value);

describe('reading .npy', () => {
  it.each([
    ['<f4', new Float32Array([1.5, -2, Number.NaN, Number.POSITIVE_INFINITY])],
    ['<f8', new Float64Array([1e-300, -2, 0, 3])],
    ['|i1', new Int8Array([-128, 0, 1, 127])],
    ['|u1', new Uint8Array([0, 1, 128, 255])],
    ['<i2', new Int16Array([-32768, 0, 1, 2])],
    ['<u2', new Uint16Array([0, 1, 2, 65535])],
    ['<i4', new Int32Array([-(2 ** 31), 0, 1, 2])],
    ['<u4', new Uint32Array([0, 1, 2, 2 ** 32 - 1])],
    ['<i8', new BigInt64Array([-(2n ** 63n), 0n, 1n, 2n])],
    ['<u8', new BigUint64Array([0n, 1n, 2n, 2n ** 64n - 1n])],
  ])('reads %s in both byte orders', (code, values) => {
    const little = readNpy(npyFile(`'${code}'`, '(2, 2)', bytesOf(values)));
    expect(little.data).toEqual(values);
    expect(little.shape).toEqual([2, 2]);

    const swapped = bytesOf(values.slice());
    const width = values.BYTES_PER_ELEMENT;
    for (let at = 0; at < swapped.length; at += width) swapped.subarray(at, at + width).reverse();
    const big = readNpy(npyFile(`'>${code.slice(1)}'`, '(2, 2)', swapped));
    expect(big.data).toEqual(values);
  });

  it('reads bool as 0 and 1, whatever byte stands for true', () => {
    const array = readNpy(npyFile("'|b1'", '(4,)', [0, 1, 255, 0]));
    expect(array.data).toEqual(new Uint8Array([0, 1, 1, 0]));
    expect(array.type).toBe('bool');
  });

  it('reads half-precision floats: normal, subnormal, infinite, NaN', () => {
    const bits = new Uint16Array([0x3c00, 0xc000, 0x7bff, 0x0001, 0x0400, 0x7c00, 0xfc00, 0x7e00, 0x8000]);
    const array = readNpy(npyFile("'<f2'", '(9,)', bytesOf(bits)));
    expect(array.type).toBe('float16');
    expect([...array.data]).toEqual([1, -2, 65504, 2 ** -24, 2 ** -14, Infinity, -Infinity, NaN, -0]);
  });

  it('puts Fortran order into C order', () => {
    // Value 100 i + 10 j + k at (i, j, k), first index fastest.
    const stored: number[] = [];
    for (let k = 0; k < 4; k++)
      for (let j = 0; j < 3; j++) for (let i = 0; i < 2; i++) stored.push(100 * i + 10 * j + k);
    const array = readNpy(
      npyFile("'<f8'", '(2, 3, 4)', bytesOf(new Float64Array(stored)), { order: 'True' }),
    );
    expect([...array.data]).toEqual(stored.toSorted((p, q) => p - q));
  });

  it.each([
    [2, '(3,)', [3]],
    [3, '(3L,)', [3]],
    [1, '()', []],
    [1, '(0, 4)', [0, 4]],
  ])('reads format version %i and shape %s', (version, shape, expected) => {
    const array = readNpy(npyFile("'|u1'", shape, [7, 8, 9], { version }));
    expect(array.shape).toEqual(expected);
    expect(array.data).toHaveLength(expected.reduce((p, q) => p * q, 1));
  });

  it('tells of bytes after the array', () => {
    expect(readNpy(npyFile("'|u1'", '(2,)', [1, 2, 3, 4, 5])).trailingBytes).toBe(3);
  });

  it('keeps its own copy, aligned, of a file that lies at an odd address', () => {
    const file = npyFile("'<f8'", '(1,)', bytesOf(new Float64Array([2.5])));
    const shifted = new Uint8Array(file.length + 1).subarray(1);
    shifted.set(file);
    const array = readNpy(shifted);
    shifted.fill(0);
    expect([...array.data]).toEqual([2.5]);
  });
});

describe('faults of .npy', () => {
  const good = npyFile("'<f4'", '(2,)', bytesOf(new Float32Array([1, 2])));

  it.each<[string, Uint8Array, RegExp, string | undefined]>([
    ['no magic', text('hello world'), /not an \.npy file/, 'byte 0'],
    ['nothing', new Uint8Array(), /not an \.npy file/, 'byte 0'],
    ['only the magic', good.subarray(0, 6), /ends right after/, 'byte 6'],
    ['unknown version', npyFile("'<f4'", '(2,)', [], { version: 9 }), /version 9/, 'byte 6'],
    ['half a length', good.subarray(0, 9), /ends within its header/, 'byte 8'],
    ['header cut', good.subarray(0, 30), /ends within its header/, 'byte 8'],
    [
      'data cut',
      good.subarray(0, -1),
      /promises 8 bytes of data .* 7 bytes are there/,
      `byte ${good.length - 1}`,
    ],
    ['huge claim', npyFile("'<f8'", '(1000000000000,)'), /claims 8e12 bytes/, undefined],
    [
      'overflowing claim',
      npyFile("'<f8'", '(9007199254740991, 9007199254740991)'),
      /claims 6\.490e32 bytes of/,
      undefined,
    ],
    ['pickle', npyFile("'|O'", '(2,)', [0x80, 3]), /pickle/, 'byte 10'],
    ['complex', npyFile("'<c16'", '(1,)', Array(16).fill(0) as number[]), /complex128/, 'byte 10'],
    ['long double', npyFile("'<f16'", '(1,)'), /128-bit floats/, 'byte 10'],
    ['text', npyFile("'<U5'", '(1,)'), /are text/, 'byte 10'],
    ['dates', npyFile("'<M8[ns]'", '(1,)'), /dates or times/, 'byte 10'],
    ['unknown type', npyFile("'<x4'", '(1,)'), /unknown type ‘<x4’/, 'byte 10'],
    ['no byte order', npyFile("'f4'", '(1,)'), /unknown type ‘f4’/, 'byte 10'],
    ['structured', npyFile("[('x', '<f4'), ('y', '<f4')]", '(1,)'), /structured array/, 'byte 10'],
    ['shape no tuple', npyFile("'<f4'", '3'), /shape is not a tuple/, 'byte 10'],
    ['negative shape', npyFile("'<f4'", '(-1,)'), /shape is not a tuple/, 'byte 10'],
    ['shape of words', npyFile("'<f4'", "('a',)"), /shape is not a tuple/, 'byte 10'],
    ['nine dimensions', npyFile("'<f4'", '(1,1,1,1,1,1,1,1,1)'), /9 dimensions/, 'byte 10'],
    ['order no bool', npyFile("'<f4'", '(1,)', [], { order: '3' }), /fortran_order/, 'byte 10'],
    ['key missing', npyFile('', '', [], { dictionary: "{'descr': '<f4'}" }), /lacks one of/, 'byte 10'],
    [
      'no dictionary',
      npyFile('', '', [], { dictionary: '__import__("os")' }),
      /not a Python dictionary/,
      undefined,
    ],
    [
      'unclosed',
      npyFile('', '', [], { dictionary: "{'descr': '<f4'," }),
      /not a Python dictionary/,
      undefined,
    ],
  ])('%s', (_, file, message, where) => {
    const fault = faultOf(() => readNpy(file));
    expect(fault.code).toBe('bad-file');
    expect(fault.message).toMatch(message);
    expect(fault.where ?? '').toMatch(where ?? /^/);
  });

  it('survives any damage to a good file', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(good.length),
        (changes, length) => {
          const damaged = good.slice(0, length);
          for (const [at, byte] of changes) if (at < damaged.length) damaged[at] = byte;
          let outcome: string;
          try {
            outcome = readNpy(damaged).type;
          } catch (error) {
            outcome = (error as { code?: string }).code ?? String(error);
          }
          expect(outcome).toMatch(/^(bad-file|bool|u?int\d+|float\d+)$/);
        },
      ),
    );
  });
});

describe('writing .npy', () => {
  const shapedArrays = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }).chain((shape) => {
    const length = shape.reduce((p, q) => p * q, 1);
    const size = { minLength: length, maxLength: length };
    return fc
      .oneof<fc.Arbitrary<NumericArray>[]>(
        fc.float32Array(size),
        fc.float64Array(size),
        fc.int8Array(size),
        fc.uint8Array(size),
        fc.int16Array(size),
        fc.uint16Array(size),
        fc.int32Array(size),
        fc.uint32Array(size),
        fc.bigInt64Array(size),
        fc.bigUint64Array(size),
      )
      .map((data) => ({ shape, data }));
  });

  it('is undone by reading', () => {
    fc.assert(
      fc.property(shapedArrays, ({ shape, data }) => {
        const array = readNpy(writeNpy({ shape, data }));
        expect(array.shape).toEqual(shape);
        expect(array.data).toEqual(data);
        expect(array.trailingBytes).toBe(0);
      }),
    );
  });

  it('writes NumPy’s header: padded with spaces to a multiple of 64 bytes, ended by a newline', () => {
    const file = writeNpy({ shape: [2, 3], data: new Float32Array(6) });
    expect(new TextDecoder('latin1').decode(file.subarray(10, 127)).trimEnd()).toBe(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
    );
    expect(file[127]).toBe(0x0a);
    expect(file).toHaveLength(128 + 24);
  });

  it('writes a Node buffer as the bytes it is', () => {
    expect(readNpy(writeNpy({ shape: [3], data: Buffer.from([1, 2, 3]) })).type).toBe('uint8');
  });
});
