import type { DecodedPng } from 'fast-png';
import type { ShapedArray } from '../../preload/contract/arrays.ts';
import { badFile } from './bad-file.ts';

/** Of Rec. ITU-R BT.709, applied to the values as stored, so that a grey of v stays v. */
const luma = [0.2126, 0.7152, 0.0722] as const;

export interface Pixels {
  /**
   * [height, width] of grey, [height, width, channels] otherwise: grey and transparency (2), colour (3), colour and transparency (4). A palette
   * is looked up. Values of fewer than 8 bits are as they are stored: 0 and 1, 0 to 3, 0 to 15.
   */
  samples: ShapedArray<Uint8Array | Uint16Array>;
  /** height · width values from 0 (black) to 1 (white), row by row; transparency laid over white. */
  luminance: Float32Array;
  /** Whether any pixel was not a grey. */
  coloured: boolean;
}

/** The values of a decoded PNG, channels last, and its luminance. Throws HostError 'bad-file' for a colour that the palette has not. */
export function pixelsOf(png: DecodedPng): Pixels {
  const { transparency } = png;
  const samples = png.palette === undefined ? storedSamples(png) : paletteSamples(png, png.palette);
  const { shape, data } = samples;
  const channels = shape[2] ?? 1;
  const top = png.palette === undefined ? 2 ** png.depth - 1 : 255;
  // In pictures without a channel of transparency one colour may be named that is transparent.
  const [clearRed, clearGreen, clearBlue] = (png.palette === undefined ? transparency : undefined) ?? [];
  const luminance = new Float32Array(png.width * png.height);
  let coloured = false;
  for (let pixel = 0; pixel < luminance.length; pixel++) {
    const start = pixel * channels;
    const red = data[start]!;
    const green = channels >= 3 ? data[start + 1]! : red;
    const blue = channels >= 3 ? data[start + 2]! : red;
    let alpha = channels % 2 === 0 ? data[start + channels - 1]! : top;
    if (channels === 1 && red === clearRed) alpha = 0;
    if (channels === 3 && red === clearRed && green === clearGreen && blue === clearBlue) alpha = 0;
    coloured ||= red !== green || green !== blue;
    const value = (luma[0] * red + luma[1] * green + luma[2] * blue) / top;
    luminance[pixel] = 1 - (alpha / top) * (1 - value);
  }
  return { samples, luminance, coloured };
}

function storedSamples(png: DecodedPng): ShapedArray<Uint8Array | Uint16Array> {
  const { width, height, channels, depth, data } = png;
  const shape = channels === 1 ? [height, width] : [height, width, channels];
  if (depth < 8) return { shape, data: unpackBits(png) };
  return { shape, data: data instanceof Uint8ClampedArray ? new Uint8Array(data) : data };
}

function paletteSamples(png: DecodedPng, palette: readonly number[][]): ShapedArray<Uint8Array> {
  const { width, height } = png;
  const indices = png.depth < 8 ? unpackBits(png) : png.data;
  const channels = palette.some((colour) => colour.length > 3) ? 4 : 3;
  const data = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = palette[indices[pixel]!];
    if (colour === undefined) {
      throw badFile(
        `Pixel ${pixel} takes colour ${indices[pixel]} of a palette of ${palette.length}: the picture is damaged.`,
      );
    }
    for (let channel = 0; channel < channels; channel++)
      data[pixel * channels + channel] = colour[channel] ?? 255;
  }
  return { shape: [height, width, channels], data };
}

/** Values of fewer than 8 bits lie several to a byte, highest bits first, each row beginning a new byte. */
function unpackBits({ data, width, height, depth }: DecodedPng): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  const values = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const bit = column * depth;
      const byte = data[row * rowBytes + (bit >> 3)]!;
      values[row * width + column] = (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  }
  return values;
}
