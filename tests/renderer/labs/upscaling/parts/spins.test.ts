import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  magnetisation,
  packedBytes,
  paintSpins,
  pixelOf,
  unpackBits,
} from '../../../../../renderer/labs/upscaling/parts/spins.ts';

/** As numpy.packbits does. */
function pack(spins: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(spins.length / 8));
  for (const [i, spin] of spins.entries()) bytes[i >> 3]! |= spin << (7 - (i % 8));
  return bytes;
}

const configuration = (size: number) =>
  fc.array(fc.integer({ min: 0, max: 1 }), { minLength: size * size, maxLength: size * size });

describe('packed spins', () => {
  it('come back bit for bit, whichever configuration is asked for', () => {
    const ensemble = fc
      .constantFrom(1, 2, 3, 4, 8)
      .chain((size) =>
        fc.tuple(fc.constant(size), fc.array(configuration(size), { minLength: 1, maxLength: 4 })),
      );
    fc.assert(
      fc.property(ensemble, ([size, configurations]) => {
        const packed = Uint8Array.from(configurations.flatMap((spins) => [...pack(spins)]));
        expect(packed.length).toBe(configurations.length * packedBytes(size));
        for (const [index, spins] of configurations.entries()) {
          expect([...unpackBits(packed, size, index)]).toEqual(spins);
        }
      }),
    );
  });
});

describe('spins as pixels', () => {
  it('takes one colour for up and another for down', () => {
    const pixels = new Uint32Array(3);
    paintSpins(Uint8Array.of(1, 0, 1), pixels, { up: '#102030', down: '#ffffff' });
    expect([...new Uint8Array(pixels.buffer)].slice(0, 8)).toEqual([16, 32, 48, 255, 255, 255, 255, 255]);
    expect(pixels[2]).toBe(pixelOf('#102030'));
  });

  it('reads colours as a build shortens them', () => {
    expect(pixelOf('#fff')).toBe(pixelOf('#ffffff'));
    expect(pixelOf('#1a2')).toBe(pixelOf('#11aa22'));
  });

  it('knows the magnetisation', () => {
    expect(magnetisation(Uint8Array.of(1, 1, 1, 0))).toBe(0.5);
    expect(magnetisation(Uint8Array.of(0, 0))).toBe(-1);
  });
});
