import type { FigureResult, InverseRgFigureSpec, PaperFigure } from '../../../../preload/contract/index.ts';
import type { Job, ResultOf } from './jobs.ts';

/** Finished jobs of a figure, by their names. */
export type Results = <J extends Job>(name: string, job: J) => ResultOf<J>;

/** What has to be computed for a figure, and how it is drawn from that. */
export interface FigureRecipe {
  figure: PaperFigure;
  title: string;
  /** Jobs by name in the order in which they are done; an ensemble names the job that made its upscaler. */
  jobs(spec: InverseRgFigureSpec): Record<string, Job>;
  draw(jobs: Record<string, Job>, results: Results): Pick<FigureResult, 'panels' | 'tables' | 'notes'>;
}
