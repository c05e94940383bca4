import type { CustomSeriesOption, EChartsOption } from 'echarts';
import { strokeOf } from '../../components/chart-style.ts';
import { significant } from '../../components/numbers.ts';
import { axisOption, type Axis, type ReferenceLine } from './chart-axes.ts';
import { estimateText } from '../../components/estimate.ts';

export interface Chart {
  option: EChartsOption;
  /** The numbers behind it, for the CSV file. */
  columns: Record<string, ArrayLike<number>>;
}

export interface MeasuredSeries {
  name: string;
  x: ArrayLike<number>;
  value: ArrayLike<number>;
  /** One standard error each; absent or null: the curve has none. */
  error?: ArrayLike<number> | null;
  /** What the error is where it is no standard error: "two standard deviations". */
  errorName?: string;
  /** `points`: markers with error bars; `line`: a line with a band; `both`: markers joined by a line, error bars. */
  look?: 'points' | 'line' | 'both';
  /** Drawn in grey and thin: what others measured, or theory. */
  reference?: boolean;
}

/** Of what is only there to compare with; it can be told from both backgrounds. */
const grey = '#8793a0';

/**
 * Measured curves with error bars or bands. Names of series are their legend; beyond four series colours come again with another dash and
 * marker. Points that a logarithmic axis cannot show are left out of the picture, not of the columns.
 */
export function measuredChart(
  axes: { x: Axis; y: Axis },
  series: readonly MeasuredSeries[],
  references: readonly ReferenceLine[] = [],
): Chart {
  const rows = series.map((one) => points(one, axes));
  const option: EChartsOption = {
    animation: false,
    legend: {
      show: series.length > 1,
      // Markers keep their shape; lines need more room.
      ...(series.every(({ look }) => look === 'points') ? { itemWidth: 9, itemHeight: 9 } : {}),
    },
    grid: {
      top:
        (series.length > 1 ? legendRoom(series.map(({ name }) => name)) : 12) +
        (references.some(({ axis, label }) => axis === 'x' && label !== '') ? labelLine : 0),
    },
    xAxis: axisOption(
      axes.x,
      rows.flatMap((points) => points.map(([x]) => x!)),
      references.filter(({ axis }) => axis === 'x'),
    ),
    yAxis: axisOption(
      axes.y,
      // A linear axis grows with its bars by itself.
      rows.flatMap((points) =>
        points.flatMap(([, y, low, high]) => (axes.y.scale === 'logarithmic' ? [low!, high!] : [y!])),
      ),
      references.filter(({ axis }) => axis !== 'x'),
    ),
    tooltip: {
      trigger: 'axis',
      formatter: (items) =>
        tooltipText(
          items as never,
          axes.x.name,
          new Map(series.map(({ name, errorName }) => [name, errorName])),
        ),
    },
    series: series.flatMap((one, index) => [
      lineOf(one, index, rows[index]!, index === 0 ? references : []),
      ...(one.error ? [errorsOf(one, rows[index]!)] : []),
    ]) as NonNullable<EChartsOption['series']>,
  };
  return { option, columns: columnsOf(axes, series) };
}

/** Width of a legend in the narrowest card, and of its marks and letters, in pixels. */
const legendWidth = 280;
const letterWidth = 5.8;
const markWidth = 35;
const legendLine = 16;
/** Height that labels of lines across the axis of x take above the plot. */
const labelLine = 14;

/** Height that names take above the plot: as many lines as they fill in the narrowest card. */
function legendRoom(names: readonly string[]): number {
  let lines = 1;
  let used = 0;
  for (const name of names) {
    const width = markWidth + letterWidth * name.length;
    if (used > 0 && used + width > legendWidth) {
      lines++;
      used = 0;
    }
    used += width;
  }
  return 10 + legendLine * lines;
}

/** Rows [x, value, low, high, error]; without an error low and high are the value and the error is NaN. */
function points({ x, value, error }: MeasuredSeries, axes: { x: Axis; y: Axis }): number[][] {
  const rows: number[][] = [];
  for (let i = 0; i < x.length; i++) {
    const [at, y, e] = [x[i]!, value[i]!, error?.[i] ?? NaN];
    if (!Number.isFinite(at) || !Number.isFinite(y)) continue;
    if ((axes.x.scale === 'logarithmic' && at <= 0) || (axes.y.scale === 'logarithmic' && y <= 0)) continue;
    const spread = Number.isFinite(e) ? e : 0;
    // A bar that reaches below zero has no lower end on a logarithmic axis: it stops a decade below its point.
    const low = axes.y.scale === 'logarithmic' ? Math.max(y - spread, y / 10) : y - spread;
    rows.push([at, y, low, y + spread, e]);
  }
  return rows;
}

