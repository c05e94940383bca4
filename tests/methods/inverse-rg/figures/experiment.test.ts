import { describe, expect, it } from 'vitest';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { inverseRgFigure } from '../../../../main/methods/inverse-rg/figures/experiment.ts';
import { recipes } from '../../../../main/methods/inverse-rg/figures/index.ts';
import type { EnsembleJob } from '../../../../main/methods/inverse-rg/figures/jobs.ts';
import {
  paperFigures,
  schemaOf,
  type FigureResult,
  type PaperFigure,
} from '../../../../preload/contract/index.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

const run = (figure: PaperFigure) =>
  new MemoryRun('inverse-rg-figure', { figure, configurations: 200, trainingConfigurations: 200 });

async function make(figure: PaperFigure): Promise<FigureResult> {
  const memory = run(figure);
  await inverseRgFigure.run(memory.start());
  return memory.json<FigureResult>('figure.json');
}

describe('figures of the paper', () => {
  it.each(paperFigures)('%s: every ensemble grows from a job before it', (figure) => {
    const spec = schemaOf['inverse-rg-figure'].parse({ kind: 'inverse-rg-figure', figure });
    const jobs = recipes[figure].jobs(spec);
    const names = Object.keys(jobs);
    expect(names.length).toBeGreaterThan(0);
    const ensembles = Object.entries(jobs).filter(
      (entry): entry is [string, EnsembleJob] => entry[1].type === 'ensemble',
    );
    for (const [name, { upscaler }] of ensembles) {
      expect(names.indexOf(upscaler.from)).toBeGreaterThanOrEqual(0);
      expect(names.indexOf(upscaler.from)).toBeLessThan(names.indexOf(name));
    }
  });

  it('3: AdamW comes down to the optimum of the same data and not below it', async () => {
    const { panels } = await make('3');
    expect(panels.map(({ title }) => title)).toEqual(['k = 3', 'k = 5', 'k = 7']);
    for (const { series } of panels) {
      const curve = series.find(({ name }) => name === 'training batch')!;
      const [optimum] = series.find(({ name }) => name.startsWith('optimum'))!.y;
      expect(curve.y).toHaveLength(curve.x.length);
      expect(curve.y[0]).toBeCloseTo(Math.LN2, 10);
      expect(Math.min(...curve.y)).toBeGreaterThanOrEqual(optimum! - 1e-12);
      expect(curve.y.at(-1)! - optimum!).toBeLessThan(0.05);
    }
  });

  it('9: distributions have the right width, with errors', async () => {
    const { panels, notes } = await make('9');
    const [{ series }] = panels as [FigureResult['panels'][number]];
    expect(series.map(({ name }) => name)).toEqual([
      'k = 3, L0 = 1',
      'k = 3, L0 = 8',
      'k = 7, L0 = 1',
      'k = 7, L0 = 8',
      'Monte Carlo',
    ]);
    for (const { x, y, error } of series) {
      expect(error).toHaveLength(x.length);
      // ⟨|m|⟩ L^(1/8) of the critical lattice is 1.0; 200 configurations know it to some percent.
      const weights = y.map(Math.exp);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const mean = x.reduce((sum, value, i) => sum + Math.abs(value) * weights[i]!, 0) / total;
      expect(Math.abs(mean - 1)).toBeLessThan(0.2);
    }
    expect(notes.join(' ')).toContain('200 configurations');
  });

  it('resumes inside a job with the same bits', async () => {
    const whole = run('8');
    await inverseRgFigure.run(whole.start());
    const broken = run('8');
    let breaths = 0;
    await expect(inverseRgFigure.run(broken.start(() => ++breaths === 4))).rejects.toThrow(RunInterrupted);
    await inverseRgFigure.run(broken.start());
    const { seconds: _a, ...resumed } = broken.json<FigureResult>('figure.json');
    const { seconds: _b, ...uninterrupted } = whole.json<FigureResult>('figure.json');
    expect(resumed).toEqual(uninterrupted);
    expect(broken.artifacts.get('figure.csv')).toEqual(whole.artifacts.get('figure.csv'));
  });
});
