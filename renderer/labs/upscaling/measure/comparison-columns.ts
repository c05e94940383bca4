import { distance } from '../../../components/estimate.ts';
import { estimateColumn, type TableColumn } from '../../../components/export/table.ts';
import type { Comparison } from './comparison.ts';

/** The comparison as columns of a table: a row for each quantity and lattice, the reference, then every ensemble. */
export function comparisonColumns({ columns, sections }: Comparison): TableColumn[] {
  const rows = sections.flatMap((section) => section.rows.map((row) => ({ section, row })));
  return [
    { title: 'L', latex: 'L', values: rows.map(({ section }) => section.size) },
    {
      title: 'quantity',
      values: rows.map(({ row }) => row.text),
      latexCells: rows.map(({ row }) => row.symbol),
    },
    { title: 'reference', values: rows.map(({ row }) => row.reference?.name) },
    estimateColumn(
      { title: 'reference value' },
      rows.map(({ row }) => row.reference?.value),
    ),
    ...columns.flatMap(({ title }, index): TableColumn[] => {
      const sigmas = rows.map(({ row: { cells, reference } }) => {
        const cell = cells[index];
        return cell?.compared && reference ? distance(cell.estimate, reference.value)?.sigmas : null;
      });
      return [
        estimateColumn(
          { title },
          rows.map(({ row }) => row.cells[index]?.estimate),
        ),
        ...(sigmas.some((value) => typeof value === 'number')
          ? [{ title: `${title}, distance`, unit: 'standard errors', values: sigmas }]
          : []),
      ];
    }),
  ];
}
