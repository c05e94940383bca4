import type { EChartsOption } from 'echarts';
import { parameterNames, type DesignResult, type ParameterName } from '../../../../preload/contract/index.ts';

export interface Chart {
  option: EChartsOption;
  /** The numbers behind it, for the CSV file. */
  columns: Record<string, ArrayLike<number>>;
}

/** Names of parameters on axes: letters of formulas. */
const letters = { fontFamily: 'serif', fontStyle: 'italic', fontSize: 13 } as const;
const decimals: Record<ParameterName, number> = { Da: 2, Db: 3, F: 3, k: 3 };

/** Column `name` of a cloud of parameter sets, rows (Da, Db, F, k). */
export function columnOf(cloud: Float32Array, name: ParameterName): Float32Array {
  const offset = parameterNames.indexOf(name);
  return Float32Array.from({ length: Math.floor(cloud.length / 4) }, (_, row) => cloud[4 * row + offset]!);
}

function pairs(x: ArrayLike<number>, y: ArrayLike<number>): [number, number][] {
  return Array.from({ length: x.length }, (_, index) => [x[index]!, y[index]!]);
}

/** Lowest and highest value with a margin of 8%. */
function span(...columns: ArrayLike<number>[]): { min: number; max: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (let index = 0; index < column.length; index++) {
      low = Math.min(low, column[index]!);
      high = Math.max(high, column[index]!);
    }
  }
  const margin = 0.08 * (high - low || Math.abs(high) || 1);
  return { min: low - margin, max: high + margin };
}

/**
 * Sampled parameters in the plane of two of them: the cloud, the designs, the equivalence curve through the macrostate, and the
 * posterior's 80% interval as a cross.
 */
export function cloudChart(
  result: DesignResult,
  x: ParameterName,
  y: ParameterName,
  selected: number,
): Chart {
  const [cloudX, cloudY] = [columnOf(result.cloud, x), columnOf(result.cloud, y)];
  const [curveX, curveY] = [columnOf(result.curve, x), columnOf(result.curve, y)];
  const designX = result.designs.map(({ parameters }) => parameters[x]);
  const designY = result.designs.map(({ parameters }) => parameters[y]);
  const chosen = result.designs[selected]?.parameters;
  const axis = (name: ParameterName, ...columns: ArrayLike<number>[]) => ({
    type: 'value' as const,
    name,
    nameTextStyle: letters,
    nameGap: name === x ? 22 : 38,
    ...span(...columns),
    splitNumber: 3,
    axisLabel: {
      showMinLabel: false,
      showMaxLabel: false,
      formatter: (value: number) => value.toFixed(decimals[name]),
    },
  });
  const interval = result.intervals;
  const cross = interval
    ? [
        [{ coord: [interval[x].low, interval[y].median] }, { coord: [interval[x].high, interval[y].median] }],
        [{ coord: [interval[x].median, interval[y].low] }, { coord: [interval[x].median, interval[y].high] }],
      ]
    : [];
  return {
    option: {
      legend: { show: false },
      grid: { left: 50, right: 12, top: 30, bottom: 36 },
      xAxis: axis(x, cloudX, curveX, designX),
      yAxis: axis(y, cloudY, curveY, designY),
      tooltip: { trigger: 'item' },
      series: [
        {
          name: 'samples',
          type: 'scatter',
          data: pairs(cloudX, cloudY),
          symbolSize: 3,
          itemStyle: { opacity: 0.45 },
          color: 'rgba(140,150,160,0.8)',
          silent: true,
        },
        {
          name: 'equivalence class',
          type: 'line',
          data: pairs(curveX, curveY),
          tooltip: { show: false },
          markLine: {
            data: cross as never,
            label: { show: false },
            lineStyle: { type: 'solid', width: 1.5, opacity: 0.9 },
          },
        },
        { name: 'designs', type: 'scatter', symbol: 'circle', symbolSize: 7, data: pairs(designX, designY) },
        {
          name: 'selected',
          type: 'scatter',
          symbol: 'circle',
          symbolSize: 13,
          itemStyle: { color: 'transparent', borderWidth: 2, borderColor: 'inherit' },
          data: chosen ? [[chosen[x], chosen[y]]] : [],
          silent: true,
        },
      ],
    },
    columns: { [x]: cloudX, [y]: cloudY, [`curve ${x}`]: curveX, [`curve ${y}`]: curveY },
  };
}

