import type { MapAxis, Outcome, ParameterMap } from '../../../../preload/contract/parameter-map.ts';

/** Lowest and highest value of an axis: cells reach half a step beyond their centres. */
export function extent({ start, step, count }: MapAxis): [number, number] {
  return [start - step / 2, start + (count - 0.5) * step];
}

/** Share of the way along an axis, 0 to 1 within it. */
export function shareAlong(axis: MapAxis, value: number): number {
  const [low, high] = extent(axis);
  return (value - low) / (high - low);
}

/** Value at a share of the way, on a grid a fifth as wide as the map's cells, so that the numbers stay readable. */
export function valueAlong(axis: MapAxis, share: number): number {
  const [low, high] = extent(axis);
  const grid = axis.step / 5;
  const value = low + Math.min(1, Math.max(0, share)) * (high - low);
  return Number((Math.round(value / grid) * grid).toFixed(6));
}

/** Index of the cell a value lies in, or null outside. */
export function cellAlong(axis: MapAxis, value: number): number | null {
  const index = Math.round((value - axis.start) / axis.step);
  return index >= 0 && index < axis.count ? index : null;
}

/** k = √F/2 − F: above it no uniform state but the empty one exists (the saddle-node line). Points in shares, y downwards. */
export function saddleNodePoints({ F, k }: Pick<ParameterMap, 'F' | 'k'>): { x: number; y: number }[] {
  const [low, high] = extent(F);
  return Array.from({ length: 61 }, (_, index) => {
    const feed = Math.max(0, low + (index / 60) * (high - low));
    const x = shareAlong(k, Math.sqrt(feed) / 2 - feed);
    return { x, y: 1 - shareAlong(F, feed) };
  }).filter(({ x }) => x >= 0 && x <= 1);
}

/** Points as the data of an SVG path. */
export const pathThrough = (points: readonly { x: number; y: number }[]) =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(4)} ${y.toFixed(4)}`).join('');

export const outcomeWords: Record<Outcome, string> = {
  extinct: 'b dies out',
  uniform: 'uniform, with b',
  standing: 'standing pattern',
  moving: 'moving pattern',
};
