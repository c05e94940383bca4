/** Columns as CSV (RFC 4180): a header, one line a row; columns that end early leave their cells empty. */
export function csvOf(columns: Record<string, ArrayLike<number | string>>): string {
  const names = Object.keys(columns);
  const rows = Math.max(0, ...names.map((name) => columns[name]!.length));
  const lines = [names.map(quoted).join(',')];
  for (let row = 0; row < rows; row++) {
    lines.push(names.map((name) => cell(columns[name]![row])).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

const cell = (value: number | string | undefined) =>
  value === undefined ? '' : typeof value === 'number' ? numberText(value) : quoted(value);
/** The shortest digits that read back as the same bits; a zero keeps its sign. */
const numberText = (value: number) => (Object.is(value, -0) ? '-0' : String(value));
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A title as a file name: "Loss, held out" -> "loss-held-out". */
export function fileStem(title: string): string {
  return (
    title
      .normalize('NFKD')
      .replaceAll(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'figure'
  );
}
