import type { EChartsOption } from 'echarts';

/** How often values of an array lie in each bin. */
export interface Histogram {
  name: string;
  /** One more than bins, ascending; both the same for a single value. */
  edges: ArrayLike<number>;
  counts: ArrayLike<number>;
}

/** Edges of equal bins from `min` to `max`. */
export function evenEdges(min: number, max: number, bins: number): Float64Array {
  return Float64Array.from({ length: bins + 1 }, (_, edge) => min * (1 - edge / bins) + max * (edge / bins));
}

/** Edges as they are drawn: bins of one single value have a width, too. */
function drawnEdges({ edges }: Histogram): number[] {
  const [low, high] = [edges[0] ?? 0, edges[edges.length - 1] ?? 0];
  return low === high ? [low - 0.5, low + 0.5] : Array.from(edges);
}

const totalOf = ({ counts }: Histogram) => Array.from(counts).reduce((sum, count) => sum + count, 0);
/** Counts, or their share of all in per cent: of arrays of different sizes only shares compare. */
const heights = (histogram: Histogram, share: boolean) => {
  const total = totalOf(histogram);
  return Array.from(histogram.counts, (count) => (share ? (total === 0 ? 0 : (100 * count) / total) : count));
};

/** Chart of histograms as steps; several as shares in per cent with a legend, one as counts. */
export function histogramOption(
  histograms: readonly Histogram[],
  { quantity = 'value', compact = false } = {},
): EChartsOption {
  const several = histograms.length > 1;
  return {
    animation: false,
    ...(compact ? { grid: { left: 48, right: 12, top: 12, bottom: 36 } } : {}),
    xAxis: { type: 'value', name: quantity, scale: true },
    yAxis: { type: 'value', name: several ? 'share of values / %' : 'values', min: 0 },
    series: histograms.map((histogram) => {
      const edges = drawnEdges(histogram);
      const tops = heights(histogram, several);
      return {
        type: 'line',
        name: histogram.name,
        // Each point holds until the next edge; the last bin comes down at its upper one.
        step: 'end',
        data: [
          [edges[0]!, 0],
          ...tops.map((top, bin) => [edges[bin]!, top]),
          [edges.at(-1)!, tops.at(-1) ?? 0],
          [edges.at(-1)!, 0],
        ],
        ...(several ? {} : { areaStyle: { opacity: 0.2 } }),
      };
    }),
  };
}

/** The same as columns of a file: lower and upper edge of each bin, and the counts of each array. Bins must be the same. */
export function histogramColumns(histograms: readonly Histogram[]): Record<string, ArrayLike<number>> {
  const [first] = histograms;
  if (first === undefined) return {};
  const edges = Array.from(first.edges);
  const names = histograms.map(({ name }, index) =>
    histograms.findIndex((other) => other.name === name) === index ? name : `${name} (${index + 1})`,
  );
  return {
    from: edges.slice(0, -1),
    to: edges.slice(1),
    ...Object.fromEntries(histograms.map(({ counts }, index) => [names[index]!, counts])),
  };
}
