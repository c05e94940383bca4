import { expect, it } from 'vitest';
import { automataRows } from '../../../../main/methods/self-similarity/bench/automata.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

it('times generations of wide and narrow rows, and the exact engine', async () => {
  const rows = await automataRows({
    level: 'quick',
    seed: 1,
    pool: poolOfOne(),
    model: () => Promise.reject(new Error('no model is needed')),
    progress: () => undefined,
  });
  expect(rows.map(({ id }) => id)).toEqual([
    'automata.step.65536',
    'automata.advance.65536',
    'automata.step.1024',
    'automata.advance.1024',
    'automata.step.256',
    'automata.advance.256',
    'automata.oracle',
  ]);
  expect(rows.every(({ measured }) => Number.isFinite(measured) && measured > 0)).toBe(true);
  expect(rows.at(-1)!.detail).toContain('263418 maps');
});
