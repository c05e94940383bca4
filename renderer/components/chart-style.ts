import type { EChartsOption } from 'echarts';
import { significant, typed } from './numbers.ts';

/** Colours a chart is drawn with: the tokens of the theme, or those of print. */
export interface ChartColours {
  background: string;
  panel: string;
  line: string;
  text: string;
  muted: string;
  plots: readonly [string, string, string, string];
  /** Family of fonts; a canvas inherits none. */
  font: string;
}

/** Black on white with the plot colours of the light theme: figures leave the program fit to be printed. */
export const printColours: ChartColours = {
  background: '#ffffff',
  panel: '#ffffff',
  line: '#c3cbd2',
  text: '#151a1f',
  muted: '#4d5965',
  plots: ['#0b6c77', '#b25e00', '#6d4bc0', '#59646e'],
  font: 'sans-serif',
};

/** The tokens as they stand on the page now. */
export function readColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    background: token('background'),
    panel: token('panel'),
    line: token('line'),
    text: token('text'),
    muted: token('muted'),
    plots: [token('plot1'), token('plot2'), token('plot3'), token('plot4')],
    font: getComputedStyle(document.body).fontFamily,
  };
}

const dashes = ['solid', [6, 3], [2, 3], [8, 3, 2, 3]] as const;
const markers = ['circle', 'triangle', 'rect', 'diamond'] as const;

/** Dash and marker of a series by its index: where the four plot colours come again they meet others than before. */
export function strokeOf(index: number) {
  const turn = (index + Math.floor(index / dashes.length)) % dashes.length;
  return { dash: dashes[turn]!, marker: markers[turn]! };
}

type Part = Record<string, unknown>;
const list = (value: unknown): Part[] =>
  value === undefined ? [] : ((Array.isArray(value) ? value : [value]) as Part[]);
const namedAxis = (axis: Part) => (typeof axis['name'] === 'string' ? `${axis['name']} ` : '');
/** An axis of numbers, which is what an axis is unless it says otherwise. */
const isNumeric = (axis: Part) => [undefined, 'value', 'log'].includes(axis['type'] as string | undefined);
const tick = (value: number) =>
  Number.isInteger(value) ? significant(value, 1) : typed(value).replace('-', '−');
const over = (base: Part, part: unknown): Part => ({ ...base, ...(part as Part | undefined) });

/**
 * Fills in what every chart of the program shares: plot colours with their own dash and marker, axes with name and thin grid,
 * legend inside, tooltip drawn on the canvas (HTML tooltips need inline styles, which the page's policy forbids), zoom inside.
 * What the option says itself stays.
 */
export function styled(
  option: EChartsOption,
  colours: ChartColours,
  { animation = false } = {},
): EChartsOption {
  const given = option as Part;
  const small = { color: colours.muted, fontSize: 11 };
  const axis = (part: Part, vertical: boolean): Part => ({
    nameLocation: 'middle',
    nameGap: vertical ? 40 : 24,
    ...part,
    nameTextStyle: over(small, part['nameTextStyle']),
    axisLabel: over(
      { ...small, hideOverlap: true, ...(isNumeric(part) ? { formatter: tick } : {}) },
      part['axisLabel'],
    ),
    axisLine: over({ lineStyle: { color: colours.line } }, part['axisLine']),
    axisTick: over({ lineStyle: { color: colours.line } }, part['axisTick']),
    splitLine: over({ lineStyle: { color: colours.line, opacity: 0.6 } }, part['splitLine']),
    axisPointer: over(
      isNumeric(part)
        ? {
            label: {
              formatter: ({ value }: { value: number }) => `${namedAxis(part)}${significant(value, 4)}`,
            },
          }
        : {},
      part['axisPointer'],
    ),
  });
  const series = coloured(list(given['series']), colours).map((part, index) =>
    seriesStyle(part, index, colours),
  );
  const named = series.filter((part) => typeof part['name'] === 'string');
  const legend: Part = {
    show: named.length > 1,
    top: 0,
    right: 8,
    itemWidth: 20,
    itemHeight: 8,
    ...(given['legend'] as Part | undefined),
    textStyle: over(small, (given['legend'] as Part | undefined)?.['textStyle']),
    inactiveColor: colours.line,
  };
  const tooltip: Part = {
    trigger: series.some((part) => part['type'] === 'line') ? 'axis' : 'item',
    confine: true,
    backgroundColor: colours.panel,
    borderColor: colours.line,
    padding: [4, 8],
    valueFormatter: (value: unknown) => (typeof value === 'number' ? significant(value, 4) : String(value)),
    ...(given['tooltip'] as Part | undefined),
    renderMode: 'richText',
    textStyle: over(
      { color: colours.text, fontSize: 11 },
      (given['tooltip'] as Part | undefined)?.['textStyle'],
    ),
  };
  return {
    ...given,
    animation: animation && given['animation'] !== false,
    color: [...colours.plots],
    textStyle: over({ color: colours.text, fontFamily: colours.font, fontSize: 11 }, given['textStyle']),
    aria: over({ enabled: true }, given['aria']),
    grid: over({ left: 52, right: 16, top: legend['show'] ? 28 : 12, bottom: 36 }, given['grid']),
    xAxis: list(given['xAxis']).map((part) => axis(part, false)),
    yAxis: list(given['yAxis']).map((part) => axis(part, true)),
    dataZoom: given['dataZoom'] ?? [
      {
        type: 'inside',
        xAxisIndex: 0,
        filterMode: 'none',
        zoomOnMouseWheel: 'ctrl',
        moveOnMouseWheel: false,
      },
      {
        type: 'inside',
        yAxisIndex: 0,
        filterMode: 'none',
        zoomOnMouseWheel: 'ctrl',
        moveOnMouseWheel: false,
      },
    ],
    legend,
    tooltip,
    series,
  } as EChartsOption;
}

/** Every name has one colour, in order; beyond the plot colours they come again, where ECharts would go on with its own. */
function coloured(series: Part[], { plots }: ChartColours): Part[] {
  const names: unknown[] = [];
  return series.map((part) => {
    if (typeof part['name'] !== 'string' || part['color'] !== undefined) return part;
    if (!names.includes(part['name'])) names.push(part['name']);
    return { ...part, color: plots[names.indexOf(part['name']) % plots.length] };
  });
}

function seriesStyle(part: Part, index: number, colours: ChartColours): Part {
  const { dash, marker } = strokeOf(index);
  if (part['type'] === 'line') {
    return {
      showSymbol: false,
      symbol: marker,
      symbolSize: 5,
      progressive: 0,
      ...part,
      lineStyle: over({ width: 1.5, type: dash }, part['lineStyle']),
      markLine: markStyle(part['markLine'], colours),
    };
  }
  if (part['type'] === 'scatter') {
    return {
      symbol: marker,
      symbolSize: 5,
      progressive: 0,
      ...part,
      markLine: markStyle(part['markLine'], colours),
    };
  }
  return part;
}

/** Reference lines: thin, dashed, labelled. */
function markStyle(mark: unknown, colours: ChartColours): Part | undefined {
  if (mark === undefined) return undefined;
  const part = mark as Part;
  return {
    symbol: 'none',
    silent: true,
    // ECharts would round the place of the line to hundredths.
    precision: -1,
    ...part,
    lineStyle: over({ color: colours.muted, type: [4, 4], width: 1 }, part['lineStyle']),
    label: over({ color: colours.muted, fontSize: 11, position: 'insideEndTop' }, part['label']),
  };
}
