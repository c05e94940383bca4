import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeNpy } from '../../../../../renderer/labs/turing/simulate/npy.ts';

describe('.npy writer', () => {
  it('writes version 1.0 with values at a multiple of 64 bytes', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1, maxLength: 40, noNaN: true }), (data) => {
        const bytes = encodeNpy([data.length], data);
        const headerEnd = 10 + bytes[8]! + 256 * bytes[9]!;
        expect(headerEnd % 64).toBe(0);
        expect(Array.from(bytes.subarray(0, 8))).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
        const header = new TextDecoder().decode(bytes.slice(10, headerEnd));
        expect(header).toContain(`'descr': '<f4', 'fortran_order': False, 'shape': (${data.length},)`);
        expect(header.endsWith('\n')).toBe(true);
        expect(new Float32Array(bytes.buffer.slice(headerEnd))).toEqual(data);
      }),
    );
  });

  it('writes shapes of more dimensions and refuses one that does not fit', () => {
    const header = new TextDecoder('latin1').decode(
      encodeNpy([2, 2, 3], new Float32Array(12)).slice(10, 100),
    );
    expect(header).toContain("'shape': (2, 2, 3)");
    expect(() => encodeNpy([2, 2], new Float32Array(3))).toThrow(RangeError);
  });
});
