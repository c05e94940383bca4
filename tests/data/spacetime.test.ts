import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../main/compute/random.ts';
import { inspectFile } from '../../main/data/inspect.ts';
import { writeNpy } from '../../main/data/npy.ts';
import { writeNpz } from '../../main/data/npz.ts';
import { writeGreyPng } from '../../main/data/png.ts';
import { readSpacetime } from '../../main/data/spacetime.ts';
import { ElementaryAutomaton } from '../../main/physics/cellular-automata/elementary.ts';
import { automatonStart } from '../../main/physics/cellular-automata/start.ts';
import type { AxisRole, Normalisation } from '../../preload/contract/spacetime.ts';
import { HostError } from '../../preload/contract/errors.ts';
import { rejectionOf } from './faults.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures', name)));
const text = (value: string) => new TextEncoder().encode(value);
const lengthOf = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);
/** Every value its own position. */
const counted = (shape: number[]) => ({
  shape,
  data: Float64Array.from({ length: lengthOf(shape) }, (_, i) => i),
});
const history = (rule: number, width: number, steps: number, seed: number) =>
  new ElementaryAutomaton(rule, width).history(
    automatonStart(width, 'random', 0.5, new RandomStream(seed, 'start')),
    steps - 1,
  );

describe('space-time files', () => {
  it('are read from a table: rows are states, the first the earliest', async () => {
    const { spacetime, ...rest } = await readSpacetime('rule90.csv', fixture('rule90.csv'));
    expect(spacetime.shape).toEqual([1, 64, 1, 1, 128]);
    const start = Uint8Array.from({ length: 128 }, (_, x) => Number(x === 64));
    expect(spacetime.data).toEqual(Float32Array.from(new ElementaryAutomaton(90, 128).history(start, 63)));
    expect(rest).toEqual({
      layout: { array: 'table', axes: ['time', 'x'], normalisation: 'binary', stride: 1, skip: 0 },
      fields: ['value'],
      binary: true,
      description: '64 steps of 128 cells, binary',
      notes: ['Every row of the table is taken for a state, the first the earliest.'],
      choices: [
        { array: 'table', shape: [64, 128], type: 'float64', axes: ['time', 'x'] },
        { array: 'table', shape: [64, 128], type: 'float64', axes: ['x', 'time'] },
      ],
    });
  });

  it('are read from a picture, one pixel of each cell, time downwards', async () => {
    const { spacetime, notes } = await readSpacetime('rule60.png', fixture('rule60.png'));
    expect(spacetime.shape).toEqual([1, 48, 1, 1, 64]);
    // Black was 1: the cells obey the complement of rule 60.
    const start = Uint8Array.from(spacetime.data.subarray(0, 64));
    expect(spacetime.data).toEqual(Float32Array.from(new ElementaryAutomaton(195, 64).history(start, 47)));
    expect(notes).toEqual([
      'The picture shows every cell as 3 × 3 pixels; one of them is taken.',
      expect.stringMatching(/run downwards/),
      expect.stringMatching(/White is read as 1/),
    ]);
  });

  it('are read from the largest array that fits, fields in the second place', async () => {
    const { spacetime, fields, notes } = await readSpacetime('waves.npz', fixture('waves.npz'));
    expect(spacetime.shape).toEqual([1, 40, 2, 1, 32]);
    expect(fields).toEqual(['field 1', 'field 2']);
    const at = (time: number, field: number, x: number) => spacetime.data[(time * 2 + field) * 32 + x];
    expect(at(7, 1, 3)).toBeCloseTo(Math.cos((-4 * Math.PI) / 16 + Math.PI / 2), 6);
    expect(notes).toContain('Taken from the array ‘u’, one of 2 in the file.');
  });

  it('are read from arrays of one shape as the fields of one system', async () => {
    const [u, v] = [1, -1].map((sign) => {
      const array = counted([9, 5, 6]);
      return { ...array, data: array.data.map((value) => sign * value) };
    }) as [ReturnType<typeof counted>, ReturnType<typeof counted>];
    const file = writeNpz({ u, v, w: counted([9, 5, 7]) });
    for (const array of ['u + v', 'u+v']) {
      const { spacetime, layout, fields, choices } = await readSpacetime('x.npz', file, {
        array,
        normalisation: 'none',
      });
      expect(layout).toMatchObject({ array: 'u + v', axes: ['field', 'time', 'y', 'x'] });
      expect(fields).toEqual(['u', 'v']);
      expect(spacetime.shape).toEqual([1, 9, 2, 5, 6]);
      // Step 3: both fields one after the other.
      expect([...spacetime.data.subarray(180, 182)]).toEqual([90, 91]);
      expect([...spacetime.data.subarray(210, 212)]).toEqual([-90, -91]);
      expect(choices).toContainEqual({
        array: 'u + v',
        shape: [2, 9, 5, 6],
        type: 'float64',
        axes: ['field', 'time', 'y', 'x'],
      });
    }
    const alone = await readSpacetime('x.npz', writeNpz({ u, v }));
    expect(alone.layout.array).toBe('u');
    expect(alone.notes.join(' ')).toContain('choose the array ‘u + v’ to read them as the fields');
    const runs = writeNpz({ u: counted([2, 9, 6, 6]), v: counted([2, 9, 6, 6]) });
    const several = await readSpacetime('x.npz', runs, {
      array: 'v + u',
      axes: ['field', 'run', 'time', 'y', 'x'],
    });
    expect(several.spacetime.shape).toEqual([2, 9, 2, 6, 6]);
    const other = await rejectionOf(readSpacetime('x.npz', file, { array: 'u + w' }));
    expect(other.message).toMatch(
      /‘u’ is 9 × 5 × 6 and ‘w’ 9 × 5 × 7: the fields of one system have one shape/,
    );
  });

  it('are read as runs are given them, one cell high', async () => {
    const { spacetime } = await readSpacetime('x.npy', writeNpy(counted([2, 9, 1, 1, 12])));
    expect(spacetime.shape).toEqual([2, 9, 1, 1, 12]);
  });

  it('are read in Fortran order', async () => {
    const { spacetime } = await readSpacetime('b.npy', fixture('blob-fortran.npy'));
    expect(spacetime.shape).toEqual([1, 12, 1, 10, 10]);
    const at = (time: number, y: number, x: number) => spacetime.data[(time * 10 + y) * 10 + x];
    for (const time of [0, 4, 8]) {
      expect(at(time, 5, 4)).toBeCloseTo(1 / (1 + time / 4), 6);
      expect(at(time, 8, 4)).toBeCloseTo(Math.exp(-9 / (2 + time / 2)) / (1 + time / 4), 6);
    }
  });

  it('are read from HDF5', async () => {
    const { spacetime, layout } = await readSpacetime('fields.h5', fixture('fields.h5'));
    expect(spacetime.shape).toEqual([1, 10, 3, 12, 12]);
    expect(layout).toMatchObject({ array: 'run1/fields', axes: ['time', 'field', 'y', 'x'] });
  });

  it.each<[number[], AxisRole[]]>([
    [
      [100, 40],
      ['time', 'x'],
    ],
    [
      [50, 32, 32],
      ['time', 'y', 'x'],
    ],
    [
      [100, 48, 64],
      ['time', 'y', 'x'],
    ],
    [
      [10, 192, 256],
      ['run', 'time', 'x'],
    ],
    [
      [3, 64, 64],
      ['run', 'time', 'x'],
    ],
    [
      [100, 2, 64],
      ['time', 'field', 'x'],
    ],
    [
      [100, 64, 3],
      ['time', 'x', 'field'],
    ],
    [
      [40, 3, 32, 32],
      ['time', 'field', 'y', 'x'],
    ],
    [
      [40, 32, 32, 3],
      ['time', 'y', 'x', 'field'],
    ],
    [
      [5, 200, 2, 64],
      ['run', 'time', 'field', 'x'],
    ],
    [
      [5, 100, 32, 32],
      ['run', 'time', 'y', 'x'],
    ],
    [
      [2, 30, 3, 16, 16],
      ['run', 'time', 'field', 'y', 'x'],
    ],
  ])('%j is taken for %j', async (shape, axes) => {
    const input = await readSpacetime('x.npy', writeNpy(counted(shape)));
    expect(input.layout.axes).toEqual(axes);
    expect(input.choices[0]?.axes).toEqual(axes);
    expect(input.notes.join(' ')).toContain(`taken for ${axes.join(', ')}`);
  });

  it('put every value where its axes say, whatever their order', async () => {
    const roles = ['run', 'time', 'field', 'y', 'x'] as const;
    const extents = { run: 2, time: 9, field: 3, y: 4, x: 5 };
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...roles], { minLength: 5 }),
        fc.integer({ min: 0, max: 1 }),
        async (axes, skip) => {
          const array = counted(axes.map((role) => extents[role]));
          const { spacetime } = await readSpacetime('x.npy', writeNpy(array), {
            axes,
            normalisation: 'none',
            skip,
          });
          const [runs, times, fields, height, width] = spacetime.shape as [
            number,
            number,
            number,
            number,
            number,
          ];
          expect([runs, times, fields, height, width]).toEqual([2, 9 - skip, 3, 4, 5]);
          for (let i = 0; i < spacetime.data.length; i += 7) {
            const place = {
              x: i % width,
              y: Math.floor(i / width) % height,
              field: Math.floor(i / (width * height)) % fields,
              time: skip + (Math.floor(i / (width * height * fields)) % times),
              run: Math.floor(i / (width * height * fields * times)),
            };
            expect(spacetime.data[i]).toBe(axes.reduce((at, role) => at * extents[role] + place[role], 0));
          }
        },
      ),
      { seed: 1, numRuns: 30 },
    );
  });

  it('leave steps out at the start and in between', async () => {
    const file = writeNpy(counted([60, 4]));
    const { spacetime, notes } = await readSpacetime('x.npy', file, {
      skip: 7,
      stride: 3,
      normalisation: 'none',
    });
    expect(spacetime.shape[1]).toBe(18);
    expect([...spacetime.data.subarray(0, 5)]).toEqual([28, 29, 30, 31, 40]);
    expect(notes).toEqual(
      expect.arrayContaining(['The first 7 steps are left out.', 'Every 3rd step is taken.']),
    );
  });
});

