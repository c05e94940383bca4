import type { CustomSeriesOption, EChartsOption } from 'echarts';
import { significant } from '../../../components/numbers.ts';
import { estimateText } from './estimate.ts';

export interface Chart {
  option: EChartsOption;
  /** The numbers behind it, for the CSV file. */
  columns: Record<string, ArrayLike<number>>;
}

export interface Axis {
  /** With its unit: "k / rad". */
  name: string;
  scale?: 'linear' | 'logarithmic';
  min?: number;
  max?: number;
}

export interface MeasuredSeries {
  name: string;
  x: ArrayLike<number>;
  value: ArrayLike<number>;
  /** One standard error each; absent or null: the curve has none. */
  error?: ArrayLike<number> | null;
  /** `points`: markers with error bars; `line`: a line with a band; `both`: markers joined by a line, error bars. */
  look?: 'points' | 'line' | 'both';
  /** Drawn in grey and thin: what others measured, or theory. */
  reference?: boolean;
}

/** A line across the plot with its label: "exact 1.75". */
export interface ReferenceLine {
  value: number;
  label: string;
  axis?: 'x' | 'y';
}

const dashes = ['solid', [6, 3], [2, 3], [8, 3, 2, 3]] as const;
const markers = ['circle', 'triangle', 'rect', 'diamond'] as const;
/** Number of plot colours. */
const colours = 4;

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
    legend: { show: series.length > 1 },
    xAxis: axisOption(
      axes.x,
      rows.flatMap((points) => points.map(([x]) => x!)),
      references.flatMap(({ axis, value }) => (axis === 'x' ? [value] : [])),
    ),
    yAxis: axisOption(
      axes.y,
      rows.flatMap((points) => points.map(([, y]) => y!)),
      references.flatMap(({ axis, value }) => (axis === 'x' ? [] : [value])),
    ),
    tooltip: { trigger: 'axis', formatter: (items) => tooltipText(items as never, axes.x.name) },
    series: series.flatMap((one, index) => [
      lineOf(one, index, rows[index]!, index === 0 ? references : []),
      ...(one.error ? [errorsOf(one, rows[index]!)] : []),
    ]) as NonNullable<EChartsOption['series']>,
  };
  return { option, columns: columnsOf(axes, series) };
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
  const turn = index % colours;
  const dash = dashes[(index + Math.floor(index / colours)) % dashes.length];
  const symbol = markers[(index + Math.floor(index / colours)) % markers.length];
  return {
    name,
    ...(look === 'points' && !reference
      ? { type: 'scatter' }
      : { type: 'line', showSymbol: look !== 'line' && !reference }),
    symbol,
    symbolSize: look === 'line' ? 5 : 6,
    lineStyle: { type: dash, width: reference ? 1 : 1.5 },
    dimensions: ['x', 'value', 'low', 'high', 'error'],
    encode: { x: 0, y: 1 },
    data,
    z: 3 + turn / 10,
    ...(references.length === 0
      ? {}
      : {
          markLine: {
            data: references.map(({ value, label, axis }) => ({
              ...(axis === 'x' ? { xAxis: value } : { yAxis: value }),
              label: { formatter: label },
            })),
          },
        }),
  };
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

interface Extent {
  min: number;
  max: number;
}

/** Room beyond what an axis has to show. */
const room = ({ min, max }: Extent) => 0.05 * (max - min || Math.abs(max) || 1);

/** Ends of an axis that keep reference lines in sight. */
function reaching(values: readonly number[], logarithmic: boolean) {
  if (values.length === 0) return {};
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  return logarithmic
    ? {
        min: ({ min }: Extent) => (lowest < min ? lowest / 1.2 : min),
        max: ({ max }: Extent) => (highest > max ? highest * 1.2 : max),
      }
    : {
        min: (extent: Extent) => Math.min(lowest, extent.min) - room(extent),
        max: (extent: Extent) => Math.max(highest, extent.max) + room(extent),
      };
}

/** Over less than this a logarithmic axis counts in powers of two: in powers of ten it would have one label. */
const twoDecades = 100;

/** @param shown values of the points; @param kept values of reference lines, which stay in sight */
function axisOption({ name, scale, min, max }: Axis, shown: number[], kept: number[]) {
  const logarithmic = scale === 'logarithmic';
  const values = [...shown, ...kept];
  const spread = Math.max(...values) / Math.min(...values);
  return {
    type: logarithmic ? ('log' as const) : ('value' as const),
    name,
    scale: true,
    ...(logarithmic && spread < twoDecades ? { logBase: 2 } : {}),
    ...reaching(kept, logarithmic),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

interface TooltipItem {
  seriesType: string;
  seriesName: string;
  data: number[];
}

/** The x of the point and every curve's estimate there. */
function tooltipText(items: TooltipItem | TooltipItem[], xName: string): string {
  const shown = (Array.isArray(items) ? items : [items]).filter(
    ({ seriesType, data }) => seriesType !== 'custom' && Array.isArray(data),
  );
  const [first] = shown;
  if (first === undefined) return '';
  return [
    `${xName} ${significant(first.data[0]!, 5)}`,
    ...shown.map(({ seriesName, data: [, value, , , error] }) => {
      const known = error !== undefined && Number.isFinite(error);
      return `${seriesName}  ${known ? estimateText({ value: value!, error: error! }) : significant(value!, 5)}`;
    }),
  ].join('\n');
}

function columnsOf(axes: { x: Axis; y: Axis }, series: readonly MeasuredSeries[]): Chart['columns'] {
  const columns: Chart['columns'] = {};
  for (const { name, x, value, error } of series) {
    const label = (what: string) => (series.length === 1 ? what : `${name}: ${what}`);
    columns[label(axes.x.name)] = x;
    columns[label(axes.y.name)] = value;
    if (error) columns[label('standard error')] = error;
  }
  return columns;
}
