/** One generation of a periodic row by the definition, a byte for a cell. */
export function nextByDefinition(rule: number, row: Uint8Array): Uint8Array {
  const { length } = row;
  return row.map(
    (centre, i) => (rule >> (4 * row[(i + length - 1) % length] + 2 * centre + row[(i + 1) % length])) & 1,
  );
}

/** [steps + 1][width] generations by the definition. */
export function historyByDefinition(rule: number, start: Uint8Array, steps: number): Uint8Array {
  const cells = new Uint8Array((steps + 1) * start.length);
  let row = start;
  for (let step = 0; step <= steps; step++) {
    cells.set(row, step * start.length);
    row = nextByDefinition(rule, row);
  }
  return cells;
}
