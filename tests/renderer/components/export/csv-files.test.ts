import { expect, it } from 'vitest';
import { csvFiles } from '../../../../renderer/components/export/csv-files.ts';

const table = (title: string, value: number) => ({ title, columns: { x: [value] } });
const files = (titles: readonly string[]) =>
  csvFiles({ tables: () => titles.map((title, index) => table(title, index)) }, 'flow');

it('calls the only table like the figure', () => {
  expect(files(['Paths']).map(({ name }) => name)).toEqual(['flow.csv']);
});

it('gives every table a file, also where titles differ in capitals or Greek letters only', () => {
  const made = files(['Path A', 'path a', 'ρ', 'θ']);
  expect(made.map(({ name }) => name)).toEqual([
    'flow-path-a.csv',
    'flow-path-a-2.csv',
    'flow-figure.csv',
    'flow-figure-2.csv',
  ]);
  expect(made.map(({ text }) => text())).toEqual([0, 1, 2, 3].map((value) => `x\r\n${value}\r\n`));
});

it('writes arrays where there is no table', () => {
  const arrays = {
    a: { shape: [1, 2], data: Float32Array.of(1, 2) },
    A: { shape: [1, 1], data: Float32Array.of(3) },
  };
  const made = csvFiles({ arrays: () => arrays }, 'field');
  expect(made.map(({ name, text }) => [name, text()])).toEqual([
    ['field-a.csv', '1,2\r\n'],
    ['field-a-2.csv', '3\r\n'],
  ]);
});
