import {
  nameOfScale,
  type Estimate,
  type LearntRule,
  type ScaleResult,
  type SelfSimilarityResult,
} from '../../preload/contract/index.ts';
import { digits, table } from './table.ts';

/** What was learnt of a system as tables of text: the rule, a line for every scale, and the evidence of each verdict. */
export function selfSimilarityReport({ rules, scales, exponent }: SelfSimilarityResult): string {
  const header = ['scale', 'consistency', 'variance', 'ratio', 'error', 'unexplained', 'verdict', 'map'];
  const parts = [
    ruleReport(rules[0]),
    table(header, scales.map(scaleCells)),
    scales
      .map(
        (scale) =>
          `${nameOfScale(scale)}: ${scale.verdict}\n${scale.evidence.map((line) => `  ${line}\n`).join('')}`,
      )
      .join(''),
  ];
  if (exponent !== null) {
    const { value, error } = exponent.z;
    parts.push(
      `T ~ S^z with z = ${digits(value)}${error === null ? '' : ` ± ${digits(error)}`}\n  ${exponent.method}\n`,
    );
  }
  return parts.join('\n');
}

function ruleReport({
  learner,
  kernel,
  parameters,
  error,
  variance,
  persistence,
  table: binary,
  weights,
  diffusion,
}: LearntRule): string {
  const titles = { binary: 'sine units', linear: 'least squares', network: 'network' };
  const lines = [
    `f: ${titles[learner]}, kernel ${kernel}, parameters: ${parameters}`,
    `held-out error ${valueOf(error)}; variance of the next state ${digits(variance)}; “nothing changes” ${digits(persistence)}`,
  ];
  if (binary !== null) {
    const outputs = binary.outputs.map(
      (output, context) => `${context.toString(2).padStart(3, '0')} → ${digits(output)}`,
    );
    lines.push(`rule ${binary.rule ?? 'not complete or noisy'}: ${outputs.toReversed().join(', ')}`);
  }
  if (weights !== null && weights.length === 1) lines.push(`kernel: ${weights[0][0].map(digits).join(', ')}`);
  if (diffusion !== null) lines.push(`D = ${digits(diffusion)} cells²/step`);
  return `${lines.join('\n')}\n`;
}

function scaleCells({
  space,
  time,
  consistency,
  variance,
  ratio,
  reconstruction,
  verdict,
  trivial,
  map,
}: ScaleResult): string[] {
  return [
    nameOfScale({ space, time }),
    ...[consistency, variance, ratio].map(({ value }) => cell(value)),
    cell(ratio.error),
    cell(reconstruction.unexplained.value),
    trivial === null ? verdict : `${verdict} (${trivial})`,
    map.projection === null
      ? ''
      : `${map.projection.table}${map.projection.name === null ? '' : ` (${map.projection.name})`}`,
  ];
}

/** JSON holds null where there is no number. */
const cell = (value: number | null) => (value === null || !Number.isFinite(value) ? '–' : digits(value));

function valueOf({ value, error }: Estimate): string {
  return `${cell(value)}${error === null ? '' : ` ± ${cell(error)}`}`;
}
