export interface NumberScale {
  min: number;
  max: number;
  step: number;
  scale: 'linear' | 'logarithmic';
  integer: boolean;
}

/** Value at a share of a slider's way, 0 to 1. */
export function valueAt(share: number, { min, max, scale }: NumberScale): number {
  const clamped = Math.min(1, Math.max(0, share));
  if (isLogarithmic(min, scale)) return min * (max / min) ** clamped;
  return min + clamped * (max - min);
}

/** Share of a slider's way at which a value lies. */
export function shareOf(value: number, { min, max, scale }: NumberScale): number {
  if (max <= min) return 0;
  const clamped = Math.min(max, Math.max(min, value));
  if (isLogarithmic(min, scale)) return Math.log(clamped / min) / Math.log(max / min);
  return (clamped - min) / (max - min);
}

/** Nearest value the control can hold: on its grid, within its range. Logarithmic sliders keep two significant digits. */
export function snap(value: number, number: NumberScale, fineness = 1): number {
  const { min, max, step, scale, integer } = number;
  const clean = (x: number) => Number(Math.min(max, Math.max(min, x)).toPrecision(12));
  if (integer) return clean(Math.round(value / Math.max(1, step * fineness)) * Math.max(1, step * fineness));
  if (isLogarithmic(min, scale)) return clean(Number(value.toPrecision(2)));
  return clean(Math.round(value / (step * fineness)) * step * fineness);
}

/**
 * One press of an arrow key: `factor` 1, 10 (shift) or 0.1 (alt) steps up or down. On a logarithmic scale a step is one unit of
 * the leading digit's next, so that 0.002 goes to 0.0021.
 */
export function stepped(value: number, direction: 1 | -1, factor: number, number: NumberScale): number {
  const { min, max, step, scale, integer } = number;
  const clean = (x: number) => Number(Math.min(max, Math.max(min, x)).toPrecision(12));
  if (integer) return clean(value + direction * Math.max(1, Math.round(step * factor)));
  if (isLogarithmic(min, scale)) {
    const unit = 10 ** (Math.floor(Math.log10(Math.max(Math.abs(value), min))) - 1);
    return clean(value + direction * unit * factor);
  }
  return clean(value + direction * step * factor);
}

/**
 * A number as typed by a user, with comma or point, or an expression's worth of scientific notation.
 * @returns null when it is not a number.
 */
export function parseNumber(text: string): number | null {
  const cleaned = text
    .trim()
    .replaceAll(/[\s\u2009]/g, '')
    .replace('−', '-')
    .replace(',', '.');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(cleaned)) return null;
  const value = Number(cleaned);
  return Number.isFinite(value) ? value : null;
}

/** A logarithmic slider needs a positive lower end. */
const isLogarithmic = (min: number, scale: NumberScale['scale']) => scale === 'logarithmic' && min > 0;
