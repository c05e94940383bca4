/**
 * L×L spins of a periodic lattice, one byte each, row by row: 1 is up (+1), 0 is down (−1). This is what upscalers, blocking and
 * measurements work on; samplers may keep their own layout inside.
 */
export type Spins = Uint8Array;

/** Configurations of one lattice at an eighth of the memory: first spin of a configuration in the highest bit (numpy.packbits). */
export interface Ensemble {
  size: number;
  count: number;
  /** `count` times ⌈size²/8⌉ bytes. */
  packed: Uint8Array;
}

/** Bytes of one packed configuration. */
export const packedBytes = (size: number) => Math.ceil((size * size) / 8);

/** An ensemble of `count` configurations with all spins down. */
export function emptyEnsemble(size: number, count: number): Ensemble {
  return { size, count, packed: new Uint8Array(count * packedBytes(size)) };
}

/** Packs L² spins into `target` from byte `offset` on. */
export function packSpins(spins: Spins, target: Uint8Array, offset = 0): void {
  const { length } = spins;
  for (let i = 0, byte = offset; i < length; byte++) {
    let bits = 0;
    for (let bit = 7; bit >= 0 && i < length; bit--, i++) bits |= spins[i] << bit;
    target[byte] = bits;
  }
}

/** Unpacks L² spins from byte `offset` of `packed` into `spins`. */
export function unpackSpins(packed: Uint8Array, spins: Spins, offset = 0): Spins {
  const { length } = spins;
  for (let i = 0, byte = offset; i < length; byte++) {
    const bits = packed[byte];
    for (let bit = 7; bit >= 0 && i < length; bit--, i++) spins[i] = (bits >> bit) & 1;
  }
  return spins;
}

/** Configuration `index` of an ensemble, unpacked into `spins` or a new array. */
export function configuration(
  { size, packed }: Ensemble,
  index: number,
  spins: Spins = new Uint8Array(size * size),
): Spins {
  return unpackSpins(packed, spins, index * packedBytes(size));
}
