import { expect, it } from 'vitest';
import { weightTiles } from '../../../../../renderer/labs/self-similarity/verdict/weights.ts';

it('draws weights of one dimension with time downwards', () => {
  const [tile, ...others] = weightTiles({ shape: [1, 1, 2, 1, 3], values: [1, 2, 3, 4, 5, 6] }, ['u']);
  expect(others).toEqual([]);
  expect(tile).toMatchObject({ title: 'P', axes: '3 cells across, 2 steps down' });
  expect(tile!.picture).toMatchObject({ width: 3, height: 2 });
  expect([...tile!.picture.data]).toEqual([1, 2, 3, 4, 5, 6]);
});

it('draws weights of two dimensions step by step, one picture for each pair of fields', () => {
  const values = Array.from({ length: 2 * 2 * 2 * 2 * 2 }, (_, i) => i);
  const tiles = weightTiles({ shape: [2, 2, 2, 2, 2], values }, ['n', 'v']);
  expect(tiles.map(({ title }) => title)).toEqual(['n → n', 'v → n', 'n → v', 'v → v']);
  expect(tiles[1]!.picture).toMatchObject({ width: 5, height: 2 });
  // The second step begins after a gap.
  expect([...tiles[1]!.picture.data]).toEqual([8, 9, NaN, 12, 13, 10, 11, NaN, 14, 15]);
});
