import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSpins } from '../../main/data/spins.ts';
import type { EnsembleMeasurement, FileInspection } from '../../preload/contract/index.ts';
import { temporaryFolder } from '../host/fixtures/workbench.ts';
import { macroscope } from './command.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures');
const spins = join(fixtures, 'spins-int8.npy');

describe('analyse', () => {
  test('says what a file is, and how spins are measured', async () => {
    const { code, output } = await macroscope(['analyse', spins]);
    expect(code).toBe(0);
    expect(output).toMatch(/Taken for: spins/);
    expect(output).toMatch(/--as spins/);
  });

  test('--json prints the inspection without its pictures', async () => {
    const { code, output } = await macroscope(['analyse', join(fixtures, 'spins.h5'), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(output) as FileInspection).toMatchObject({ format: 'hdf5', guess: 'spins' });
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
