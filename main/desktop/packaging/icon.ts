import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { colourIndex, colourTable } from '../../../preload/contract/colour-maps.ts';
import { resamplePicture } from '../../data/picture.ts';
import { simulate } from '../../physics/gray-scott/index.ts';

// Draws resources/icons/icon.png, the application's icon: a pattern grown by the application's own simulator.
const side = 1024;
const lattice = 44;
/** Free rim and radius of the corners, as systems expect them of icons. */
const rim = 64;
const radius = 208;

const { b } = simulate({ Da: 0.16, Db: 0.08, F: 0.046, k: 0.0632 }, { size: lattice, steps: 4000, seed: 5 });
const inner = side - 2 * rim;
const field = resamplePicture({ shape: [lattice, lattice], data: b }, inner);
const low = Math.min(...b);
const high = Math.max(...b);
const table = colourTable('magma');

/** Share of a pixel inside the rounded square, for a smooth edge. */
function coverage(x: number, y: number): number {
  const half = inner / 2;
  const [across, down] = [x, y].map((value) => Math.max(0, Math.abs(value + 0.5 - half) - (half - radius)));
  return Math.min(1, Math.max(0, radius - Math.hypot(across!, down!) + 0.5));
}

const pixels = new Uint8Array(side * side * 4);
for (let y = 0; y < inner; y++) {
  for (let x = 0; x < inner; x++) {
    const colour = 3 * colourIndex(field[y * inner + x]!, low, high);
    const at = 4 * ((y + rim) * side + x + rim);
    pixels.set(table.subarray(colour, colour + 3), at);
    pixels[at + 3] = Math.round(255 * coverage(x, y));
  }
}
const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'icons');
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'icon.png'),
  encode({ width: side, height: side, data: pixels, channels: 4, depth: 8 }, { zlib: { level: 9 } }),
);
