import { colourIndex, colourTable, type ColourMapName } from '../../preload/contract/colour-maps.ts';
import { drawText, letterHeight, letterWidth, textWidth } from './bitmap-font.ts';
import { writeRgbPng } from './png.ts';

/** One picture of a contact sheet with the lines under it. */
export interface Tile {
  width: number;
  height: number;
  /** height · width values, row by row. */
  data: Float32Array;
  /** Values of the darkest and the lightest colour. */
  range: readonly [number, number];
  caption: readonly string[];
}

export interface ContactSheet {
  title: string;
  sections: readonly { heading: string; tiles: readonly Tile[] }[];
  colourMap: ColourMapName;
}

/** Side of a picture on the sheet in pixels: four for each cell of a 64² lattice. */
const tileSide = 256;
const gap = 16;
const margin = 24;
const letterScale = 2;
const lineHeight = letterScale * (letterHeight + 4);
const mostColumns = 4;
const fewestColumns = 2;
const background = [0xff, 0xff, 0xff] as const;
const ink = [0x1f, 0x24, 0x2b] as const;
const faint = [0x6a, 0x73, 0x7d] as const;

type Colour = readonly [number, number, number];

/** Lays pictures out in sections with captions and writes them as a PNG, white ground, ready for a notebook or a paper's supplement. */
export function writeContactSheet({ title, sections, colourMap }: ContactSheet): Uint8Array {
  const filled = sections.filter(({ tiles }) => tiles.length > 0);
  const largest = Math.max(...filled.map(({ tiles }) => tiles.length), fewestColumns);
  const columns = Math.min(mostColumns, largest);
  const width = 2 * margin + columns * tileSide + (columns - 1) * gap;
  const height = filled.reduce(
    (total, section) => total + sectionHeight(section.tiles, columns),
    2 * margin + lineHeight,
  );
  const sheet = new Sheet(width, height);
  sheet.text(title, margin, margin, ink, width - 2 * margin);
  let top = margin + lineHeight + gap;
  for (const { heading, tiles } of filled) {
    sheet.text(heading, margin, top, faint, width - 2 * margin);
    for (const [index, tile] of tiles.entries()) {
      const x = margin + (index % columns) * (tileSide + gap);
      const y = top + lineHeight + Math.floor(index / columns) * rowHeight(tiles);
      sheet.picture(tile, x, y, colourTable(colourMap));
      for (const [line, caption] of tile.caption.entries()) {
        sheet.text(
          caption,
          x,
          y + tileSide + gap / 2 + line * lineHeight,
          line === 0 ? ink : faint,
          tileSide + gap,
        );
      }
    }
    top += sectionHeight(tiles, columns);
  }
  return writeRgbPng(width, height, sheet.pixels);
}

function rowHeight(tiles: readonly Tile[]): number {
  const lines = Math.max(...tiles.map(({ caption }) => caption.length));
  return tileSide + gap / 2 + lines * lineHeight + gap;
}

function sectionHeight(tiles: readonly Tile[], columns: number): number {
  return lineHeight + Math.ceil(tiles.length / columns) * rowHeight(tiles);
}

class Sheet {
  readonly pixels: Uint8Array;
  readonly #width: number;

  constructor(width: number, height: number) {
    this.#width = width;
    this.pixels = new Uint8Array(width * height * 3);
    for (let at = 0; at < this.pixels.length; at += 3) this.pixels.set(background, at);
  }

  /** A line of text that is cut off with two dots where it would pass `limit` pixels. */
  text(text: string, left: number, top: number, colour: Colour, limit: number): void {
    const most = Math.floor(limit / (letterScale * (letterWidth + 1)));
    const shown = letterScale * textWidth(text) <= limit ? text : `${text.slice(0, most - 2)}..`;
    drawText(shown, (x, y) => {
      for (let down = 0; down < letterScale; down++) {
        for (let right = 0; right < letterScale; right++) {
          this.#set(left + x * letterScale + right, top + y * letterScale + down, colour);
        }
      }
    });
  }

  picture({ width, height, data, range }: Tile, left: number, top: number, table: Uint8Array): void {
    for (let y = 0; y < tileSide; y++) {
      for (let x = 0; x < tileSide; x++) {
        const value = data[Math.floor((y * height) / tileSide) * width + Math.floor((x * width) / tileSide)]!;
        const index = 3 * colourIndex(value, range[0], range[1]);
        this.#set(left + x, top + y, [table[index]!, table[index + 1]!, table[index + 2]!]);
      }
    }
  }

  #set(x: number, y: number, colour: Colour): void {
    this.pixels.set(colour, 3 * (y * this.#width + x));
  }
}
