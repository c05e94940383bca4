import { expect, test } from 'vitest';
import { treeOf } from '../../main/data/file-tree.ts';

test('paths become groups, in their order, also those that nothing else tells of', () => {
  const tree = treeOf(
    [
      { name: 'run/late', array: 1 },
      { name: 'run', attributes: { dt: '0.05' } },
      { name: 'x', passedOver: 'holds text' },
      { name: 'run/deep/u', array: 0 },
    ],
    '/',
  );
  expect(tree).toEqual([
    {
      path: '/run',
      attributes: { dt: '0.05' },
      children: [
        { path: '/run/late', array: 1 },
        { path: '/run/deep', children: [{ path: '/run/deep/u', array: 0 }] },
      ],
    },
    { path: '/x', passedOver: 'holds text' },
  ]);
});
