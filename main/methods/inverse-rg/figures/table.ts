import type { FigureResult } from '../../../../preload/contract/index.ts';

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** All numbers of a figure as CSV: panels with one point a line, then tables with one cell a line. */
export function figureTable({ panels, tables }: FigureResult): string {
  const lines: string[] = [];
  if (panels.length > 0) lines.push('panel,series,role,x,y,standard error');
  for (const panel of panels) {
    for (const { name, role, x, y, error } of panel.series) {
      for (const [i, value] of x.entries()) {
        lines.push([quoted(panel.title), quoted(name), role, value, y[i], error ? error[i] : ''].join(','));
      }
    }
  }
  if (tables.length > 0) lines.push('table,row,column,measured,standard error,paper,exact');
  for (const table of tables) {
    for (const { name, cells } of table.rows) {
      for (const [i, { measured, paper, exact }] of cells.entries()) {
        lines.push(
          [
            quoted(table.title),
            quoted(name),
            quoted(table.columns[i]),
            measured?.value ?? '',
            measured?.error ?? '',
            paper ?? '',
            exact ?? '',
          ].join(','),
        );
      }
    }
  }
  return `${lines.join('\n')}\n`;
}
