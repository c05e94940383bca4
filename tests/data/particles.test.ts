import { describe, expect, it } from 'vitest';
import { vicsekParameters } from '../../preload/contract/index.ts';
import { RandomStream } from '../../main/compute/random.ts';
import { inspectFile } from '../../main/data/inspect.ts';
import { writeNpy } from '../../main/data/npy.ts';
import { writeNpz } from '../../main/data/npz.ts';
import { guessBox } from '../../main/data/particle-box.ts';
import { readSpacetime } from '../../main/data/spacetime.ts';
import { Flock, latticeFields } from '../../main/physics/vicsek/index.ts';
import { rejectionOf } from './faults.ts';

const side = 8;
const times = 12;
const axes: ('time' | 'particle' | 'component')[] = ['time', 'particle', 'component'];

/** A flock of the Vicsek model as a user's own program may have recorded it, and the fields the method makes of it. */
function recorded(columns: number, { scale = 1, shift = 0 } = {}) {
  const flock = new Flock(
    vicsekParameters.parse({ side, density: 2, noise: 1, speed: 0.3 }),
    new RandomStream(4, 'flock'),
  );
  const { count, speed } = flock;
  const data = new Float64Array(times * count * columns);
  const fields: Float32Array[] = [];
  for (let time = 0; time < times; time++) {
    if (time > 0) flock.step();
    fields.push(latticeFields(flock));
    for (let i = 0; i < count; i++) {
      const [cosine, sine] = [flock.cosine[i]!, flock.sine[i]!];
      const values = [flock.x[i]! * scale + shift, flock.y[i]! * scale + shift];
      if (columns === 3) values.push(Math.atan2(sine, cosine));
      if (columns === 4) values.push(speed * cosine, speed * sine);
      data.set(values, (time * count + flock.identity[i]!) * columns);
    }
  }
  return { array: { shape: [times, count, columns], data }, fields, count, speed };
}

/** Largest difference of the fields read from those of the method, Σv measured in units of `unit`. */
function difference(
  read: { shape: number[]; data: Float32Array },
  fields: Float32Array[],
  unit: number,
): number {
  const plane = side * side;
  let largest = 0;
  for (let i = 0; i < read.data.length; i++) {
    const [time, place] = [Math.floor(i / (3 * plane)), i % (3 * plane)];
    const expected = place < plane ? fields[time]![place]! : fields[time]![place]! / unit;
    largest = Math.max(largest, Math.abs(read.data[i]! - expected));
  }
  return largest;
}

