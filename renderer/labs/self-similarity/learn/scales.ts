import { nameOfScale, parseScale } from '../../../../preload/contract/index.ts';

/** The next scale one may want: beyond the last as it was beyond the one before; a scale that is not there yet. */
export function nextScale(names: readonly string[]): string {
  const last = parseScale(names.at(-1) ?? '1x1');
  // Of the form T = S^z, as far as one can tell: 2 × 4 goes on to 3 × 9.
  const exponent = last.space > 1 ? Math.log(last.time) / Math.log(last.space) : 1;
  for (let space = last.space + 1; space <= 99; space++) {
    const time = Math.min(99, Math.max(1, Math.round(space ** exponent)));
    const name = nameOfScale({ space, time });
    if (!names.includes(name)) return name;
  }
  return names.at(-1) ?? '2x2';
}
