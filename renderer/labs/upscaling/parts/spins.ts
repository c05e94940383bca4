/** Spins as the page gets them: 1 is up (+1), 0 is down (−1), row by row; packed ones 8 to a byte, first spin in the highest bit. */

/** Bytes of one packed configuration of `size`² spins. */
export const packedBytes = (size: number) => Math.ceil((size * size) / 8);

/** Configuration `index` of a packed ensemble, one byte a spin. */
export function unpackBits(packed: Uint8Array, size: number, index = 0): Uint8Array {
  const spins = new Uint8Array(size * size);
  const start = index * packedBytes(size);
  for (let i = 0; i < spins.length; i++) {
    spins[i] = (packed[start + (i >> 3)]! >> (7 - (i & 7))) & 1;
  }
  return spins;
}

/** m = L⁻² Σ σ of one configuration. */
export function magnetisation(spins: Uint8Array): number {
  let up = 0;
  for (let i = 0; i < spins.length; i++) up += spins[i]!;
  return spins.length === 0 ? 0 : (2 * up) / spins.length - 1;
}

/** Colours of the two spins as #rrggbb. */
export interface SpinColours {
  up: string;
  down: string;
}

/** One pixel a spin, RGBA in memory order. */
export function paintSpins(spins: Uint8Array, pixels: Uint32Array, { up, down }: SpinColours): void {
  const [high, low] = [pixelOf(up), pixelOf(down)];
  for (let i = 0; i < pixels.length; i++) pixels[i] = spins[i] === 1 ? high : low;
}

/** #rrggbb, or #rgb as builds shorten it, as one opaque pixel in memory order. */
export function pixelOf(colour: string): number {
  const digits = colour.length === 4 ? colour.slice(1).replaceAll(/./g, '$&$&') : colour.slice(1);
  const channels = [0, 2, 4].map((start) => Number.parseInt(digits.slice(start, start + 2), 16));
  return new Uint32Array(Uint8Array.from([...channels, 255]).buffer)[0]!;
}

/** Spins of a live picture, whose values are ±1 or 0 and 1. */
export function spinsOfField(values: Float32Array): Uint8Array {
  return Uint8Array.from(values, (value) => (value > 0 ? 1 : 0));
}
