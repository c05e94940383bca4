import type { EChartsOption } from 'echarts';

/** What the reader of a chart has made of it: which part of every axis is shown, in percent, and which series are hidden. */
export interface ChartView {
  zoom: readonly { start: number; end: number }[];
  hidden: readonly string[];
}

type Part = Record<string, unknown>;

/** The view of a drawn chart, from what ECharts says of itself. */
export function chartView(drawn: EChartsOption | undefined): ChartView {
  const { dataZoom = [], legend = [] } = (drawn ?? {}) as { dataZoom?: Part[]; legend?: Part[] };
  return {
    zoom: dataZoom.map(({ start, end }) => ({ start: Number(start ?? 0), end: Number(end ?? 100) })),
    hidden: Object.entries((legend[0]?.['selected'] as Record<string, boolean> | undefined) ?? {})
      .filter(([, shown]) => !shown)
      .map(([name]) => name),
  };
}

export const isPartOfChart = ({ zoom, hidden }: ChartView) =>
  hidden.length > 0 || zoom.some(({ start, end }) => start > 0 || end < 100);

/** A styled option that shows what the view does; the series that stay keep their colours. */
export function withView(option: EChartsOption, { zoom, hidden }: ChartView): EChartsOption {
  const given = option as { dataZoom?: Part[]; series?: Part[]; legend?: Part };
  return {
    ...given,
    dataZoom: (given.dataZoom ?? []).map((part, index) => ({ ...part, ...zoom[index] })),
    series: (given.series ?? []).filter(({ name }) => typeof name !== 'string' || !hidden.includes(name)),
  } as EChartsOption;
}
