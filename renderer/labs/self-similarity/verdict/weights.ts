import type { ScaleResult } from '../../../../preload/contract/index.ts';

/** The weights from one field of the patch to one macro field, as a picture. */
export interface WeightTile {
  title: string;
  picture: { width: number; height: number; data: Float32Array };
  /** What is across and what is down. */
  axes: string;
}

/**
 * Weights [output][input][time][y][x] of a linear P as pictures, one for each output and input. In one dimension time is downwards and
 * cells are across; in two the S × S cells of every step stand side by side.
 */
export function weightTiles(
  { shape, values }: NonNullable<ScaleResult['map']['weights']>,
  fields: readonly string[],
): WeightTile[] {
  const [outputs = 1, inputs = 1, times = 1, height = 1, width = 1] = shape;
  const name = (index: number) => fields[index] ?? `field ${index + 1}`;
  const tiles: WeightTile[] = [];
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      const start = (output * inputs + input) * times * height * width;
      const own = values.slice(start, start + times * height * width);
      const title = outputs * inputs === 1 ? 'P' : `${name(input)} → ${name(output)}`;
      if (height === 1) {
        const picture = { width, height: times, data: Float32Array.from(own) };
        tiles.push({ title, picture, axes: `${width} cells across, ${times} steps down` });
        continue;
      }
      // A gap of one cell between the steps.
      const across = times * (width + 1) - 1;
      const data = new Float32Array(across * height).fill(NaN);
      for (let t = 0; t < times; t++) {
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            data[y * across + t * (width + 1) + x] = own[(t * height + y) * width + x]!;
          }
        }
      }
      tiles.push({
        title,
        picture: { width: across, height, data },
        axes: `${width} × ${height} cells of ${times} steps, side by side`,
      });
    }
  }
  return tiles;
}
