/**
 * Makes the sample patterns beside it: `node resources/samples/make.ts`. Each is grown by the program's own simulator from the
 * parameters and seed written here, so that a design can be compared with the truth.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RandomStream } from '../../main/compute/random.ts';
import { writeNpz } from '../../main/data/npz.ts';
import { writeGreyPng } from '../../main/data/png.ts';
import { simulate } from '../../main/physics/gray-scott/index.ts';

const folder = import.meta.dirname;
const size = 64;
/** Pixels of a picture per cell. */
const zoom = 5;
const save = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);

/** Periodic bilinear sample of a field of `size`² cells. */
function sample(field: Float32Array, x: number, y: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [x - x0, y - y0];
  const at = (i: number, j: number) => field[((j + size) % size) * size + ((i + size) % size)]!;
  const upper = at(x0, y0) * (1 - u) + at(x0 + 1, y0) * u;
  const lower = at(x0, y0 + 1) * (1 - u) + at(x0 + 1, y0 + 1) * u;
  return upper * (1 - v) + lower * v;
}

/** An 8-bit grey PNG of size·zoom pixels from intensities in [0, 1], given as a function of the place in cells. */
function picture(intensity: (x: number, y: number) => number): Uint8Array {
  const side = size * zoom;
  const data = new Uint8Array(side * side);
  for (let j = 0; j < side; j++) {
    for (let i = 0; i < side; i++) {
      const value = intensity((i + 0.5) / zoom - 0.5, (j + 0.5) / zoom - 0.5);
      data[j * side + i] = Math.round(255 * Math.min(1, Math.max(0, value)));
    }
  }
  return writeGreyPng(side, side, data);
}

/** Scales a field to [0, 1]. */
function normalise(field: Float32Array): Float32Array {
  const low = Math.min(...field);
  const high = Math.max(...field);
  return field.map((value) => (value - low) / (high - low));
}

// A labyrinth as a camera sees it: inverted, flattened by a gamma, noisy.
const labyrinth = normalise(simulate({ Da: 0.16, Db: 0.08, F: 0.037, k: 0.06 }, { size, seed: 20 }).b);
const noise = new RandomStream(1, 'sample picture');
save(
  'labyrinth.png',
  picture((x, y) => 0.85 - 0.65 * sample(labyrinth, x, y) ** 0.8 + 0.03 * noise.normal()),
);

// Spots that divide, both fields; the picture is only for the page's gallery.
const spots = simulate({ Da: 0.19, Db: 0.09, F: 0.03, k: 0.0605 }, { size, seed: 21 });
save(
  'dividing-spots.npz',
  writeNpz({ a: { shape: [size, size], data: spots.a }, b: { shape: [size, size], data: spots.b } }),
);
const bright = normalise(spots.b);
save(
  'dividing-spots.png',
  picture((x, y) => 0.05 + 0.9 * sample(bright, x, y)),
);

// A brick wall: a pattern with two length scales and straight edges, which no parameters grow.
save(
  'bricks.png',
  picture((x, y) => {
    const [width, height, mortar] = [16, 8, 1.1];
    const row = Math.floor(y / height);
    const along = (x + (row % 2) * (width / 2) + width) % width;
    const up = y - row * height;
    return along < mortar || up < mortar ? 0.9 : 0.35;
  }),
);
