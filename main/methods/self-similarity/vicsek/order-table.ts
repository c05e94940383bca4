import type { VicsekOrderResult } from '../../../../preload/contract/index.ts';

const columns = [
  'L',
  'particles',
  'eta',
  'phi',
  'phi error',
  'std',
  'std error',
  'autocorrelation time',
  'autocorrelation time error',
];

/** A line for every size and noise; empty where there is no number. */
export function orderTable({ sizes }: VicsekOrderResult): string {
  const rows = sizes.flatMap(({ side, particles, noise, order, deviation, autocorrelation }) =>
    noise.map((eta, i) => [
      side,
      particles,
      eta,
      order[i].value,
      order[i].error,
      deviation[i].value,
      deviation[i].error,
      autocorrelation[i]?.value,
      autocorrelation[i]?.error,
    ]),
  );
  return [columns, ...rows].map((row) => `${row.map((cell) => cell ?? '').join(',')}\n`).join('');
}
