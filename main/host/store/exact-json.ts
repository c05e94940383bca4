/**
 * JSON that gives every number back: JSON itself turns NaN and the infinities into null and −0 into 0, and a resumed run must
 * go on from the same bits.
 */
export function exactStringify(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => {
    if (typeof entry !== 'number') return entry;
    if (Number.isFinite(entry) && !Object.is(entry, -0)) return entry;
    return { $number: Object.is(entry, -0) ? '-0' : String(entry) };
  });
}

const tags = new Set(['NaN', 'Infinity', '-Infinity', '-0']);

export function exactParse(text: string): unknown {
  return JSON.parse(text, (_key, entry: unknown) => {
    if (entry === null || typeof entry !== 'object') return entry;
    const { $number: tagged, ...rest } = entry as { $number?: unknown };
    const known = typeof tagged === 'string' && tags.has(tagged) && Object.keys(rest).length === 0;
    return known ? Number(tagged) : entry;
  });
}
