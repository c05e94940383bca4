import type { Settings } from './workbench.ts';

export type ColourMapName = Settings['colourMap'];

/**
 * Ten equally spaced colours of each map, as published with matplotlib (S. van der Walt, N. Smith, CC0; cividis: Nuñez,
 * Anderton & Renslow, PLoS ONE 13(7), 2018). Between them colours are interpolated smoothly: within 2% of the full tables.
 */
const anchors: Record<ColourMapName, readonly string[]> = {
  magma: '000004 180f3d 440f76 721f81 9e2f7f cd4071 f1605d fd9668 feca8d fcfdbf'.split(' '),
  viridis: '440154 482878 3e4989 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725'.split(' '),
  cividis: '00224e 123570 3b496c 575d6d 707173 8a8678 a59c74 c3b369 e1cc55 fee838'.split(' '),
  grey: ['000000', 'ffffff'],
};

export const colourMapNames = Object.keys(anchors) as ColourMapName[];

/** Number of colours in a table. */
export const colourCount = 256;

const tables = new Map<ColourMapName, Uint8Array>();

/** Look-up table of a perceptual colour map: 256 colours as [red, green, blue], dark to light. Shared: not to be written to. */
export function colourTable(name: ColourMapName): Uint8Array {
  let table = tables.get(name);
  if (table === undefined) {
    table = interpolate(anchors[name].map(channels));
    tables.set(name, table);
  }
  return table;
}

/** Index into a colour table of a value in [low, high]; values outside take the end colours, NaN the darkest. */
export function colourIndex(value: number, low: number, high: number): number {
  const position = high > low ? (value - low) / (high - low) : 0.5;
  return position > 0 ? Math.min(colourCount - 1, Math.floor(position * colourCount)) : 0;
}

function channels(colour: string): number[] {
  return [0, 2, 4].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

/** Catmull–Rom spline through the anchors, channel by channel; end tangents by reflection. */
function interpolate(points: readonly (readonly number[])[]): Uint8Array {
  const table = new Uint8Array(colourCount * 3);
  const last = points.length - 1;
  const at = (index: number, channel: number): number => {
    if (index < 0) return 2 * at(0, channel) - at(-index, channel);
    if (index > last) return 2 * at(last, channel) - at(2 * last - index, channel);
    return points[index]![channel]!;
  };
  for (let i = 0; i < colourCount; i++) {
    const position = (i / (colourCount - 1)) * last;
    const start = Math.min(last - 1, Math.floor(position));
    const t = position - start;
    for (let channel = 0; channel < 3; channel++) {
      const [p, q, r, s] = [-1, 0, 1, 2].map((step) => at(start + step, channel)) as [
        number,
        number,
        number,
        number,
      ];
      const value = q + (t / 2) * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)));
      table[3 * i + channel] = Math.round(Math.min(255, Math.max(0, value)));
    }
  }
  return table;
}
