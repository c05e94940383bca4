import type { DiffusionStudyResult, Estimate } from '../../../../preload/contract/index.ts';

/** One line for each figure of the study; what a line has not is empty. */
export function studyTable({ prediction, consistency, scaling, exponent }: DiffusionStudyResult): string {
  const lines: (string | number)[][] = [];
  const add = (
    quantity: string,
    { value, error }: Estimate,
    at: { timeStep?: number; kernel?: number; space?: number; time?: number } = {},
  ) =>
    lines.push([
      quantity,
      at.timeStep ?? '',
      at.kernel ?? '',
      at.space ?? '',
      at.time ?? '',
      value,
      error ?? '',
    ]);
  for (const entry of prediction) add('test_mse', entry.error, entry);
  for (const entry of consistency) {
    add('consistency_over_variance_learned', entry.learned, entry);
    add('consistency_over_variance_ideal', entry.ideal, entry);
    add('reconstruction_mse', entry.reconstruction, entry);
  }
  for (const { space, time, diffusion, exponent: growth } of scaling) {
    const at = { timeStep: 0, space, time };
    add('D_micro', diffusion.micro, at);
    add('D_macro', diffusion.macro, at);
    add('D_macro_over_D_micro', diffusion.ratio, at);
    add('variance_exponent_micro', growth.micro, at);
    add('variance_exponent_macro', growth.macro, at);
  }
  for (const { space, time, error } of exponent.points) {
    add('matching_T', { value: time, error }, { timeStep: 0, space });
  }
  add('z', exponent.z, { timeStep: 0 });
  return [['quantity', 'time_step', 'kernel', 'S', 'T', 'value', 'error'], ...lines]
    .map((line) => `${line.join(',')}\n`)
    .join('');
}
