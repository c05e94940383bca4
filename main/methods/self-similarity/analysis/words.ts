/** Figures in sentences. */

/** Two digits; small shares as powers of ten. */
export function share(value: number): string {
  if (!Number.isFinite(value)) return 'an undefined share';
  const small = value !== 0 && Math.abs(value) < 1e-3;
  return small ? value.toExponential(1) : String(Number(value.toPrecision(2)));
}

export function percent(value: number): string {
  return Number.isFinite(value) ? `${Number((100 * value).toPrecision(2))}%` : 'an undefined share';
}

/** "1 restart", "3 restarts". */
export const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
