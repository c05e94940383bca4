import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeNpy } from '../../main/data/npy.ts';
import { readSpacetime } from '../../main/data/spacetime.ts';
import { readSpins } from '../../main/data/spins.ts';
import { studyOf } from '../../main/cli/analyse-spacetime.ts';
import type {
  EnsembleMeasurement,
  FileInspection,
  SelfSimilarityResult,
} from '../../preload/contract/index.ts';
import { temporaryFolder } from '../host/fixtures/workbench.ts';
import { macroscope } from './command.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures');
const spins = join(fixtures, 'spins-int8.npy');
const rule90 = join(fixtures, 'rule90.csv');

describe('analyse', () => {
  test('says what a file is, and how spins are measured', async () => {
    const { code, output } = await macroscope(['analyse', spins]);
    expect(code).toBe(0);
    expect(output).toMatch(/Taken for: spins/);
    expect(output).toMatch(/--as spins/);
  });

  test('says how a series is looked at', async () => {
    const { code, output } = await macroscope(['analyse', rule90]);
    expect(code).toBe(0);
    expect(output).toMatch(/64 steps of 128 cells, two values\nTaken for: spacetime/);
    expect(output).toMatch(/--as spacetime/);
  });

  test('--json prints the inspection without its pictures', async () => {
    const { code, output } = await macroscope(['analyse', join(fixtures, 'spins.h5'), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(output) as FileInspection).toMatchObject({ format: 'hdf5', guess: 'spins' });
  });
});

/** A file of a row of numbers. */
function npy(name: string, ...values: number[]): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, writeNpy({ shape: [values.length], data: Float64Array.from(values) }));
  return path;
}

describe('analyse of several files', () => {
  test('puts them in columns, with differences from the first', async () => {
    const { code, output, errors } = await macroscope([
      'analyse',
      npy('a.npy', 1, 2, 3, 4),
      npy('b.npy', 1, 2.5, 3, 4),
      npy('c.npy', 1, Number.NaN),
    ]);
    expect(code).toBe(0);
    expect(output).toMatch(/^a\.npy: Array of float64, 4$/m);
    expect(output).toMatch(/^ +a\.npy +b\.npy +c\.npy$/m);
    expect(output).toMatch(/^not finite +0 +0 +1$/m);
    expect(output).toMatch(/^max \|Δ\| +– +0\.5 +–$/m);
    expect(output).toMatch(/^at +– +\[1\] +–$/m);
    expect(output).toMatch(/^rms Δ +– +0\.25 +–$/m);
    expect(output).toMatch(/^values that differ +– +1 +–$/m);
    expect(output).toMatch(/^No difference of c\.npy: its shape is 2, that of the first 4\.$/m);
    expect(errors).toMatch(/^Note: c\.npy: .*NaN/m);
  });

  test('--json has the same figures, with histograms as lists', async () => {
    const { code, output } = await macroscope([
      'analyse',
      npy('a.npy', 0, 1, 1),
      npy('b.npy', 1, 1, 1),
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      files: [{ name: 'a.npy' }, { name: 'b.npy' }],
      edges: [-0.5, 0.5, 1.5],
      arrays: [
        { file: 'a.npy', counts: [1, 2], difference: null },
        { file: 'b.npy', counts: [0, 3], difference: { largest: 1, at: [0], unequal: 1, correlation: null } },
      ],
    });
  });

  test('--array chooses the array', async () => {
    const { output } = await macroscope(['analyse', join(fixtures, 'waves.npz'), '--array', 't']);
    expect(output).toMatch(/^array +t$/m);
    expect(output).toMatch(/^values +40$/m);
  });

  test('shows the groups of an HDF5 file as they lie in each other', async () => {
    const { output } = await macroscope(['analyse', join(fixtures, 'fields.h5')]);
    expect(output).toMatch(/^ +run1\n +fields +10×3×12×12 float32/m);
  });

  test.each<[string, () => string[], RegExp]>([
    ['two files as spins', () => [spins, spins, '--as', 'spins'], /one file at a time/],
    ['nine files', () => Array.from({ length: 9 }, () => spins), /9 files are too many: at most 8/],
    ['a bad one among them', () => [spins, join(fixtures, 'make.ts')], /^macroscope: make\.ts: /],
    ['an array that is not there', () => [spins, '--array', 'm'], /no array ‘m’ in spins-int8\.npy/],
  ])('refuses %s in one line', async (_, words, message) => {
    const { code, output, errors } = await macroscope(['analyse', ...words()]);
    expect(code).toBe(1);
    expect(output).toBe('');
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(errors).toMatch(message);
  });
});

