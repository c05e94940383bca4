import type { Flock } from './flock.ts';

/** [3][L][L], y before x: per unit cell the number of particles, Σv_x and Σv_y (the paper's lattice form of the model). */
export function latticeFields(flock: Flock): Float32Array {
  const { side, count, x, y, cosine, sine, speed } = flock;
  const size = Math.floor(side);
  const sites = size * size;
  const fields = new Float32Array(3 * sites);
  for (let i = 0; i < count; i++) {
    const site = (y[i] | 0) * size + (x[i] | 0);
    fields[site]++;
    fields[sites + site] += speed * cosine[i];
    fields[2 * sites + site] += speed * sine[i];
  }
  return fields;
}
