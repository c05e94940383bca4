/**
 * Makes gallery.png: `node resources/samples/make-gallery.ts`, about a minute. Field b of each pattern of the gallery, grown on 256²
 * from seed 1 and cut to its middle, one tile below the other in the gallery's order; black is the lowest, white the highest value
 * of each tile. The page colours the tiles.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeGreyPng } from '../../main/data/png.ts';
import { simulate } from '../../main/physics/gray-scott/index.ts';
import { gallery } from '../../preload/contract/gallery.ts';

const size = 256;
/** Side of a tile in cells: the width of the picture. */
const tile = 112;
const margin = (size - tile) / 2;
const sheet = new Uint8Array(gallery.length * tile ** 2);

for (const [index, { parameters, steps }] of gallery.entries()) {
  // Seeds as dense as those of the training lattice, so that the plane fills as it does there.
  const { b } = simulate(parameters, { size, steps, seed: 1, squares: { low: 190, high: 200 } });
  const middle = Float32Array.from({ length: tile ** 2 }, (_, cell) => {
    const row = margin + Math.floor(cell / tile);
    return b[row * size + margin + (cell % tile)]!;
  });
  const low = Math.min(...middle);
  const high = Math.max(...middle);
  sheet.set(
    middle.map((value) => Math.round((255 * (value - low)) / (high - low))),
    index * middle.length,
  );
}
writeFileSync(join(import.meta.dirname, 'gallery.png'), writeGreyPng(tile, gallery.length * tile, sheet));
