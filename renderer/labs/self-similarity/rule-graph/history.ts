import type { FieldPreview, Projection } from '../../../../preload/contract/index.ts';
import { outputOf } from '../parts/rules.ts';

/**
 * Every N-th row of a space-time picture, in groups of N cells, through a map of the first row of a patch.
 * @param field [times][cells] of 0 and 1, time downwards
 * @returns [⌊times / N⌋][⌊cells / N⌋]
 */
export function coarseGrained(
  { width, height, data }: FieldPreview,
  { size, table }: Pick<Projection, 'size' | 'table'>,
): FieldPreview {
  const cells = Math.floor(width / size);
  const times = Math.floor(height / size);
  const macro = new Float32Array(cells * times);
  for (let t = 0; t < times; t++) {
    for (let j = 0; j < cells; j++) {
      let context = 0;
      for (let i = 0; i < size; i++) context = 2 * context + data[t * size * width + j * size + i]!;
      macro[t * cells + j] = table[context] === '1' ? 1 : 0;
    }
  }
  return { width: cells, height: times, data: macro, label: 'P(x)' };
}

/**
 * What a rule makes of the first row of a picture, on a ring of its width.
 * @returns as many rows as the picture has
 */
export function evolved(rule: number, { width, height, data }: FieldPreview): FieldPreview {
  const rows = new Float32Array(width * height);
  rows.set(data.subarray(0, width));
  for (let t = 1; t < height; t++) {
    const before = rows.subarray((t - 1) * width, t * width);
    for (let x = 0; x < width; x++) {
      const context = 4 * before[(x + width - 1) % width]! + 2 * before[x]! + before[(x + 1) % width]!;
      rows[t * width + x] = outputOf(rule, context);
    }
  }
  return { width, height, data: rows, label: `rule ${rule}` };
}

/** Cells in which two pictures of one shape differ. */
export const differing = (a: FieldPreview, b: FieldPreview): number =>
  a.data.reduce((sum, value, i) => sum + (value === b.data[i] ? 0 : 1), 0);
