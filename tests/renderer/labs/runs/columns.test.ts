import { describe, expect, it } from 'vitest';
import { columnsFor, fixedWidth } from '../../../../renderer/labs/runs/columns.ts';

const named = (width: number) => columnsFor(width).map(({ name }) => name);

describe('columnsFor', () => {
  it('gives up seed and kind first and the state last', () => {
    expect(named(2000)).toEqual(['curve', 'kind', 'state', 'result', 'seed', 'bytes', 'computed', 'started']);
    expect(named(760)).not.toContain('seed');
    expect(named(520)).toEqual(['curve', 'state']);
    expect(named(0)).toEqual([]);
  });

  it('never makes the list wider than it is, and never narrower by growing', () => {
    let before = 0;
    for (let width = 300; width < 1600; width += 10) {
      const columns = columnsFor(width);
      const taken = columns.reduce((sum, column) => sum + column.width, 0);
      expect(taken + fixedWidth.pick + fixedWidth.actions + 176).toBeLessThanOrEqual(width);
      expect(columns.length).toBeGreaterThanOrEqual(before);
      before = columns.length;
    }
  });
});
