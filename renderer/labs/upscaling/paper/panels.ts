import type { FigurePanel } from '../../../../preload/contract/index.ts';
import { measuredChart, type Chart, type MeasuredSeries } from '../../parts/charts.ts';

const axisName = ({ name, unit }: FigurePanel['x']) => (unit ? `${name} / ${unit}` : name);

/** A panel as a chart: what was measured here with error bars; points of the paper and exact lines in the grey of references. */
export function panelChart({ x, y, series }: FigurePanel): Chart {
  return measuredChart(
    { x: { name: axisName(x), scale: x.scale }, y: { name: axisName(y), scale: y.scale } },
    series.map((one): MeasuredSeries => {
      const reference = one.role === 'paper' || one.role === 'exact';
      const long = one.x.length > longCurve;
      return {
        name: one.role === 'paper' && !/paper/i.test(one.name) ? `${one.name} (paper)` : one.name,
        x: one.x,
        value: one.y,
        error: one.error,
        look: one.role === 'exact' || long ? 'line' : one.role === 'paper' ? 'points' : 'both',
        reference,
      };
    }),
  );
}

/** Beyond so many points a curve is drawn without markers. */
const longCurve = 24;
