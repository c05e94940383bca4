import { copyText } from '../../shell/clipboard.ts';
import { report } from '../../shell/notices.ts';
import { fileStem } from '../table-text.ts';
import { handOver } from './hand-over.ts';
import { tableLatex } from './latex.ts';
import { describeExport, sidecarFile } from './origin.ts';
import { exportPreferences } from './preferences.ts';
import type { Provenance } from './provenance.ts';
import { remarksOf } from './sidecar.ts';
import { csvHeading, tableCsv } from './table-csv.ts';
import type { TableColumn } from './table.ts';

export interface ExportedTable {
  /** Of the file, without its ending. */
  name: string;
  title: string;
  columns: readonly TableColumn[];
}

export type TableFormat = 'csv' | 'latex';
const endings = { csv: 'csv', latex: 'tex' } as const;
const types = { csv: 'text/csv', latex: 'text/x-tex' } as const;

const describe = ({ title, columns }: ExportedTable, files: readonly string[], from: Provenance | null) =>
  describeExport(
    {
      title,
      kind: 'table',
      files,
      data: columns.map((column) => ({ name: csvHeading(column), shape: [column.values.length] })),
    },
    from,
  );

/** Hands the user a table as a file, with its sidecar unless they don't want one. */
export async function saveTable(
  table: ExportedTable,
  format: TableFormat,
  from: Provenance | null,
): Promise<void> {
  try {
    const stem = fileStem(table.name);
    const file = `${stem}.${endings[format]}`;
    const sidecar = await describe(table, [file], from);
    const content =
      format === 'csv' ? tableCsv(table.columns) : tableLatex(table.columns, remarksOf(sidecar));
    handOver(
      stem,
      [
        {
          name: file,
          type: types[format],
          bytes: new TextEncoder().encode(content),
          describesItself: format === 'latex',
        },
      ],
      exportPreferences.sidecar ? sidecarFile(stem, sidecar) : null,
    );
  } catch (error) {
    report(error, `${table.title} was not exported`);
  }
}

export async function copyTable(
  table: ExportedTable,
  format: TableFormat,
  from: Provenance | null,
): Promise<void> {
  try {
    const content =
      format === 'csv'
        ? tableCsv(table.columns)
        : tableLatex(table.columns, remarksOf(await describe(table, [], from)));
    await copyText(content, 'The table');
  } catch (error) {
    report(error, `${table.title} was not copied`);
  }
}
