import type { NamedArray } from './named-array.ts';

/** A periodic square that particles are in. */
export interface ParticleBox {
  side: number;
  /** Smallest coordinate: 0, or −side/2 where the origin is in the middle. */
  origin: number;
  /** Extents of the positions along x and y. */
  extents: { x: number; y: number };
}

/** Sides that people choose below 1. */
const roundSteps = [1, 2, 5, 10];

/**
 * Guesses the periodic square from the positions in the first two columns of [times, particles, components]: the least whole side (below 1: 1, 2
 * or 5 times a power of ten) that holds them from the origin on, or about it where there are clearly negative coordinates. Null where
 * all particles are in one point or a coordinate is not finite.
 */
export function guessBox({ shape, data }: Pick<NamedArray, 'shape' | 'data'>): ParticleBox | null {
  const components = shape[2]!;
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i += components) {
    for (let axis = 0; axis < 2; axis++) {
      const value = Number(data[i + axis]);
      if (!Number.isFinite(value)) return null;
      if (value < low[axis]!) low[axis] = value;
      if (value > high[axis]!) high[axis] = value;
    }
  }
  const extents = { x: high[0]! - low[0]!, y: high[1]! - low[1]! };
  const least = Math.min(...low);
  const most = Math.max(...high);
  const extent = Math.max(extents.x, extents.y);
  if (!(extent > 0 && Number.isFinite(extent))) return null;
  // A little below zero is rounding, or a particle that has just left.
  if (least > -0.05 * extent) return { side: roundUp(most), origin: 0, extents };
  const side = 2 * roundUp(Math.max(-least, most));
  return { side, origin: -side / 2, extents };
}

/** Rounded coordinates may touch the edge of the square. */
const slack = 1e-6;

function roundUp(value: number): number {
  if (value > 1 + slack) return Math.ceil(value * (1 - slack));
  const power = 10 ** Math.floor(Math.log10(value));
  return Number((roundSteps.find((step) => step * power >= value * (1 - slack))! * power).toPrecision(1));
}
