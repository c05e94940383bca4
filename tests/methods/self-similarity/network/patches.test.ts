import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostError } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { Patches } from '../../../../main/methods/self-similarity/network/patches.ts';
import type { Spacetime } from '../../../../main/methods/self-similarity/spacetime.ts';

const batch = 8;

/** Every value tells its run, time, field and place. */
function labelled(shape: Partial<Spacetime>): Spacetime {
  const series: Spacetime = {
    runs: 1,
    times: 12,
    fields: 2,
    height: 6,
    width: 7,
    data: new Float32Array(0),
    boundary: 'periodic',
    binary: false,
    vectors: false,
    ...shape,
  };
  const size = series.runs * series.times * series.fields * series.height * series.width;
  series.data = Float32Array.from({ length: size }, (_, i) => i);
  return series;
}

function placeOf(series: Spacetime, value: number) {
  const { times, fields, height, width } = series;
  const x = value % width;
  const y = Math.floor(value / width) % height;
  const field = Math.floor(value / (width * height)) % fields;
  const time = Math.floor(value / (width * height * fields)) % times;
  return { x, y, field, time, run: Math.floor(value / (width * height * fields * times)) };
}

function draw(
  series: Spacetime,
  options: Partial<ConstructorParameters<typeof Patches>[2]>,
  part: 'training' | 'validation' = 'training',
) {
  const patches = new Patches(series, series.data, {
    kernel: 2,
    scale: { space: 2, time: 3 },
    seen: 3,
    turn: false,
    batch,
    ...options,
  });
  const inputs = new Float32Array(patches.inputRows * patches.cells * batch);
  const targets = new Float32Array(patches.targetRows * batch);
  patches.draw(new RandomStream(1, 'patches'), part, inputs, targets);
  return { patches, inputs, targets };
}

const modulo = (a: number, n: number) => ((a % n) + n) % n;

describe('patches', () => {
  it('hold the blocks of the neighbourhood, and the block of the next steps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 2 }),
        fc.boolean(),
        (kernel, space, time, line) => {
          const series = labelled(line ? { height: 1 } : {});
          const { patches, inputs, targets } = draw(series, { kernel, scale: { space, time }, seen: time });
          const columns = line ? kernel : kernel ** 2;
          const places = line ? space : space ** 2;
          expect([patches.cells, patches.inputRows]).toEqual([columns, 2 * time * places]);
          for (let patch = 0; patch < batch; patch++) {
            const origin = placeOf(series, targets[patch]);
            for (let row = 0; row < patches.targetRows; row++) {
              const [place, step] = [row % places, Math.floor(row / places) % time];
              const field = Math.floor(row / places / time);
              const [dy, dx] = line ? [0, place] : [Math.floor(place / space), place % space];
              expect(placeOf(series, targets[row * batch + patch])).toEqual({
                run: 0,
                field,
                time: origin.time + step,
                y: (origin.y + dy) % series.height,
                x: (origin.x + dx) % series.width,
              });
              for (let cell = 0; cell < columns; cell++) {
                const before = Math.floor((kernel - 1) / 2);
                const [cy, cx] = line
                  ? [0, cell - before]
                  : [Math.floor(cell / kernel) - before, (cell % kernel) - before];
                expect(placeOf(series, inputs[(row * columns + cell) * batch + patch])).toEqual({
                  run: 0,
                  field,
                  time: origin.time - time + step,
                  y: modulo(origin.y + space * cy + dy, series.height),
                  x: modulo(origin.x + space * cx + dx, series.width),
                });
              }
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('turned are those of a turned lattice', () => {
    // The last two fields are the place itself, a vector field that is the same in every turned lattice.
    const side = 9;
    const series = labelled({ times: 4, height: side, width: side, vectors: true });
    const centre = (side - 1) / 2;
    for (let i = 0; i < series.data.length; i++) {
      const { x, y, field } = placeOf(series, i);
      series.data[i] = field === 0 ? x - centre : y - centre;
    }
    series.boundary = 'open';
    const { patches, inputs, targets } = draw(series, {
      kernel: 2,
      scale: { space: 2, time: 1 },
      seen: 1,
      turn: true,
    });
    const rows = targets.length / 2;
    const first = new Set<string>();
    for (let patch = 0; patch < batch; patch++) {
      const x = (place: number) => targets[place * batch + patch];
      const y = (place: number) => targets[rows + place * batch + patch];
      const cellX = (place: number, cell: number) => inputs[(place * patches.cells + cell) * batch + patch];
      // However turned: places are numbered along x first, then y, in a frame in which the vectors say so.
      expect([x(1) - x(0), y(1) - y(0)]).toEqual([1, 0]);
      expect([x(2) - x(0), y(2) - y(0)]).toEqual([0, 1]);
      expect([cellX(0, 0), cellX(0, 1), cellX(0, 2)]).toEqual([x(0), x(0) + 2, x(0)]);
      first.add(`${x(0)} ${y(0)}`);
    }
    expect(first.size).toBeGreaterThan(1);
  });

  it('see only the first step where the rest is masked', () => {
    const series = labelled({});
    const { patches, inputs, targets } = draw(series, { seen: 1 });
    expect(patches.inputRows).toBe(8);
    const times = new Set(Array.from(inputs.subarray(0, batch), (value) => placeOf(series, value).time));
    const next = new Set(Array.from(targets.subarray(0, batch), (value) => placeOf(series, value).time - 3));
    expect(times).toEqual(next);
  });

  it('stay within an open lattice', () => {
    const series = labelled({ boundary: 'open', runs: 2 });
    const { patches, inputs, targets } = draw(series, { kernel: 3, scale: { space: 2, time: 1 }, seen: 1 });
    for (let patch = 0; patch < batch; patch++) {
      const own = placeOf(series, targets[patch]);
      expect([own.y, own.x].every((place, i) => place >= 2 && place < [6, 7][i] - 3)).toBe(true);
      const corner = placeOf(series, inputs[patch]);
      expect([corner.y, corner.x]).toEqual([own.y - 2, own.x - 2]);
    }
    expect(patches.cells).toBe(9);
  });

  it('of validation have no step in common with those of training', () => {
    const series = labelled({ times: 30 });
    const times = (part: 'training' | 'validation') => {
      const { inputs, targets } = draw(series, { batch }, part);
      return [...inputs, ...targets].map((value) => placeOf(series, value).time);
    };
    expect(Math.max(...times('training'))).toBeLessThan(Math.min(...times('validation')));
    const many = labelled({ runs: 8 });
    const runs = (part: 'training' | 'validation') =>
      new Set([...draw(many, {}, part).inputs].map((value) => placeOf(many, value).run));
    expect(runs('validation')).toEqual(new Set([4]));
    expect(runs('training').has(4)).toBe(false);
  });

  it('need long and wide enough a series', () => {
    expect(() => draw(labelled({ times: 11 }), {})).toThrow(HostError);
    expect(() => draw(labelled({ boundary: 'open', width: 4 }), { kernel: 3 })).toThrow(/too small/);
  });
});
