import type { ParameterName } from '../../../preload/contract/index.ts';

/**
 * A value with `digits` decimals and no leading zero, as in tables of the field: ".0352", "−.12". For columns, where the
 * number of digits is fixed.
 */
export function bare(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '–';
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) !== 0 ? '−' : '') + text.replace(/^0(?=\.)/, '');
}

/** Decimals that tell two designs apart. */
export const parameterDigits: Record<ParameterName, number> = { Da: 4, Db: 4, F: 5, k: 5 };

/** The same for cards, where there is less room. */
export const cardDigits: Record<ParameterName, number> = { Da: 3, Db: 3, F: 4, k: 4 };
