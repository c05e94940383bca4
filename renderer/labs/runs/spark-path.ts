import type { Sparkline } from '../../../preload/contract/index.ts';

const round = (pixels: number) => Math.round(pixels * 10) / 10;

/**
 * A small curve as SVG path data, and its last point. Values that are not finite (or not positive, on a logarithmic scale) leave a
 * gap. A constant curve is a line in the middle.
 * @param width, height of the picture in pixels; the line keeps 2 pixels from its edges
 */
export function sparkPath(
  { step, value }: Pick<Sparkline, 'step' | 'value'>,
  { width, height, logarithmic }: { width: number; height: number; logarithmic: boolean },
): { line: string; end: { x: number; y: number } | null } {
  const edge = 2;
  const scaled = Array.from(value, (v) => (logarithmic ? Math.log(v) : v));
  const finite = scaled.filter(Number.isFinite);
  const low = Math.min(...finite);
  const range = Math.max(...finite) - low;
  const first = step[0] ?? 0;
  const span = (step.at(-1) ?? 0) - first;

  let line = '';
  let drawing = false;
  let end: { x: number; y: number } | null = null;
  for (const [index, v] of scaled.entries()) {
    if (!Number.isFinite(v)) {
      drawing = false;
      continue;
    }
    const along = span > 0 ? ((step[index] ?? first) - first) / span : 1;
    const up = range > 0 ? (v - low) / range : 0.5;
    end = { x: round(edge + along * (width - 2 * edge)), y: round(height - edge - up * (height - 2 * edge)) };
    line += `${drawing ? 'L' : 'M'}${end.x} ${end.y}`;
    drawing = true;
  }
  return { line, end };
}
