import type { FieldPreview } from '../../../preload/contract/index.ts';

const widest = 256;

/** Spins ±1 of a packed configuration as a picture of at most 256²: of larger lattices every n-th spin along both axes. */
export function framed(packed: Uint8Array, size: number): FieldPreview {
  const width = Math.min(size, widest);
  const step = size / width;
  const data = new Float32Array(width * width);
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      const spin = step * (row * size + column);
      data[row * width + column] = (packed[spin >> 3] >> (7 - (spin & 7))) & 1 ? 1 : -1;
    }
  }
  return { width, height: width, data, label: 'σ' };
}