describe('particles in time', () => {
  it.each([2, 3, 4])('of %i components become the fields of the Vicsek method', async (columns) => {
    const { array, fields, count, speed } = recorded(columns);
    const read = await readSpacetime('x.npy', writeNpy(array));
    const steps = columns === 2 ? times - 1 : times;
    expect(read.layout).toMatchObject({ axes, box: side, cells: side, normalisation: 'none' });
    expect(read.spacetime.shape).toEqual([1, steps, 3, side, side]);
    expect(read.fields).toEqual(['density', 'Σv_x', 'Σv_y']);
    // Headings have velocities of length 1. Positions are single-precision numbers.
    expect(difference(read.spacetime, fields, columns === 3 ? speed : 1)).toBeLessThan(1e-4);
    expect(read.notes.join(' ')).toMatch(new RegExp(`of ${count} particles on 8 × 8 cells`));
    expect(read.notes.join(' ')).toMatch(/side of the periodic square is guessed from the positions: 8/);
  });

  it('are known by how they move, or by their name', async () => {
    const { array } = recorded(2);
    expect(await inspectFile('x.npy', writeNpy(array))).toMatchObject({
      guess: 'particles',
      readings: ['particles', 'spacetime', 'array'],
      description: `Array of float64, 12 × ${array.shape[1]} × 2; 12 steps of ${array.shape[1]} particles, positions`,
    });
    const random = new RandomStream(1, 'noise');
    const noise = { shape: [20, 40, 2], data: Float64Array.from({ length: 1600 }, () => random.uniform()) };
    expect((await inspectFile('x.npz', writeNpz({ u: noise }))).guess).not.toBe('particles');
    expect((await inspectFile('x.npz', writeNpz({ u: noise }))).readings).toContain('particles');
    expect((await inspectFile('x.npz', writeNpz({ positions: noise }))).guess).toBe('particles');
    const waves = Float64Array.from({ length: 1600 }, (_, i) =>
      Math.sin(i / 2 / 9 + 0.01 * Math.floor(i / 80)),
    );
    expect((await inspectFile('x.npy', writeNpy({ shape: [20, 40, 2], data: waves }))).guess).not.toBe(
      'particles',
    );
  });

  it('show their density before they are used', async () => {
    const { previews } = await inspectFile('x.npy', writeNpy(recorded(4).array));
    expect(previews.map(({ label, width, height }) => `${label}: ${width} × ${height}`)).toEqual([
      'density, step 0: 8 × 8',
      'density, step 6: 8 × 8',
      'density, step 11: 8 × 8',
    ]);
    expect(previews[0]!.data.reduce((sum, value) => sum + value, 0)).toBe(2 * side * side);
  });

  it('keep their velocities across the edges, about the origin and on other cells', async () => {
    const { array, fields, speed } = recorded(2, { scale: 0.25, shift: -1 });
    const read = await readSpacetime('x.npy', writeNpy(array), { cells: side });
    expect(read.layout).toMatchObject({ box: 2, cells: 8 });
    const scaled = {
      ...read.spacetime,
      data: read.spacetime.data.map((value, i) => (i % 192 < 64 ? value : value / 0.25)),
    };
    expect(difference(scaled, fields, 1)).toBeLessThan(1e-4);
    const coarse = await readSpacetime('x.npy', writeNpy(array), { box: 4, cells: 5, stride: 1, skip: 2 });
    expect(coarse.spacetime.shape).toEqual([1, times - 3, 3, 5, 5]);
    expect(speed).toBeGreaterThan(0);
  });

  it('may have their axes in any order, and lie outside of the square', async () => {
    const { array, count } = recorded(2);
    const turned = new Float64Array(array.data.length);
    for (let time = 0; time < times; time++) {
      for (let i = 0; i < count; i++) {
        for (let c = 0; c < 2; c++)
          turned[(c * count + i) * times + time] = array.data[(time * count + i) * 2 + c]! + side;
      }
    }
    const straight = await readSpacetime('x.npy', writeNpy(array), { axes });
    const read = await readSpacetime('x.npy', writeNpy({ shape: [2, count, times], data: turned }), {
      axes: ['component', 'particle', 'time'],
      box: side,
    });
    expect(read.spacetime.shape).toEqual(straight.spacetime.shape);
    const far = read.spacetime.data.map((value, i) => Math.abs(value - straight.spacetime.data[i]!));
    expect(Math.max(...far)).toBeLessThan(1e-6);
    expect(read.notes.join(' ')).toMatch(/lie outside of the square and are put into it periodically/);
  });

  it.each<[string, number[], (data: Float64Array) => void, object, RegExp]>([
    ['too few steps', [8, 9, 2], () => {}, { axes }, /7 steps of 9 particles/],
    ['too many components', [12, 9, 5], () => {}, { axes }, /9 particles with 5 numbers each/],
    [
      'a place that is not known',
      [12, 9, 2],
      (data) => (data[41] = Number.NaN),
      { axes },
      /holds NaN at \[2, 2, 1\]/,
    ],
    ['one point', [12, 9, 2], (data) => data.fill(3), { axes }, /one point/],
    [
      'axes of fields among them',
      [12, 9, 2],
      () => {},
      { axes: ['time', 'particle', 'x'] },
      /particles have the axes time, particle and component/,
    ],
    ['too many cells', [3000, 9, 2], () => {}, { axes, cells: 1024 }, /2999 steps of 1024 × 1024 cells/],
  ])('refuses %s', async (_, shape, change, layout, message) => {
    const data = Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (__, i) => (i * 7919) % 13);
    change(data);
    expect((await rejectionOf(readSpacetime('x.npy', writeNpy({ shape, data }), layout))).message).toMatch(
      message,
    );
  });
});

describe('the square that particles are in', () => {
  it.each<[string, number[], { side: number; origin: number } | null]>([
    ['whole sides', [0.2, 31.97, 3, 4], { side: 32, origin: 0 }],
    ['rounded to the edge', [0, 32.000001, 3, 4], { side: 32, origin: 0 }],
    ['the unit square', [0.001, 0.93, 0.5, 0.2], { side: 1, origin: 0 }],
    ['small ones', [0.001, 0.0193, 0.005, 0.002], { side: 0.02, origin: 0 }],
    ['about the origin', [-4.6, 3, 2, 4.9], { side: 10, origin: -5 }],
    ['a little below zero', [-0.01, 7.9, 3, 5], { side: 8, origin: 0 }],
    ['a point', [2, 2, 2, 2], null],
    ['nowhere', [Number.NaN, 2, 2, 2], null],
  ])('%s', (_, data, expected) => {
    const box = guessBox({ shape: [1, 2, 2], data: Float64Array.from(data) });
    expect(box === null ? null : { side: box.side, origin: box.origin }).toEqual(expected);
  });
});
