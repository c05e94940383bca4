import { surveyParameters, type SurveySettings } from './parameter-survey.ts';

/**
 * Prints preload/contract/fk-map.ts, the background of the page’s (F, k) map (a minute on one core); format it afterwards:
 *
 *     node main/methods/gray-scott/print-parameter-map.ts > preload/contract/fk-map.ts
 */
const settings: SurveySettings = {
  Da: 0.16,
  Db: 0.08,
  stencil: 'five-point',
  size: 64,
  steps: 6000,
  seed: 1,
  k: { start: 0.03, step: 0.0005, count: 85 },
  F: { start: 0.002, step: 0.001, count: 85 },
  contrastRange: 0.2,
};

const map = surveyParameters(settings, (done) =>
  process.stderr.write(`\r${done} of ${settings.F.count} rows`),
);
process.stderr.write('\n');

process.stdout.write(`import type { ParameterMap } from './parameter-map.ts';

/** Computed by main/methods/gray-scott/print-parameter-map.ts; its test grows some of the cells again. Not edited by hand. */
export const fkMap: ParameterMap = ${source(map)};
`);

function source(value: object): string {
  return JSON.stringify(value, null, 2)
    .replaceAll(/"([A-Za-z]\w*)":/g, '$1:')
    .replaceAll('"', "'");
}