function lineOf(
  { name, look = 'both', reference }: MeasuredSeries,
  index: number,
  data: number[][],
  references: readonly ReferenceLine[],
) {
  const { dash, marker } = strokeOf(index);
  return {
    name,
    ...(look === 'points' && !reference
      ? { type: 'scatter' }
      : { type: 'line', showSymbol: look !== 'line' && !reference }),
    symbol: marker,
    symbolSize: look === 'line' ? 5 : 6,
    lineStyle: { type: dash, width: reference ? 1 : 1.5 },
    ...(reference ? { color: grey } : {}),
    dimensions: ['x', 'value', 'low', 'high', 'error'],
    encode: { x: 0, y: 1 },
    data,
    z: 3 + index / 100,
    ...(references.length === 0
      ? {}
      : {
          markLine: {
            data: references.map(({ value, label, axis, labelled }) => ({
              ...(axis === 'x' ? { xAxis: value } : { yAxis: value }),
              label: { formatter: label, ...placeOf(axis ?? 'y', labelled ?? 'above') },
            })),
          },
        }),
  };
}

/** Labels of upright lines stand above the plot, to the left of the line where two are close. */
function placeOf(axis: 'x' | 'y', labelled: 'above' | 'below') {
  if (axis === 'x') return { position: 'end', align: labelled === 'below' ? 'right' : 'left', distance: 3 };
  return labelled === 'below' ? { position: 'insideEndBottom' } : {};
}

/** Error bars of points, or the band of a line, in the colour of the series of the same name. */
function errorsOf({ name, look = 'both' }: MeasuredSeries, data: number[][]): CustomSeriesOption {
  return {
    name,
    type: 'custom',
    silent: true,
    clip: true,
    tooltip: { show: false },
    dimensions: ['x', 'value', 'low', 'high', 'error'],
    encode: { x: 0, y: [2, 3] },
    data,
    z: 2,
    renderItem: look === 'line' ? bandOf(data) : whiskers,
  };
}

/** Half the width of the end of an error bar, in pixels. */
const cap = 3;

const whiskers: CustomSeriesOption['renderItem'] = (_, api) => {
  const [x, low] = api.coord([api.value(0), api.value(2)]) as [number, number];
  const [, high] = api.coord([api.value(0), api.value(3)]) as [number, number];
  const style = { stroke: String(api.visual('color')), lineWidth: 1, fill: undefined };
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: 'line' as const,
    shape: { x1, y1, x2, y2 },
    style,
  });
  // Shorter than its caps, a bar would only thicken the marker.
  if (Math.abs(low - high) < 2) return { type: 'group', children: [] };
  return {
    type: 'group',
    children: [line(x, low, x, high), line(x - cap, low, x + cap, low), line(x - cap, high, x + cap, high)],
  };
};

/** The whole band is one polygon, drawn with its first point. */
const bandOf =
  (data: readonly number[][]): NonNullable<CustomSeriesOption['renderItem']> =>
  (params, api) => {
    if (params.dataIndex !== 0) return { type: 'group', children: [] };
    const edge = (column: number) => data.map((row) => api.coord([row[0]!, row[column]!]));
    return {
      type: 'polygon',
      shape: { points: [...edge(2), ...edge(3).toReversed()] as [number, number][] },
      style: { fill: String(api.visual('color')), opacity: 0.22 },
    };
  };

interface TooltipItem {
  seriesType: string;
  seriesName: string;
  data: number[];
}

/** The x of the point and every curve's estimate there. */
function tooltipText(
  items: TooltipItem | TooltipItem[],
  xName: string,
  errorNames: ReadonlyMap<string, string | undefined>,
): string {
  const shown = (Array.isArray(items) ? items : [items]).filter(
    ({ seriesType, data }) => seriesType !== 'custom' && Array.isArray(data),
  );
  const [first] = shown;
  if (first === undefined) return '';
  return [
    `${xName} ${significant(first.data[0]!, 5)}`,
    ...shown.map(({ seriesName, data: [, value, , , error] }) => {
      if (error === undefined || !Number.isFinite(error)) return `${seriesName}  ${significant(value!, 5)}`;
      const errorName = errorNames.get(seriesName);
      return errorName === undefined
        ? `${seriesName}  ${estimateText({ value: value!, error })}`
        : `${seriesName}  ${significant(value!, 5)} ± ${significant(error, 2)}, ${errorName}`;
    }),
  ].join('\n');
}

function columnsOf(axes: { x: Axis; y: Axis }, series: readonly MeasuredSeries[]): Chart['columns'] {
  const columns: Chart['columns'] = {};
  for (const { name, x, value, error, errorName = 'standard error' } of series) {
    const label = (what: string) => (series.length === 1 ? what : `${name}: ${what}`);
    columns[label(axes.x.name)] = x;
    columns[label(axes.y.name)] = value;
    if (error) columns[label(errorName)] = error;
  }
  return columns;
}
