import {
  grayScottParameters,
  HostError,
  parameterNames,
  seed,
  type FirstRows,
  type SimulationSettings,
} from '../../../preload/contract/index.ts';
import { host } from '../../bridge/host.ts';

/**
 * What the simulator needs to grow the pattern of a row (from 0) of a table of parameters: Da, Db, F, k, and the seed where the row has one.
 * @throws HostError 'bad-file' for a row that is not there or holds what no simulation can have, with its line and column
 */
export function parametersOfRow(
  name: string,
  { columns, values }: FirstRows,
  row: number,
): Pick<SimulationSettings, 'parameters'> & Partial<Pick<SimulationSettings, 'seed'>> {
  const cells = values[row];
  if (cells === undefined) {
    throw new HostError('bad-file', `${name} has no row ${row + 1} among the first ${values.length}.`, {
      where: `row ${row + 1}`,
    });
  }
  const cell = (column: string) => cells[columns?.indexOf(column) ?? -1];
  const parsed = grayScottParameters.safeParse(
    Object.fromEntries(parameterNames.map((column) => [column, cell(column) ?? Number.NaN])),
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const column = issue!.path.join('.');
    throw new HostError(
      'bad-file',
      `${name}, row ${row + 1}: ${column} is ${cell(column) ?? 'missing'}. ${issue!.message}.`,
      {
        where: `row ${row + 1}, column ${column}`,
        remedy: 'Correct the table, or choose another row under Data.',
      },
    );
  }
  const start = seed.safeParse(cell('seed'));
  return {
    parameters: parsed.data,
    ...(start.success && cell('seed') !== undefined ? { seed: start.data } : {}),
  };
}

/** The same, read from the file. @throws HostError */
export async function settingsOfRow(file: File, row: number) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { arrays } = await host.filesCompare({ files: [{ name: file.name, bytes }] });
  return parametersOfRow(file.name, arrays[0]!.firstRows, row);
}
