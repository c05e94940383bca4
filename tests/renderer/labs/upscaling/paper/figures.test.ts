import { describe, expect, it } from 'vitest';
import { paperFigures, type FigurePanel } from '../../../../../preload/contract/index.ts';
import { figureSeconds } from '../../../../../renderer/labs/upscaling/paper/cost.ts';
import { figureWords } from '../../../../../renderer/labs/upscaling/paper/figures.ts';
import { panelChart } from '../../../../../renderer/labs/upscaling/paper/panels.ts';

describe('figures of the paper', () => {
  it('are all there, in order', () => {
    expect(figureWords.map(({ figure }) => figure)).toEqual([...paperFigures]);
  });

  it('cost more the more configurations they take, and less on more cores', () => {
    const few = { configurations: 1000, trainingConfigurations: 10_000 };
    const many = { configurations: 100_000, trainingConfigurations: 10_000 };
    for (const { work } of figureWords) {
      expect(figureSeconds(work, few, 2)).toBeGreaterThan(1);
      expect(figureSeconds(work, few, 4)).toBeLessThanOrEqual(figureSeconds(work, few, 1));
    }
    for (const { work } of figureWords.filter(({ figure }) => figure !== '3')) {
      expect(figureSeconds(work, many, 2)).toBeGreaterThan(4 * figureSeconds(work, few, 2));
    }
  });
});

describe('a panel of a figure', () => {
  const panel: FigurePanel = {
    title: 'c',
    x: { name: 'L', unit: 'spins', scale: 'logarithmic' },
    y: { name: 'c', scale: 'linear' },
    series: [
      { name: 'k = 3', x: [8, 16], y: [5.9, 7.7], error: [0.1, 0.1], role: 'measured' },
      { name: 'k = 3', x: [8, 16], y: [6, 8], error: null, role: 'paper' },
      { name: 'exact', x: [8, 16], y: [5.9, 7.7], error: null, role: 'exact' },
    ],
  };

  it('tells what was measured here from what the paper prints', () => {
    const series = panelChart(panel).option.series as { name: string; type: string; color?: string }[];
    expect(series.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'k = 3 line',
      'k = 3 custom',
      'k = 3 (paper) line',
      'exact line',
    ]);
    expect(series[2]!.color).toBeDefined();
    expect(series[0]!.color).toBeUndefined();
  });

  it('names its axes with their units', () => {
    expect((panelChart(panel).option.xAxis as { name: string }).name).toBe('L / spins');
  });
});
