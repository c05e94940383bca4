import { expect, it } from 'vitest';
import { comparisonColumns, rowColumns } from '../../../../renderer/labs/datasets/columns.ts';
import { unitOf } from '../../../../renderer/labs/datasets/units.ts';
import { compareFiles } from '../../../../main/data/compare.ts';
import { writeNpy } from '../../../../main/data/npy.ts';

const file = (name: string, ...values: number[]) => ({
  name,
  bytes: writeNpy({ shape: [values.length], data: Float64Array.from(values) }),
});

it('arrays side by side are a row each; what has no value leaves its cell empty', async () => {
  const { arrays } = await compareFiles([file('a', 1, 1), file('b', 1, 3), file('c', Number.NaN)]);
  const columns = Object.fromEntries(comparisonColumns(arrays).map(({ title, values }) => [title, values]));
  expect(columns).toMatchObject({
    File: ['a', 'b', 'c'],
    Shape: ['2', '2', '1'],
    'Not finite': [0, 0, 1],
    Mean: [1, 2, null],
    'Largest difference from the first': [null, 2, null],
    'Correlation with the first': [null, null, null],
    'Values that differ from the first': [null, 1, null],
  });
});

it('rows have their columns’ names, or numbers', () => {
  const values = [
    [1, Number.NaN],
    [3, 4],
  ];
  expect(rowColumns({ columns: ['x', 'y'], values, rows: 2, width: 2 })).toEqual([
    { title: 'x', values: [1, 3] },
    { title: 'y', values: [null, 4] },
  ]);
  expect(rowColumns({ columns: null, values: [[1]], rows: 1, width: 1 })[0]!.title).toBe('column 0');
});

it('the unit of an array is that of its attributes, wherever it lies', () => {
  const summary = { shape: [1], type: 'int8', min: 0, max: 0, mean: 0, finite: true, notFinite: 0 };
  const arrays = [
    { ...summary, name: 'g/u' },
    { ...summary, name: 't' },
  ];
  const tree = [
    {
      path: '/g',
      attributes: { units: 'K' },
      children: [{ path: '/g/u', array: 0, attributes: { units: 'm/s' } }],
    },
    { path: '/t', array: 1 },
  ];
  expect(unitOf(tree, 'g/u', arrays)).toBe('m/s');
  expect(unitOf(tree, 't', arrays)).toBeNull();
});
