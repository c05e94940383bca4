import type { ShapedArray } from '../../../preload/contract/index.ts';

/**
 * An array as CSV without header: one line a row, every value so that reading it gives the same bits. An array of more than two dimensions
 * has its rows one below the other.
 */
export function arrayCsv({ shape, data }: ShapedArray): string {
  const width = shape.at(-1) ?? data.length;
  const lines: string[] = [];
  for (let start = 0; start < data.length; start += width) {
    lines.push(data.subarray(start, start + width).join(','));
  }
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`;
}
