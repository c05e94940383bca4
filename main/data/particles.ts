import type { FileContents } from './contents.ts';
import type { NamedArray } from './named-array.ts';
import { guessBox } from './particle-box.ts';
import { fewestSteps } from './spacetime-axes.ts';

/** Positions of particles in time as found in a file. */
export interface FoundParticles {
  array: NamedArray;
  /** "400 steps of 1024 particles, with headings". */
  description: string;
  /** Whether they move as particles do, or are named so; otherwise it is only a shape that fits. */
  likely: boolean;
}

const fewestParticles = 2;
/** Fewer cannot be told from the fields of a short line. */
const tellingParticles = 16;
const names = /particle|position|traject|flock|vicsek|bird|boid|agent/i;
/** What a look at the motion takes: so many steps and particles. */
const sampledSteps = 32;
const sampledParticles = 512;

/** Whether an array can hold particles by its shape: [times, particles, 2 to 4] of floats. */
export function fitsParticles({ shape, data }: Pick<NamedArray, 'shape' | 'data'>): boolean {
  const [times, particles, components] = shape as [number, number, number];
  const floats = data instanceof Float32Array || data instanceof Float64Array;
  if (shape.length !== 3 || !floats) return false;
  return times > fewestSteps && particles >= fewestParticles && components >= 2 && components <= 4;
}

/** What the columns of an array of particles are. */
export function componentText(components: number): string {
  return components === 2
    ? 'positions'
    : components === 3
      ? 'positions and headings'
      : 'positions and velocities';
}

/** Looks for particles in time among the arrays of a file, the likely ones first; null where no shape fits. */
export function findParticles({ arrays, format }: FileContents): FoundParticles | null {
  if (format === 'png' || format === 'csv') return null;
  const fitting = arrays.filter(fitsParticles);
  const likely = fitting.find(areLikelyParticles);
  const array = likely ?? fitting[0];
  if (array === undefined) return null;
  const [times, particles, components] = array.shape as [number, number, number];
  return {
    array,
    description: `${times} steps of ${particles} particles, ${componentText(components)}`,
    likely: likely !== undefined,
  };
}

/**
 * Particles move a little at a time, in a square or more of it, and a particle's neighbour in the list may be anywhere. A field changes little
 * from cell to cell; noise jumps. Values that are not finite are never particles.
 */
export function areLikelyParticles(array: NamedArray): boolean {
  const [times, particles, components] = array.shape as [number, number, number];
  const { data } = array;
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false;
  const box = guessBox(array);
  if (box === null) return false;
  if (names.test(array.name)) return true;
  if (particles < tellingParticles) return false;
  const at = (time: number, particle: number, component: number) =>
    Number(data[(time * particles + particle) * components + component]);
  /** Distance on the periodic square. */
  const apart = (t: number, p: number, u: number, q: number) => {
    const along = (component: number) => {
      const step = (at(t, p, component) - at(u, q, component)) / box.side;
      return step - Math.round(step);
    };
    return Math.hypot(along(0), along(1));
  };
  const moves: number[] = [];
  let neighbours = 0;
  const stepTime = Math.max(1, Math.floor((times - 1) / sampledSteps));
  const stepParticle = Math.max(1, Math.floor((particles - 1) / sampledParticles));
  for (let time = 0; time + 1 < times; time += stepTime) {
    for (let particle = 0; particle + 1 < particles; particle += stepParticle) {
      moves.push(apart(time, particle, time + 1, particle));
      neighbours += apart(time, particle, time, particle + 1);
    }
  }
  const median = moves.toSorted((a, b) => a - b)[moves.length >> 1]!;
  const { x, y } = box.extents;
  return (
    // At random places two particles are .38 apart.
    neighbours / moves.length > 0.2 && median < 0.1 && median > 0 && Math.min(x, y) > 0.5 * Math.max(x, y)
  );
}
