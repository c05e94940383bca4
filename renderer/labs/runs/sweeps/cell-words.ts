import { estimateText } from '../../../components/estimate.ts';
import { significant } from '../../../components/numbers.ts';
import type { CellValue } from './cell-values.ts';

/** The value of a cell as it is written: "0.968(9)" where its error is known; empty where there is none. */
export function valueText({ value, error, count, own }: CellValue): string {
  if (value === null) return '';
  if (Number.isNaN(value)) return 'not a number';
  const known = count > 1 ? error : (own?.error ?? null);
  return known === null ? significant(value, 4) : estimateText({ value, error: known });
}

/** The value in full, with what is known of its error. */
export function valueTitle({ value, error, count, own }: CellValue): string {
  if (value === null) return '';
  if (count > 1 && error !== null) {
    return `${significant(value, 8)} ± ${significant(error, 2)}, mean and standard error of ${count} runs`;
  }
  if (own === null) return significant(value, 8);
  return `${significant(value, 8)}, ${significant(own.low, 5)} to ${significant(own.high, 5)}: ${own.method}`;
}
