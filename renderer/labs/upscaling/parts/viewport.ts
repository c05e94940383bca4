/** What part of a square picture a square window shows: magnification, and the picture's point in the window's corner. */
export interface Viewport {
  /** 1: the whole picture fills the window. */
  zoom: number;
  /** Left and upper edge of what is seen, in parts of the picture, 0 to 1 − 1/zoom. */
  x: number;
  y: number;
}

export const wholePicture: Viewport = { zoom: 1, x: 0, y: 0 };

/** Spins across the window at the strongest magnification. */
const fewestSpins = 8;

/** Strongest magnification of a picture of `size` spins across. */
export const strongestZoom = (size: number) => Math.max(1, size / fewestSpins);

/** Magnified by `factor` about a point of the window (0 to 1 from its corner), which stays where it is. */
export function zoomed(
  { zoom, x, y }: Viewport,
  factor: number,
  size: number,
  centre: { x: number; y: number } = { x: 0.5, y: 0.5 },
): Viewport {
  const next = Math.min(strongestZoom(size), Math.max(1, zoom * factor));
  return inside({
    zoom: next,
    x: x + centre.x / zoom - centre.x / next,
    y: y + centre.y / zoom - centre.y / next,
  });
}

/** Moved by parts of the window. */
export function panned({ zoom, x, y }: Viewport, dx: number, dy: number): Viewport {
  return inside({ zoom, x: x + dx / zoom, y: y + dy / zoom });
}

function inside({ zoom, x, y }: Viewport): Viewport {
  const most = 1 - 1 / zoom;
  const clamp = (value: number) => Math.min(most, Math.max(0, value));
  return { zoom, x: clamp(x), y: clamp(y) };
}