describe('normalisation of space-time data', () => {
  const series = writeNpy({
    shape: [8, 2, 4],
    data: Float32Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 3 + (i % 4) : -2 * (i % 4))),
  });
  const field = async (normalisation: Normalisation, which: number) => {
    const { spacetime } = await readSpacetime('x.npy', series, { normalisation });
    return [...spacetime.data.subarray(4 * which, 4 * which + 4)];
  };

  it('is done to each field by itself', async () => {
    expect(await field('none', 0)).toEqual([3, 4, 5, 6]);
    expect(await field('none', 1)).toEqual([-0, -2, -4, -6]);
    expect((await field('range', 1)).map((value) => Number(value.toFixed(6)))).toEqual([
      1, 0.666667, 0.333333, 0,
    ]);
    const standard = await field('standard', 0);
    expect(standard.reduce((sum, value) => sum + value)).toBeCloseTo(0, 6);
    expect(standard.reduce((sum, value) => sum + value ** 2, 0) / 4).toBeCloseTo(1, 6);
  });

  it('makes 0 and 1 of two values, and says which is which', async () => {
    const spins = Float32Array.from({ length: 80 }, (_, i) => (i % 3 ? -1 : 1));
    const { spacetime, binary, notes } = await readSpacetime(
      'x.npy',
      writeNpy({ shape: [10, 8], data: spins }),
    );
    expect(spacetime.data).toEqual(spins.map((value) => (value > 0 ? 1 : 0)));
    expect(binary).toBe(true);
    expect(notes).toContain('There are two values, -1 and 1: the larger is read as 1, the other as 0.');
  });

  it('comes before single precision, which would lose what changes about a large mean', async () => {
    const array = counted([10, 8]);
    const waves = array.data.map((value) => Math.sin(value));
    for (const [mean, size] of [
      [1e5, 1e-3],
      [1e39, 1e38],
    ] as const) {
      const file = writeNpy({ ...array, data: waves.map((value) => mean + size * value) });
      const { spacetime } = await readSpacetime('x.npy', file);
      const { spacetime: expected } = await readSpacetime('x.npy', writeNpy({ ...array, data: waves }), {
        normalisation: 'standard',
      });
      for (const [i, value] of expected.data.entries()) expect(spacetime.data[i]).toBeCloseTo(value, 5);
    }
    const huge = writeNpy({ ...array, data: waves.map((value) => 1e39 * value) });
    const fault = await rejectionOf(readSpacetime('x.npy', huge, { normalisation: 'none' }));
    expect(fault.message).toMatch(/too large for single precision/);
  });

  it('brings large values to order 1, and says so', async () => {
    const large = counted([10, 8]);
    const kelvin = { ...large, data: large.data.map((value) => 300 + Math.sin(value)) };
    const { layout, notes } = await readSpacetime('x.npy', writeNpy(kelvin));
    expect(layout.normalisation).toBe('standard');
    expect(notes.at(-1)).toMatch(/mean 300 .*brought to 0 and 1/);
  });
});