describe('analyse --as spins', () => {
  test('prints χ and U4 as they follow from the file, in tables and as JSON', async () => {
    const { spins: read } = await readSpins('spins-int8.npy', new Uint8Array(readFileSync(spins)));
    const sites = 32 ** 2;
    const m = Array.from({ length: 50 }, (_, index) => {
      const up = read.data.subarray(index * sites, (index + 1) * sites).reduce((sum, spin) => sum + spin, 0);
      return (2 * up) / sites - 1;
    });
    const mean = (power: number) => m.reduce((sum, value) => sum + value ** power, 0) / m.length;

    const out = temporaryFolder();
    const json = await macroscope(['analyse', spins, '--as', 'spins', '--json', '--out', out]);
    expect(json.errors).not.toContain('macroscope:');
    expect(json.code).toBe(0);
    const measurement = JSON.parse(json.output) as EnsembleMeasurement;
    expect(measurement.source).toBe('data');
    const level = measurement.levels.find(({ size }) => size === 32)!;
    expect(level.configurations).toBe(50);
    expect(level.observables.chi.value).toBeCloseTo(sites * (mean(2) - mean(1) ** 2), 9);
    expect(level.observables.u4.value).toBeCloseTo(1 - mean(4) / (3 * mean(2) ** 2), 12);
    expect(level.exact?.e).toBeCloseTo(1.433658, 6);
    expect(readdirSync(out).toSorted()).toEqual(
      expect.arrayContaining(['measurement.csv', 'measurement.json']),
    );

    const tables = await macroscope(['analyse', spins, '--as', 'spins']);
    expect(tables.code).toBe(0);
    expect(tables.output).toMatch(/^spins-int8\.npy: 50 configurations of 32×32, stored as ±1/);
    expect(tables.output).toMatch(/L = 32, configurations: 50\nobservable +value +error +exact/);
    const [, chi] = /^χ +([\d.]+) /m.exec(tables.output)!;
    const decimals = chi!.split('.')[1]?.length ?? 0;
    expect(chi).toBe(level.observables.chi.value.toFixed(decimals));
    expect(tables.output).toMatch(/^32, 8 +γ\/ν +[\d.]+ +[\d.]+ +1\.75 /m);
    expect(tables.output).toMatch(/^Note: .*blocked by the 2×2 majority rule/m);
  }, 60_000);

  test('leaves the critical values out when they are not wanted', async () => {
    const { code, output } = await macroscope([
      'analyse',
      spins,
      '--as',
      'spins',
      '--no-reference',
      '--json',
    ]);
    expect(code).toBe(0);
    const { levels } = JSON.parse(output) as EnsembleMeasurement;
    expect(levels.length).toBeGreaterThan(0);
    expect(levels.every(({ exact }) => exact === null)).toBe(true);
  }, 60_000);

  test.each<[string, string[], RegExp]>([
    ['a file without spins', ['analyse', join(fixtures, 'make.ts'), '--as', 'spins'], /make\.ts/],
    ['an unknown reading', ['analyse', spins, '--as', 'dice'], /auto, spins/],
    ['a seed that is none', ['analyse', spins, '--as', 'spins', '--seed', '99999999999'], /--seed/],
    [
      'a folder for results there are none of',
      ['analyse', spins, '--out', 'x'],
      /--out goes with --as spins/,
    ],
  ])('refuses %s in one line', async (_, words, message) => {
    const { code, output, errors } = await macroscope(words);
    expect(code).toBe(1);
    expect(output).toBe('');
    expect(errors.trim().split('\n')[0]).toMatch(message);
  });
});

