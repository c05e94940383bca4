import {
  outcomeCharacters,
  type MapAxis,
  type Outcome,
  type ParameterMap,
} from '../../../preload/contract/parameter-map.ts';
import type { GrayScottParameters } from '../../../preload/contract/index.ts';
import { moments, simulate } from '../../physics/gray-scott/index.ts';

export type SurveySettings = Omit<ParameterMap, 'outcomes' | 'contrasts'>;

/** Steps over which a pattern is watched for movement, and the root mean square change of b that counts as such. */
const watched = 200;
const movingBeyond = 0.005;

/** Below it a pattern is trivial, by the rule of the data sets; a trivial one with less b than this is extinct. */
const leastContrast = 0.02;

/** What the system of these parameters ends in, and the standard deviation of its b. */
export function surveyCell(
  settings: SurveySettings,
  { F, k }: Pick<GrayScottParameters, 'F' | 'k'>,
): { outcome: Outcome; contrast: number } {
  const { Da, Db, size, steps, stencil, seed } = settings;
  const parameters = { Da, Db, F, k };
  const grown = simulate(parameters, { size, steps, stencil, seed });
  const { mean, std } = moments(grown.b);
  if (std < leastContrast) return { outcome: mean < leastContrast ? 'extinct' : 'uniform', contrast: std };
  const later = simulate(parameters, { size, steps: watched, stencil, initial: grown });
  const change = moments(later.b.map((value, i) => (value - grown.b[i]) ** 2)).mean;
  return { outcome: Math.sqrt(change) > movingBeyond ? 'moving' : 'standing', contrast: std };
}

/** Simulates every cell of the map, row by row. */
export function surveyParameters(
  settings: SurveySettings,
  onRow: (done: number) => void = () => {},
): ParameterMap {
  const outcomes: string[] = [];
  const contrasts: string[] = [];
  for (const F of values(settings.F)) {
    const row = values(settings.k).map((k) => surveyCell(settings, { F, k }));
    outcomes.push(row.map(({ outcome }) => outcomeCharacters[outcome]).join(''));
    contrasts.push(row.map(({ contrast }) => contrastDigit(contrast, settings.contrastRange)).join(''));
    onRow(outcomes.length);
  }
  return { ...settings, outcomes, contrasts };
}

export function contrastDigit(contrast: number, range: number): string {
  return Math.min(35, Math.round((35 * contrast) / range)).toString(36);
}

function values({ start, step, count }: MapAxis): number[] {
  return Array.from({ length: count }, (_, i) => Number((start + i * step).toFixed(6)));
}
