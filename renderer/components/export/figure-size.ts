import { z } from 'zod';

/** Millimetres of a CSS pixel. */
export const mmPerPixel = 25.4 / 96;
/** Points of a CSS pixel. */
export const pointsPerPixel = 72 / 96;
/** Height of the letters a figure is laid out with, in pixels. */
export const layoutLetters = 11;

/** Widths journals print: one and two columns. */
export const columnWidths = { 'one-column': 86, 'two-columns': 178 } as const;

export const exportLimits = {
  mm: { min: 20, max: 1000 },
  px: { min: 80, max: 4000 },
  dpi: { min: 72, max: 1200 },
  scale: { min: 1, max: 8 },
  letters: { min: 5, max: 24 },
} as const;

const sideOf = z.number().min(exportLimits.mm.min).max(exportLimits.px.max);
const preferences = z.object({
  size: z.enum(['screen', 'one-column', 'two-columns', 'custom']).catch('screen'),
  /** Of a custom size, in `unit`. */
  width: sideOf.catch(120),
  height: sideOf.catch(80),
  unit: z.enum(['mm', 'px']).catch('mm'),
  /** Resolution of a PNG whose size is in millimetres. */
  dpi: z.number().min(exportLimits.dpi.min).max(exportLimits.dpi.max).catch(300),
  /** Pixels of a PNG for one of a size in pixels. */
  scale: z.number().min(exportLimits.scale.min).max(exportLimits.scale.max).catch(3),
  /** Height of the letters in points, whatever the size. */
  letters: z.number().min(exportLimits.letters.min).max(exportLimits.letters.max).catch(8),
  theme: z.enum(['print', 'screen']).catch('print'),
  /** Of charts that are zoomed. */
  part: z.enum(['shown', 'whole']).catch('shown'),
  sidecar: z.boolean().catch(true),
});
export type ExportPreferences = z.infer<typeof preferences>;

export const defaultPreferences: ExportPreferences = preferences.parse({});

/** What was remembered; whatever is not understood takes its default. */
export function parsePreferences(value: unknown): ExportPreferences {
  return preferences.parse(typeof value === 'object' && value !== null ? value : {});
}

/** Size of a figure that leaves the program. */
export interface FigureSize {
  width: number;
  height: number;
  unit: 'mm' | 'px';
}

/** Height over width that a figure keeps from the screen, where the user has not chosen another. */
const flattest = 0.55;
const tallest = 1.3;
/** Sides of a figure as it is on the screen, at least, in pixels. */
const smallestOnScreen = { width: 480, height: 320 };

/**
 * The size a figure will have.
 * @param shown its size on the page, in pixels
 * @param fixed keep its proportions: a drawing with a layout of its own
 */
export function figureSize(
  { size, width, height, unit }: Pick<ExportPreferences, 'size' | 'width' | 'height' | 'unit'>,
  shown: { width: number; height: number },
  fixed = false,
): FigureSize {
  const ratio = shown.width > 0 && shown.height > 0 ? shown.height / shown.width : 2 / 3;
  if (size === 'custom') return { width, height, unit };
  if (size === 'screen') {
    if (fixed) return { width: Math.round(shown.width), height: Math.round(shown.height), unit: 'px' };
    return {
      width: Math.max(smallestOnScreen.width, Math.round(shown.width)),
      height: Math.max(smallestOnScreen.height, Math.round(shown.height)),
      unit: 'px',
    };
  }
  const kept = fixed ? ratio : Math.min(tallest, Math.max(flattest, ratio));
  return { width: columnWidths[size], height: Math.round(columnWidths[size] * kept), unit: 'mm' };
}

export const inPixels = ({ width, height, unit }: FigureSize) =>
  unit === 'px' ? { width, height } : { width: width / mmPerPixel, height: height / mmPerPixel };

/** How a figure is drawn: laid out in pixels with letters of 11, then enlarged so that they have the height asked for. */
export function layoutOf(size: FigureSize, letters: number) {
  const { width, height } = inPixels(size);
  const enlarged = letters / (layoutLetters * pointsPerPixel);
  return { width: width / enlarged, height: height / enlarged, enlarged };
}

/** Pixels of a PNG for one CSS pixel. */
export const pngDensity = ({ unit }: FigureSize, { dpi, scale }: Pick<ExportPreferences, 'dpi' | 'scale'>) =>
  unit === 'px' ? scale : dpi / 96;

/** Pixels of a PNG, rounded to whole ones. */
export function pngPixels(size: FigureSize, of: Pick<ExportPreferences, 'dpi' | 'scale'>) {
  const { width, height } = inPixels(size);
  const density = pngDensity(size, of);
  return { width: Math.round(width * density), height: Math.round(height * density) };
}