describe('files without a series', () => {
  const changed = (at: number, value: number) => {
    const array = counted([10, 6]);
    array.data[at] = value;
    return writeNpy(array);
  };
  it.each<[string, Uint8Array, Parameters<typeof readSpacetime>[2], RegExp]>([
    [
      'too short',
      writeNpy(counted([7, 6, 3])),
      {},
      /at least 8 steps of 4 cells in it: ‘array’ is 7 × 6 × 3/,
    ],
    ['one dimension', writeNpy(counted([100])), {}, /at least 8 steps/],
    ['NaN', changed(15, Number.NaN), {}, /holds NaN at \[2, 3\]/],
    ['infinite', changed(59, Infinity), {}, /holds Infinity at \[9, 5\]/],
    [
      'constant',
      writeNpy({ shape: [10, 6], data: new Float32Array(60).fill(2) }),
      {},
      /Nothing happens in it: value is 2 at all times/,
    ],
    ['constant after the steps that are left out', changed(0, 5), { skip: 60 }, /has 10 steps \(0 of them/],
    ['another array', writeNpz({ u: counted([10, 6]) }), { array: 'v' }, /There is no array ‘v’/],
    ['roles that are too few', writeNpy(counted([10, 6, 6])), { axes: ['time', 'x'] }, /3 roles are needed/],
    ['a role twice', writeNpy(counted([10, 6])), { axes: ['time', 'time'] }, /time occurs more than once/],
    ['no x', writeNpy(counted([10, 6])), { axes: ['time', 'y'] }, /there is no x/],
    [
      'steps along the wrong axis',
      writeNpy(counted([100, 5])),
      { axes: ['x', 'time'] },
      /has 5 steps of 100 cells as it is read/,
    ],
    ['no steps between steps', writeNpy(counted([10, 6])), { stride: 0 }, /No steps/],
    ['steps between steps', writeNpy(counted([30, 6])), { stride: 1.5 }, /No steps/],
    ['more than two values', writeNpy(counted([10, 6])), { normalisation: 'binary' }, /more than two values/],
    [
      'a constant field that is to be scaled',
      writeNpy({
        shape: [10, 2, 6],
        data: Float32Array.from({ length: 120 }, (_, i) => (i % 12 < 6 ? 1 : i)),
      }),
      { normalisation: 'range' },
      /field 1 is 1 everywhere/,
    ],
    ['words', text('a,b\nc,d\n'), {}, /./],
  ])('%s', async (_, file, layout, message) => {
    const fault = await rejectionOf(readSpacetime('it.npy', file, layout));
    expect(fault.code).toBe('bad-file');
    expect(fault.message).toMatch(/^it\.npy: /);
    expect(fault.message).toMatch(message);
  });

  it('keep a constant field where nothing is scaled, and say so', async () => {
    const data = Float32Array.from({ length: 120 }, (_, i) => (i % 12 < 6 ? 1 : Math.sin(i)));
    const { notes } = await readSpacetime('x.npy', writeNpy({ shape: [10, 2, 6], data }), {
      normalisation: 'none',
    });
    expect(notes).toContain('field 1 is 1 everywhere: it says nothing.');
  });
});

/** What a file is taken for. */
const guess = async (name: string, bytes: Uint8Array) => (await inspectFile(name, bytes)).guess;
const square = (data: Uint8Array, side: number) => writeNpy({ shape: [side, side], data });
const waveTable = (header: string) =>
  text(
    header +
      Array.from({ length: 20 }, (_, t) =>
        Array.from({ length: 9 }, (_unused, x) => Math.sin(t + x)).join(','),
      ).join('\n'),
  );
const sevenths = (shape: number[]) =>
  writeNpy({ shape, data: Float32Array.from({ length: lengthOf(shape) }, (_, i) => (i % 7) / 7) });

describe('what is taken for a series', () => {
  it('cells that obey a local rule, also on a square', async () => {
    for (const rule of [30, 60, 90, 110]) {
      expect(await guess('x.npy', square(history(rule, 64, 64, rule), 64))).toBe('spacetime');
    }
    const picture = writeGreyPng(
      64,
      64,
      history(30, 64, 64, 1).map((cell) => 255 * cell),
    );
    expect(await guess('x.png', picture)).toBe('spacetime');
  });

  it('not spins: disordered, ordered or in stripes', async () => {
    const random = new RandomStream(1, 'spins');
    const disordered = Uint8Array.from({ length: 4096 }, () => random.integer(2));
    const stripes = Uint8Array.from({ length: 4096 }, (_, i) => Number(i % 64 < 40));
    expect(await guess('x.npy', square(disordered, 64))).toBe('spins');
    expect(await guess('x.npy', square(stripes, 64))).toBe('spins');
    expect(await guess('x.csv', fixture('spins.csv'))).toBe('spins');
  });

  it('oblong tables of numbers, unless their columns have names', async () => {
    expect(await guess('x.csv', waveTable(''))).toBe('spacetime');
    expect(await guess('x.csv', waveTable('a,b,c,d,e,f,g,h,i\n'))).toBe('array');
    expect(await guess('x.csv', fixture('rule90.csv'))).toBe('spacetime');
    expect(await guess('x.png', fixture('rule60.png'))).toBe('spacetime');
  });

  it('arrays that could be nothing else', async () => {
    expect(await guess('waves.npz', fixture('waves.npz'))).toBe('spacetime');
    expect(await guess('fields.h5', fixture('fields.h5'))).toBe('spacetime');
  });

  it('and not a pair of fields, which is a pattern, nor movies of planes that may be patterns', async () => {
    expect((await inspectFile('x.npy', sevenths([2, 64, 64]))).readings).not.toContain('spacetime');
    const movie = await inspectFile('x.npy', sevenths([20, 64, 64]));
    expect(movie.guess).toBe('pattern-picture');
    expect(movie.readings).toContain('spacetime');
  });
});

describe('damaged space-time files', () => {
  it.each(['rule90.csv', 'rule60.png', 'waves.npz', 'blob-fortran.npy', 'fields.h5'])(
    '%s, cut or with flipped bits, is read or refused',
    async (name) => {
      const whole = fixture(name);
      const random = new RandomStream(6, name);
      const outcomes = { read: 0, refused: 0 };
      for (let trial = 0; trial < 60; trial++) {
        let bytes = whole.slice();
        if (trial % 3 === 0) bytes = bytes.slice(0, random.integer(bytes.length));
        else
          for (let flip = 0; flip < 3; flip++)
            bytes[random.integer(Math.min(bytes.length, 2000))]! ^= 1 << random.integer(8);
        try {
          const { spacetime } = await readSpacetime(name, bytes);
          expect(spacetime.data.length).toBe(lengthOf(spacetime.shape));
          expect(spacetime.data.every(Number.isFinite)).toBe(true);
          outcomes.read++;
        } catch (error) {
          if (!(error instanceof HostError) || error.code !== 'bad-file') throw error;
          outcomes.refused++;
        }
      }
      expect(outcomes.refused).toBeGreaterThan(5);
    },
  );
});
