import type { Chart } from '../../parts/charts.ts';

/** A chart with its heading; null where there is nothing to draw. */
export interface ChartCard {
  title: string;
  subtitle?: string;
  chart: Chart;
}

export const cards = (
  all: readonly { title: string; subtitle?: string; chart: Chart | null }[],
): ChartCard[] => all.flatMap(({ chart, ...words }) => (chart ? [{ ...words, chart }] : []));
