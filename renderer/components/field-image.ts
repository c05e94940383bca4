import { colourCount, colourTable, type ColourMapName } from '../../preload/contract/colour-maps.ts';

/** Lowest and highest finite value; [0, 1] where there is none. */
export function finiteRange(values: ArrayLike<number>): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high && value < Infinity) high = value;
  }
  return low <= high && low > -Infinity ? [low, high] : [0, 1];
}

const palettes = new Map<ColourMapName, Uint32Array>();

/** Colour table as pixels in memory order, so that a pixel is one write. */
function palette(name: ColourMapName): Uint32Array {
  let pixels = palettes.get(name);
  if (pixels === undefined) {
    const table = colourTable(name);
    const channels = new Uint8Array(colourCount * 4);
    for (let i = 0; i < colourCount; i++) {
      channels.set([table[3 * i]!, table[3 * i + 1]!, table[3 * i + 2]!, 255], 4 * i);
    }
    pixels = new Uint32Array(channels.buffer);
    palettes.set(name, pixels);
  }
  return pixels;
}

/**
 * Colours a field, one pixel a value.
 * @param values row by row
 * @param pixels of the same length: RGBA in memory order; values that are not finite become transparent
 */
export function paintField(
  values: Float32Array,
  pixels: Uint32Array,
  [low, high]: readonly [number, number],
  map: ColourMapName,
): void {
  const colours = palette(map);
  const last = colourCount - 1;
  const scale = high > low ? colourCount / (high - low) : 0;
  const offset = high > low ? 0 : colourCount / 2;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value - value !== 0) {
      pixels[i] = 0;
      continue;
    }
    const position = (value - low) * scale + offset;
    pixels[i] = colours[position <= 0 ? 0 : position >= last ? last : position | 0]!;
  }
}
