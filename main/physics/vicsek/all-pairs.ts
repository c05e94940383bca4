import type { VicsekParameters } from '../../../preload/contract/index.ts';
import type { RandomStream } from '../../compute/random.ts';
import { noiseAmplitude } from './noise.ts';

/** The model by a loop over all pairs: the readable reference of `Flock`, and what cell lists are timed against. */

/** Σ cos θ and Σ sin θ over the neighbours of every particle (within 1 of its nearest image, itself included). */
export function headingsByAllPairs(
  particles: { x: Float32Array; y: Float32Array; cosine: Float32Array; sine: Float32Array },
  side: number,
): { x: Float64Array; y: Float64Array; neighbours: Int32Array } {
  const { x, y, cosine, sine } = particles;
  const count = x.length;
  const half = side / 2;
  const sums = {
    x: new Float64Array(count),
    y: new Float64Array(count),
    neighbours: new Int32Array(count),
  };
  for (let i = 0; i < count; i++) {
    let sumX = 0;
    let sumY = 0;
    let neighbours = 0;
    for (let j = 0; j < count; j++) {
      let dx = Math.abs(x[j] - x[i]);
      let dy = Math.abs(y[j] - y[i]);
      if (dx > half) dx = side - dx;
      if (dy > half) dy = side - dy;
      if (dx * dx + dy * dy <= 1) {
        sumX += cosine[j];
        sumY += sine[j];
        neighbours++;
      }
    }
    sums.x[i] = sumX;
    sums.y[i] = sumY;
    sums.neighbours[i] = neighbours;
  }
  return sums;
}

/** One synchronous step of all particles in place, which keep their order; draws as many numbers as `Flock.step`. */
export function stepByAllPairs(
  particles: { x: Float32Array; y: Float32Array; cosine: Float32Array; sine: Float32Array },
  side: number,
  parameters: Pick<VicsekParameters, 'noise' | 'noiseInterval' | 'speed'>,
  random: RandomStream,
): void {
  const { x, y, cosine, sine } = particles;
  const amplitude = noiseAmplitude(parameters);
  for (let i = 0; i < x.length; i++) {
    x[i] = wrapped(x[i] + parameters.speed * cosine[i], side);
    y[i] = wrapped(y[i] + parameters.speed * sine[i], side);
  }
  const sums = headingsByAllPairs(particles, side);
  for (let i = 0; i < x.length; i++) {
    const angle = Math.atan2(sums.y[i], sums.x[i]) + amplitude * (random.uniform() - 0.5);
    cosine[i] = Math.cos(angle);
    sine[i] = Math.sin(angle);
  }
}

function wrapped(coordinate: number, side: number): number {
  const inside = Math.fround(coordinate - side * Math.floor(coordinate / side));
  return inside < side ? inside : 0;
}
