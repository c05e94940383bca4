/** Offsets of the neighbourhood of f per direction: −⌊(k−1)/2⌋ to ⌊k/2⌋, for even k one more to the right. */
export const reachBefore = (kernel: number) => Math.floor((kernel - 1) / 2);
export const reachAfter = (kernel: number) => Math.floor(kernel / 2);

export interface Offset {
  y: number;
  x: number;
}

/** Cells that f sees, row by row: k of a line, k² of a plane. */
export function neighbourhood(kernel: number, planar: boolean): Offset[] {
  const line = Array.from({ length: kernel }, (_, i) => i - reachBefore(kernel));
  return planar ? line.flatMap((y) => line.map((x) => ({ y, x }))) : line.map((x) => ({ y: 0, x }));
}

/** Cells of a block of S (× S) with its first cell at the origin, row by row. */
export function block(size: number, planar: boolean): Offset[] {
  const line = Array.from({ length: size }, (_, i) => i);
  return planar ? line.flatMap((y) => line.map((x) => ({ y, x }))) : line.map((x) => ({ y: 0, x }));
}
