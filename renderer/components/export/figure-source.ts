import type { ArrayRecord } from '../../../preload/contract/index.ts';

/** Columns behind a figure; they may end at different rows. Their names are headings with unit: "k / rad". */
export interface FigureTable {
  title: string;
  columns: Record<string, ArrayLike<number | string>>;
}

/** Size in pixels that a figure is laid out in, and its colours: those of print, or of the page. */
export interface FigureLayout {
  width: number;
  height: number;
  look: 'print' | 'screen';
  /** Of a chart the page shows a part of: that part, or all of it. */
  part: 'shown' | 'whole';
}

/** A figure laid out once, to be written in several formats. */
export interface Drawing {
  /** An SVG document whose root has width, height and viewBox of the layout. */
  svg(): string;
  /** Draws it on a canvas of its own, `density` pixels for one of the layout. */
  canvas(density: number): HTMLCanvasElement;
  dispose?(): void;
}

/** Cells of a picture, one colour each: RGBA in memory order, row by row. */
export interface CellColours {
  width: number;
  height: number;
  pixels: Uint32Array;
}

/** A figure of the page, as far as exporting it needs to know. */
export interface FigureSource {
  kind: 'chart' | 'drawing' | 'picture';
  title: string;
  subtitle?: string;
  /** What its files are called, without ending. */
  name: string;
  /** On the page now, in pixels. */
  size: () => { width: number; height: number };
  /** Whether the page shows only a part of it now: zoomed, or without some of its series. */
  isPart?: () => boolean;
  /** Keeps its proportions at every size. */
  fixed?: boolean;
  draw: (layout: FigureLayout) => Drawing | Promise<Drawing>;
  /** Numbers behind it, as tables. */
  tables?: () => readonly FigureTable[];
  /** Numbers behind it, as arrays; made of the tables where it is absent. */
  arrays?: () => ArrayRecord;
  /** For a PNG of whole pixels for each cell, without axes. */
  cells?: () => CellColours | null;
}
