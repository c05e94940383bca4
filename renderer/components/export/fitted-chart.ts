import type { EChartsOption } from 'echarts';

type Part = Record<string, unknown>;
const list = (value: unknown): Part[] =>
  value === undefined ? [] : ((Array.isArray(value) ? value : [value]) as Part[]);

/** Of a legend, in pixels: a line of it, the mark and the gap of an entry, what it keeps free of the width. */
const legendLine = 16;
const entryGap = 10;
const markGap = 5;
const legendMargin = 24;
/** Room above the first line of a legend and below the last. */
const legendPadding = 12;

/** Lines a legend fills in a figure `width` pixels wide. */
export function legendLines(
  names: readonly string[],
  width: number,
  itemWidth: number,
  measure: (words: string) => number,
): number {
  let [lines, used] = [1, 0];
  for (const name of names) {
    const entry = itemWidth + markGap + measure(name);
    if (used > 0 && used + entry > width - legendMargin) {
      lines++;
      used = 0;
    }
    used += entry + entryGap;
  }
  return lines;
}

/** Words broken into lines of at most `width` pixels, at blanks. */
export function brokenLines(words: string, width: number, measure: (words: string) => number): string {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && measure(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}

/**
 * A styled chart fitted into a size it was not thought for: as much room above the plot as the legend needs there, and names of axes in
 * as many lines as they need.
 * @param measure width of words in pixels
 */
export function fittedChart(
  option: EChartsOption,
  { width, height }: { width: number; height: number },
  measure: (words: string) => number,
): EChartsOption {
  const given = option as Part;
  const grid = given['grid'];
  // Several plots in one chart have places of their own.
  if (Array.isArray(grid) && grid.length > 1) return option;
  const room = { left: 52, right: 16, top: 28, bottom: 36, ...(list(grid)[0] as Record<string, number>) };
  const legend = given['legend'] as Part;
  if (legend['show'] !== false) {
    const names = [
      ...new Set(list(given['series']).flatMap(({ name }) => (typeof name === 'string' ? [name] : []))),
    ];
    const own = list(given['legend']).flatMap((part) => (part['data'] as string[] | undefined) ?? []);
    const lines = legendLines(
      own.length > 0 ? own : names,
      width,
      Number(legend['itemWidth'] ?? 20),
      measure,
    );
    const upright = list(given['series']).some((part) =>
      list((part['markLine'] as Part | undefined)?.['data']).some((line) => line['xAxis'] !== undefined),
    );
    room.top = Math.max(room.top, legendPadding + legendLine * lines + (upright ? legendLine : 0));
  }
  const across = width - room.left - room.right;
  const upwards = height - room.top - room.bottom;
  const named = (axes: unknown, length: number) =>
    list(axes).map((axis) =>
      typeof axis['name'] === 'string' ? { ...axis, name: brokenLines(axis['name'], length, measure) } : axis,
    );
  const xAxis = named(given['xAxis'], across);
  const yAxis = named(given['yAxis'], upwards);
  const extra = (axes: Part[]) =>
    Math.max(0, ...axes.map(({ name }) => (typeof name === 'string' ? name.split('\n').length - 1 : 0)));
  return {
    ...given,
    grid: {
      ...list(grid)[0],
      ...room,
      bottom: room.bottom + 14 * extra(xAxis),
      left: room.left + 14 * extra(yAxis),
    },
    xAxis,
    yAxis,
  } as EChartsOption;
}
