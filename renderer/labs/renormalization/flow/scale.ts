/** An interval of an axis. */
export interface Interval {
  low: number;
  high: number;
}

/** A plot: where it is, in pixels, and what it spans. */
export interface PlotFrame {
  left: number;
  top: number;
  width: number;
  height: number;
  x: Interval;
  y: Interval;
}

export interface Point {
  x: number;
  y: number;
}

/** Pixels of a point of the plot; y runs upwards. */
export function toPixels({ left, top, width, height, x, y }: PlotFrame, point: Point): Point {
  return {
    x: left + (width * (point.x - x.low)) / (x.high - x.low),
    y: top + height - (height * (point.y - y.low)) / (y.high - y.low),
  };
}

/** The point of the plot at a pixel, perhaps outside of it. */
export function fromPixels({ left, top, width, height, x, y }: PlotFrame, pixel: Point): Point {
  return {
    x: x.low + ((x.high - x.low) * (pixel.x - left)) / width,
    y: y.low + ((y.high - y.low) * (top + height - pixel.y)) / height,
  };
}

export const clamp = (value: number, { low, high }: Interval) => Math.min(high, Math.max(low, value));

export const inside = ({ x, y }: PlotFrame, point: Point) =>
  point.x >= x.low && point.x <= x.high && point.y >= y.low && point.y <= y.high;

/** Evenly spaced numbers with both ends. */
export const spaced = ({ low, high }: Interval, count: number): number[] =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