/** Where the example lies among the training patterns, in two coordinates of the macrostate. */
export function macrostateChart(result: DesignResult, first: number, second: number): Chart {
  const dimension = Math.max(1, result.macrostate.length);
  const rows = Math.floor(result.trainingMacrostates.length / dimension);
  const column = (index: number) =>
    Float32Array.from({ length: rows }, (_, row) => result.trainingMacrostates[row * dimension + index]!);
  const [x, y] = [column(first), column(second)];
  const example = [result.macrostate[first] ?? 0, result.macrostate[second] ?? 0];
  const axis = (index: number, values: Float32Array, gap: number) => ({
    type: 'value' as const,
    name: `β${subscript(index + 1)}`,
    nameGap: gap,
    ...span(values, [example[index === first ? 0 : 1]!]),
    splitNumber: 3,
    axisLabel: { showMinLabel: false, showMaxLabel: false, formatter: (value: number) => value.toFixed(1) },
  });
  return {
    option: {
      legend: { show: false },
      grid: { left: 44, right: 12, top: 30, bottom: 36 },
      xAxis: axis(first, x, 22),
      yAxis: axis(second, y, 30),
      tooltip: { trigger: 'item' },
      series: [
        {
          name: 'training patterns',
          type: 'scatter',
          data: pairs(x, y),
          symbol: 'circle',
          symbolSize: 3,
          color: 'rgba(140,150,160,0.7)',
          silent: true,
          large: true,
        },
        {
          name: 'example',
          type: 'scatter',
          symbol: 'circle',
          symbolSize: 10,
          data: [example],
        },
      ],
    },
    columns: { [`beta${first + 1}`]: x, [`beta${second + 1}`]: y },
  };
}

function subscript(index: number): string {
  return [...String(index)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}

/** η² of each parameter with its 95% interval, the most important at the top. */
export function importanceChart(result: DesignResult): Chart {
  const names = parameterNames.toSorted((p, q) => result.importance[q].value - result.importance[p].value);
  const measured = names.map((name) => result.importance[name]);
  const low = measured.map(({ value, low }) => low ?? value);
  const high = measured.map(({ value, high }) => high ?? value);
  return {
    option: {
      legend: { show: false },
      grid: { left: 62, right: 12, top: 6, bottom: 32 },
      xAxis: { type: 'value', min: 0, max: 1, name: 'η²', nameGap: 18, splitNumber: 2 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names.map((name) => `${name}  ${result.importance[name].value.toFixed(2).replace(/^0/, '')}`),
        axisTick: { show: false },
        splitLine: { show: false },
      },
      tooltip: { trigger: 'item' },
      series: [
        {
          name: 'η²',
          type: 'bar',
          barWidth: '52%',
          data: measured.map(({ value }) => value),
          itemStyle: { borderRadius: [0, 2, 2, 0] },
        },
        {
          name: '95% interval',
          type: 'custom',
          tooltip: { show: false },
          silent: true,
          z: 5,
          renderItem: (_, api) => {
            const row = Number(api.value(0));
            const from = api.coord([api.value(1), row]);
            const to = api.coord([api.value(2), row]);
            const style = { stroke: '#8793a0', lineWidth: 1.5, fill: undefined };
            const tick = (x: number, y: number) => ({
              type: 'line' as const,
              shape: { x1: x, y1: y - 4, x2: x, y2: y + 4 },
              style,
            });
            return {
              type: 'group',
              children: [
                {
                  type: 'line',
                  shape: { x1: from[0]!, y1: from[1]!, x2: to[0]!, y2: to[1]! },
                  style,
                },
                tick(from[0]!, from[1]!),
                tick(to[0]!, to[1]!),
              ],
            };
          },
          data: names.map((_, row) => [row, low[row]!, high[row]!]),
        },
      ],
    },
    columns: Object.fromEntries(names.map((name) => [name, [result.importance[name].value]])),
  };
}
