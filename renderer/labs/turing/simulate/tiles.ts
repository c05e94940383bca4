import type { FieldPreview } from '../../../../preload/contract/index.ts';

/**
 * Reads a grey picture and cuts it into square tiles of its width, one below the other. Values in [0, 1].
 * @throws Error when the picture is not there or is no picture.
 */
export async function readTiles(url: string, label: string): Promise<FieldPreview[]> {
  const { width, height, values } = await readGrey(url);
  return Array.from({ length: Math.floor(height / width) }, (_, index) => ({
    width,
    height: width,
    data: values.subarray(index * width * width, (index + 1) * width * width),
    label,
  }));
}

/** A grey picture as values in [0, 1], row by row. */
export async function readGrey(
  url: string,
): Promise<{ width: number; height: number; values: Float32Array }> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} was not found (${response.status}).`);
  const bitmap = await createImageBitmap(await response.blob());
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return {
    width,
    height,
    values: Float32Array.from({ length: width * height }, (_, pixel) => data[4 * pixel]! / 255),
  };
}
