/** Height of every line of the list, in pixels: the same for all, so that the place of each is known without drawing it. */
export const rowHeight = 44;

/** Lines drawn beyond the edges, so that none comes late. */
const margin = 6;

/** First line to draw and the one after the last, of a list scrolled to `top` and `height` pixels high. */
export function visibleRows(count: number, top: number, height: number): { from: number; to: number } {
  const from = Math.min(count, Math.max(0, Math.floor(top / rowHeight) - margin));
  const to = Math.min(count, Math.ceil((top + height) / rowHeight) + margin);
  return { from, to: Math.max(from, to) };
}

/** Where to scroll so that a line is seen below a heading of `heading` pixels; the same place when it is. */
export function scrollToRow(index: number, top: number, height: number, heading: number): number {
  const start = index * rowHeight;
  if (start < top) return start;
  const end = start + rowHeight + heading;
  return end > top + height ? end - height : top;
}
