import { colourIndex, colourTable, type ColourMapName } from '../../preload/contract/colour-maps.ts';

/** Colour of a value in a perceptual map, and the colour of letters that can be read on it; none where there is no value. */
export function heatColour(
  value: number,
  map: ColourMapName,
  [low, high]: readonly [number, number] = [0, 1],
): { background: string; letters: string } | null {
  if (!Number.isFinite(value)) return null;
  const start = 3 * colourIndex(value, low, high);
  const [red, green, blue] = colourTable(map).subarray(start, start + 3) as unknown as [
    number,
    number,
    number,
  ];
  return {
    background: `rgb(${red} ${green} ${blue})`,
    letters: luminance(red, green, blue) > equalContrast ? '#101418' : '#ffffff',
  };
}

/** Relative luminance (WCAG 2) at which black and white letters are read equally well. */
const equalContrast = 0.18;

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function luminance(red: number, green: number, blue: number): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
