import type { CellColours } from './figure-source.ts';

/** Longest side of a picture of cells, at least, in pixels, unless the user chooses. */
const leastSide = 512;

/** Whole pixels a cell that make a picture of cells large enough to look at. */
export const cellScale = (cells: Pick<CellColours, 'width' | 'height'> | null) =>
  cells === null ? 1 : Math.max(1, Math.ceil(leastSide / Math.max(1, cells.width, cells.height)));

/** Cells as a canvas, `scale` pixels each way for one of them, with sharp edges. */
export function cellCanvas({ width, height, pixels }: CellColours, scale: number): HTMLCanvasElement {
  const small = document.createElement('canvas');
  small.width = width;
  small.height = height;
  const image = new ImageData(width, height);
  new Uint32Array(image.data.buffer).set(pixels);
  small.getContext('2d')!.putImageData(image, 0, 0);
  if (scale === 1) return small;
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  return canvas;
}
