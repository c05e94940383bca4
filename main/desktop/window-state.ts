import { z } from 'zod';

const rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Rectangle = z.infer<typeof rectangle>;

/** What is kept of the window between two starts. */
export const windowState = z.object({ bounds: rectangle, maximized: z.boolean() });
export type WindowState = z.infer<typeof windowState>;

export const smallestWindow = { width: 800, height: 600 };
const usual = { width: 1440, height: 900 };
/** So much of the upper edge must be on a display for the window to be taken hold of. */
const grip = { width: 160, height: 40 };

/**
 * Where to open the window: where it was, brought back onto the displays there are now; else in the middle of the first. `workAreas` are the
 * displays without their bars, the main one first.
 */
export function placeWindow(saved: WindowState | null, workAreas: readonly Rectangle[]): WindowState {
  const main = workAreas[0] ?? { x: 0, y: 0, ...usual };
  if (saved === null) return { bounds: centred(usual, main), maximized: false };
  const home = workAreas.find((area) => canBeGripped(saved.bounds, area));
  if (home === undefined) return { bounds: centred(saved.bounds, main), maximized: saved.maximized };
  const size = fitted(saved.bounds, home);
  // A window made smaller may have drawn its edge away from the display.
  const leftmost = home.x + grip.width - size.width;
  const rightmost = home.x + home.width - grip.width;
  const x = Math.min(rightmost, Math.max(leftmost, saved.bounds.x));
  return {
    bounds: { ...size, x, y: Math.max(home.y, saved.bounds.y) },
    maximized: saved.maximized,
  };
}

/** Reads what was kept; null for nothing or nonsense, so that a damaged file costs no more than the place of the window. */
export function readWindowState(text: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function canBeGripped(bounds: Rectangle, area: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const top = bounds.y;
  return across >= grip.width && top >= area.y - grip.height / 2 && top + grip.height <= area.y + area.height;
}

function fitted(size: { width: number; height: number }, area: Rectangle) {
  return {
    width: Math.min(area.width, Math.max(smallestWindow.width, size.width)),
    height: Math.min(area.height, Math.max(smallestWindow.height, size.height)),
  };
}

function centred(size: { width: number; height: number }, area: Rectangle): Rectangle {
  const { width, height } = fitted(size, area);
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  };
}