describe('analyse --as spacetime', () => {
  test('learns the rule of a table, and says at which N it is self-similar and why', async () => {
    const out = temporaryFolder();
    const { code, output, errors } = await macroscope(['analyse', rule90, '--as', 'spacetime', '--out', out]);
    expect(errors).not.toContain('macroscope:');
    expect(code).toBe(0);
    expect(output).toMatch(/^rule90\.csv: 64 steps of 128 cells, binary; /);
    expect(output).toMatch(/^Axes: time, x; normalisation: binary; boundary: periodic\.$/m);
    expect(output).toMatch(/^f: sine units, kernel 3, /m);
    expect(output).toMatch(/^2x2 +0 .* self-similar /m);
    expect(output).toMatch(/^3x3 +0\.\d+ .* not-self-similar /m);
    expect(output).toMatch(/^4x4 +0 .* self-similar /m);
    expect(output).toMatch(/^2x2: self-similar\n +\d+ of 24 restarts found a map/m);
    expect(output).toMatch(/^Note: Every row of the table is taken for a state/m);
    expect(readdirSync(out).toSorted()).toEqual(['pictures.npz', 'result.json', 'scales.csv']);
  }, 60_000);

  test('--json prints the result, of the scales, boundary and seed that are asked for', async () => {
    const words = ['--scales', '2x2', '--boundary', 'open', '--seed', '5', '--skip', '8', '--json'];
    const { code, output } = await macroscope(['analyse', rule90, '--as', 'spacetime', ...words]);
    expect(code).toBe(0);
    const result = JSON.parse(output) as SelfSimilarityResult;
    expect(result).toMatchObject({ title: 'rule90.csv', boundary: 'open', binary: true });
    expect(result.scales.map(({ space, time }) => [space, time])).toEqual([[2, 2]]);
    expect(result.shape.times).toBe(42);
  }, 60_000);

  test('takes arrays, axes and normalisation as they are given', async () => {
    const words = ['--array', 'u', '--axes', 'time,field,x', '--normalise', 'standard', '--scales', '2x2'];
    const { code, output } = await macroscope([
      'analyse',
      join(fixtures, 'waves.npz'),
      '--as',
      'spacetime',
      ...words,
    ]);
    expect(code).toBe(0);
    expect(output).toMatch(/40 steps of 32 cells, 2 fields; /);
    expect(output).toMatch(/^Axes: time, field, x; normalisation: standard/m);
    expect(output).toMatch(/^f: least squares, kernel 3/m);
  }, 60_000);

  test('reads particles as the page does: a vector on a periodic square, which says otherwise where it is told', async () => {
    const flock = join(fixtures, 'formats', 'flock.npy');
    const { layout } = await readSpacetime('flock.npy', new Uint8Array(readFileSync(flock)));
    expect(studyOf('flock.npy', layout, { seed: 1 }).system).toMatchObject({
      type: 'data',
      vectors: true,
      boundary: 'periodic',
    });
    expect(studyOf('flock.npy', layout, { seed: 1, boundary: 'open' }).system).toMatchObject({
      boundary: 'open',
    });
    const words = ['--as', 'spacetime', '--axes', 'time,particle,component', '--cells', '2'];
    expect((await macroscope(['analyse', flock, ...words])).errors).toMatch(
      /cannot have 2 cells along a side/,
    );
    expect((await macroscope(['analyse', flock])).output).toMatch(/--axes time,particle,component/);
  });

  test.each<[string, string[], RegExp]>([
    ['an unknown role', ['--axes', 'time,z'], /--axes: an axis is no "z"/],
    ['roles that do not fit', ['--axes', 'time,y,x'], /rule90\.csv: .*3 roles|rule90\.csv: .*2 roles/],
    ['a scale that is none', ['--scales', '2by2'], /--scales: write a scale as S x T: 2x4/],
    ['a scale the series is too short for', ['--scales', '2x2,2x20'], /too short for the scale 2x20/],
    ['a kernel that is none', ['--kernel', '0'], /--kernel/],
    ['an unknown normalisation', ['--normalise', 'half'], /none, standard, range, binary/],
    ['no steps between steps', ['--stride', '0'], /No steps/],
    ['arrays that are not there', ['--array', 'u+v'], /There is no array ‘u\+v’/],
  ])('refuses %s in one line', async (_, words, message) => {
    const { code, output, errors } = await macroscope(['analyse', rule90, '--as', 'spacetime', ...words]);
    expect(code).toBe(1);
    expect(output).toBe('');
    expect(errors.trim().split('\n').at(-1)).not.toMatch(/bug in Macroscope/);
    expect(errors).toMatch(message);
  });
});
