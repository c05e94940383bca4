import { parseNumber } from '../../../components/number-scale.ts';

export type SweepValue = number | string | boolean;

/** From one number to another in `count` steps. */
export interface ValueRange {
  from: number;
  to: number;
  count: number;
  scale: 'linear' | 'logarithmic';
}

/** Most values one axis may have, as the contract says. */
export const mostValues = 1000;

/** Digits that values of a range keep: more would only show how computers count. */
const digits = 10;

/**
 * Values of a range, both ends among them, in order. Whole numbers are rounded and come once each, so that there may be fewer than
 * were asked for. One value is the beginning.
 * @returns the values, or a sentence that says why there are none
 */
export function rangeValues(
  { from, to, count, scale }: ValueRange,
  integer: boolean,
): { values: number[] } | { problem: string } {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return { problem: 'Both ends must be numbers.' };
  if (!Number.isInteger(count) || count < 1)
    return { problem: 'The count must be a whole number from 1 on.' };
  if (count > mostValues) return { problem: `An axis has at most ${mostValues} values.` };
  if (scale === 'logarithmic' && (from <= 0 || to <= 0)) {
    return { problem: 'A logarithmic range needs ends above zero.' };
  }
  const at = (index: number): number => {
    if (index === 0) return from;
    if (index === count - 1) return to;
    const share = index / (count - 1);
    const value = scale === 'logarithmic' ? from * (to / from) ** share : from + share * (to - from);
    // Rounding must not lead out of a range whose ends have more digits.
    return Math.min(Math.max(from, to), Math.max(Math.min(from, to), Number(value.toPrecision(digits))));
  };
  const values = Array.from({ length: count }, (_, index) => (integer ? Math.round(at(index)) : at(index)));
  return { values: [...new Set(values)] };
}

/**
 * Numbers as a user lists them: apart by spaces, semicolons or commas. A comma between digits is a separator too: decimals are
 * written with a point.
 * @returns the numbers in their order, or a sentence that names the first word that is none
 */
export function listedNumbers(text: string): { values: number[] } | { problem: string } {
  const words = text.split(/[\s;,]+/).filter(Boolean);
  if (words.length === 0) return { problem: 'Name at least one value.' };
  const values: number[] = [];
  for (const word of words) {
    const value = parseNumber(word);
    if (value === null) return { problem: `“${word}” is not a number.` };
    if (values.includes(value)) return { problem: `${word} is there twice.` };
    values.push(value);
  }
  if (values.length > mostValues) return { problem: `An axis has at most ${mostValues} values.` };
  return { values };
}
