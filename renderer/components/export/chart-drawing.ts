import type { EChartsOption } from 'echarts';
import { withView, type ChartView } from '../chart-view.ts';
import { printColours, readColours, styled } from '../chart-style.ts';
import { figureFont } from './figure-font.ts';
import { fittedChart } from './fitted-chart.ts';
import { plainSvg } from './plain-svg.ts';
import type { Drawing, FigureLayout } from './figure-source.ts';

/** Width of words in the figures' font at the size charts are laid out with, in pixels. */
function measuring(): (words: string) => number {
  const context = document.createElement('canvas').getContext('2d')!;
  context.font = `11px ${figureFont}`;
  return (words) => context.measureText(words).width;
}

/** A chart for files: as much of it as the view shows, or the whole. */
export async function chartDrawing(
  option: EChartsOption,
  layout: FigureLayout,
  view: ChartView,
): Promise<Drawing> {
  const { initChart } = await import('../chart-engine.ts');
  const page = readColours();
  const colours = layout.look === 'print' ? printColours : { ...page, background: page.panel };
  const whole = styled(option, { ...colours, font: figureFont });
  const complete = {
    ...fittedChart(layout.part === 'shown' ? withView(whole, view) : whole, layout, measuring()),
    backgroundColor: colours.background,
  };
  const { width, height } = layout;
  return {
    svg() {
      const chart = initChart(null, null, { renderer: 'svg', ssr: true, width, height });
      try {
        chart.setOption(complete);
        return plainSvg(chart.renderToSVGString());
      } finally {
        chart.dispose();
      }
    },
    canvas(density) {
      const canvas = document.createElement('canvas');
      const chart = initChart(canvas, null, {
        renderer: 'canvas',
        devicePixelRatio: density,
        width,
        height,
      });
      try {
        chart.setOption(complete);
        return chart.getRenderedCanvas({ pixelRatio: density });
      } finally {
        chart.dispose();
      }
    },
  };
}
