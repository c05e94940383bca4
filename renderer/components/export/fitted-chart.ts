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

/** What a legend names: series that show something, each name once. */
function legendNames(option: Part): string[] {
  const own = list(option['legend']).flatMap((part) => (part['data'] as string[] | undefined) ?? []);
  if (own.length > 0) return own;
  const shown = list(option['series']).filter(({ data }) => !Array.isArray(data) || data.length > 0);
  return [...new Set(shown.flatMap(({ name }) => (typeof name === 'string' ? [name] : [])))];
}

/**
 * A styled chart fitted into a size it was not thought for: with its legend, which a view may show beside it, as much room above the plot
 * as that needs, and names of axes in as many lines as they need.
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
  const series = list(given['series']);
  const names = legendNames(given);
  const legend = { ...(given['legend'] as Part), show: names.length > 1 };
  if (legend.show) {
    const itemWidth = Number((legend as Part)['itemWidth'] ?? 20);
    const upright = series.some((part) =>
      list((part['markLine'] as Part | undefined)?.['data']).some((line) => line['xAxis'] !== undefined),
    );
    const lines = legendLines(names, width, itemWidth, measure);
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
    legend,
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
