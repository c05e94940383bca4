import { init } from 'echarts';
import { describe, expect, it } from 'vitest';
import { printColours, styled } from '../../../renderer/components/chart-style.ts';

type Part = Record<string, unknown>;
const named = (name: string) => ({ type: 'line' as const, name, data: [[0, 1]] });
const option = {
  xAxis: { name: 'F (1/time)' },
  yAxis: { name: 'k (1/time)' },
  series: [
    { type: 'line' as const, name: 'train', data: [[0, 1]] },
    { type: 'line' as const, name: 'held out', data: [[0, 2]], lineStyle: { width: 3 } },
  ],
};

describe('a styled chart', () => {
  const chart = styled(option, printColours) as Part;
  const series = chart['series'] as Part[];

  it('tells its curves apart without colour', () => {
    const dashes = series.map((part) => JSON.stringify((part['lineStyle'] as Part)['type']));
    expect(new Set(dashes).size).toBe(2);
    expect(series[0]!['symbol']).not.toBe(series[1]!['symbol']);
  });

  it('gives a curve and its error bars one colour, and begins again after the last', () => {
    const names = ['a', 'a', 'b', 'c', 'd', 'e'];
    const many = styled({ series: names.map(named) }, printColours) as Part;
    const [first, second, third, fourth] = printColours.plots;
    expect((many['series'] as Part[]).map((part) => part['color'])).toEqual([
      first,
      first,
      second,
      third,
      fourth,
      first,
    ]);
  });

  it('tells curves of one colour apart by their dash and marker', () => {
    const many = styled({ series: ['a', 'b', 'c', 'd', 'e', 'f'].map(named) }, printColours) as Part;
    const looks = (many['series'] as Part[]).map(({ color, symbol, lineStyle }) =>
      JSON.stringify([color, symbol, (lineStyle as Part)['type']]),
    );
    expect(new Set(looks).size).toBe(6);
  });

  it('keeps what the caller says', () => {
    expect(series[1]!['lineStyle']).toMatchObject({ width: 3 });
    expect((chart['xAxis'] as Part[])[0]).toMatchObject({ name: 'F (1/time)', nameLocation: 'middle' });
    expect(option.series[0]).not.toHaveProperty('lineStyle');
  });

  it('has a legend as soon as there is more than one named curve', () => {
    expect(chart['legend']).toMatchObject({ show: true });
    const single = styled({ ...option, series: option.series.slice(0, 1) }, printColours) as Part;
    expect(single['legend']).toMatchObject({ show: false });
  });

  it('stands still unless it is told to move', () => {
    expect(chart['animation']).toBe(false);
    expect(styled(option, printColours, { animation: true })).toMatchObject({ animation: true });
  });

  it('draws its tooltip on the canvas, for the policy of the page', () => {
    expect(chart['tooltip']).toMatchObject({ renderMode: 'richText' });
  });
});

it('draws a reference line where it is, not at the nearest hundredth', () => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 400, height: 300 });
  const lines = [0.76, 0.7643, 0.77].map((yAxis) => ({ yAxis }));
  chart.setOption(
    styled(
      {
        xAxis: { min: 0, max: 1 },
        yAxis: { min: 0.76, max: 0.77 },
        series: [{ ...named('J0*'), markLine: { data: lines } }],
      },
      printColours,
    ),
  );
  const drawn = chart.renderToSVGString().matchAll(/<path d="M[\d.]+ ([\d.]+)L[^>]*stroke-dasharray="4,4"/g);
  chart.dispose();
  const [bottom, between, top] = [...drawn].map(([, y]) => Number(y)) as [number, number, number];
  expect((bottom - between) / (bottom - top)).toBeCloseTo(0.43, 2);
});
