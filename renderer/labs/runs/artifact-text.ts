/** What of a file can be looked at in place; null: its bytes say nothing to the eye. */
export type ArtifactLook = 'picture' | 'table' | 'text' | null;

export function lookOf(name: string): ArtifactLook {
  if (/\.png$/i.test(name)) return 'picture';
  if (/\.csv$/i.test(name)) return 'table';
  if (/\.(json|jsonl|txt|md|log|svg)$/i.test(name)) return 'text';
  return null;
}

/** Longest text shown, in letters; the rest is in the file. */
export const longestText = 60_000;
/** Most rows of a table shown. */
export const mostRows = 200;
/** Largest file read to be looked at, in bytes. */
export const largestLook = 32 * 2 ** 20;

/** A file as text to read: JSON indented, anything else as it is; `whole` says whether all of it is there. */
export function readableText(name: string, text: string): { text: string; whole: boolean } {
  let shown = text;
  if (/\.json$/i.test(name)) {
    try {
      shown = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // Not JSON after all; as it stands it still says what it holds.
    }
  }
  return { text: shown.slice(0, longestText), whole: shown.length <= longestText };
}

/**
 * Rows of a CSV file (RFC 4180: quoted cells may hold commas, quotes and line breaks).
 * @param most rows to read, the heading among them
 */
export function csvRows(text: string, most = Infinity): { rows: string[][]; whole: boolean } {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') cell += text[++at]!;
      else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') {
      row.push(cell);
      cell = '';
    } else if (letter === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
      if (rows.length === most) return { rows, whole: at === text.length - 1 };
    } else cell += letter;
  }
  if (row.length > 0 || cell !== '') rows.push([...row, cell]);
  return { rows, whole: true };
}
