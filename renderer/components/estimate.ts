import type { Estimate } from '../../preload/contract/index.ts';
import { significant, typed } from './numbers.ts';

/**
 * An estimate as the field writes it: "1582.4(12)" is 1582.4 ± 1.2. The error keeps two digits when it begins with 1 or 2, else one.
 * No estimate is "–"; one without error says so: "11.26(–)"; a very small one has a power of ten: "1.40(12)e−7".
 */
export function estimateText(estimate: Estimate | null | undefined): string {
  if (!estimate || !Number.isFinite(estimate.value)) return '–';
  const { value, error } = estimate;
  if (error === null || !Number.isFinite(error)) return `${withoutZeros(significant(value, 5))}(–)`;
  if (error === 0) return `${typed(value).replace('-', '−')}(0)`;
  const magnitude = Math.max(Math.abs(value), error);
  if (magnitude < leastPlain) return inPowersOfTen(value, error, magnitude);
  // Power of ten of the last digit that is written; more decimals than a double holds say nothing.
  const last = Math.max(-12, lastDigit(error));
  const unit = 10 ** last;
  const text = last < 0 ? value.toFixed(-last) : String(Math.round(value / unit) * unit);
  const digits = Math.round(error / unit) * Math.max(1, unit);
  return `${text.replace('-', '−')}(${digits})`;
}

/** A number without error says how precise it is by nothing: zeros at its end would. */
const withoutZeros = (text: string) =>
  text.includes('e') ? text : text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

/** Smaller ones are written with a power of ten. */
const leastPlain = 1e-4;

/** "1.40(12)e−7". */
function inPowersOfTen(value: number, error: number, magnitude: number): string {
  const power = Math.floor(Math.log10(magnitude));
  const mantissa = estimateText({ value: value / 10 ** power, error: error / 10 ** power });
  return `${mantissa}e${String(power).replace('-', '−')}`;
}

/** Power of ten of the last digit of an error that is written. */
function lastDigit(error: number): number {
  const leading = Math.floor(Math.log10(error));
  const first = Math.round(error / 10 ** (leading - 1));
  // 9.96 rounds to 10, which begins with 1.
  if (first >= 100) return leading;
  return first < 30 ? leading - 1 : leading;
}

/** What a tooltip says of an estimate. */
export function estimateTitle(estimate: Estimate | null | undefined): string {
  if (!estimate || !Number.isFinite(estimate.value)) return 'not measured';
  if (estimate.error === null) return 'no error';
  return `${significant(estimate.value, 8)} ± ${significant(estimate.error, 2)}, one standard error`;
}

/** How far an estimate lies from a reference; errors of both count. */
export interface Distance {
  /** In standard errors; null when neither has one. */
  sigmas: number | null;
  /** In percent of the reference; null when that is 0. */
  percent: number | null;
}

export function distance(
  estimate: Estimate | null | undefined,
  reference: number | Estimate | null | undefined,
): Distance | null {
  if (!estimate || reference === null || reference === undefined) return null;
  const target = typeof reference === 'number' ? { value: reference, error: 0 } : reference;
  const off = estimate.value - target.value;
  if (!Number.isFinite(off)) return null;
  const error = estimate.error === null ? 0 : Math.hypot(estimate.error, target.error ?? 0);
  return {
    sigmas: error > 0 ? off / error : null,
    percent: target.value === 0 ? null : (100 * off) / Math.abs(target.value),
  };
}

/** "+0.8 σ, +0.04%": in standard errors where there are some, and in percent. */
export function distanceText(of: Distance | null): string {
  if (of === null) return '';
  const parts = [
    sigmasText(of),
    of.percent === null ? '' : `${signed(of.percent, Math.abs(of.percent) < 0.1 ? 3 : 2)}%`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** "+0.8 σ", where there is little room. */
export const sigmasText = (of: Distance | null) =>
  of === null || of.sigmas === null ? '' : `${signed(of.sigmas, 1)} σ`;

/** With its sign, also for positive numbers; large ones lose their decimals. */
function signed(value: number, decimals: number): string {
  const magnitude = Math.abs(value);
  const text = magnitude >= 100 ? significant(Math.round(magnitude)) : magnitude.toFixed(decimals);
  if (Number(text.replaceAll('\u2009', '')) === 0) return text;
  return (value < 0 ? '−' : '+') + text;
}

/** Beyond this many standard errors a reader should look twice. */
export const farSigmas = 4;
