import { expect, it } from 'vitest';
import { rulePicture } from '../../../../../renderer/labs/self-similarity/parts/rules.ts';
import {
  coarseGrained,
  differing,
  evolved,
} from '../../../../../renderer/labs/self-similarity/rule-graph/history.ts';
import { graphOfTwo } from './graph.ts';

it('evolves a rule as its thumbnails do', () => {
  const picture = rulePicture(110, 40, 12);
  expect(evolved(110, picture).data).toEqual(picture.data);
});

it('reads groups of cells with the first one most significant', () => {
  const field = {
    width: 5,
    height: 3,
    data: Float32Array.of(0, 1, 1, 0, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9),
    label: '',
  };
  const macro = coarseGrained(field, { size: 2, table: '0100' });
  expect(macro).toMatchObject({ width: 2, height: 1 });
  expect([...macro.data]).toEqual([1, 0]);
});

it('shows every edge of the graph to hold: what P makes of one rule is the other', () => {
  for (const { from, to, example } of graphOfTwo.edges) {
    const macro = coarseGrained(rulePicture(from, 48, 24), example);
    expect(differing(macro, evolved(to, macro))).toBe(0);
  }
});
