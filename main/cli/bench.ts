import { benchmarks } from '../methods/index.ts';
import { choose, withProofContext, type ProofOptions } from './proof.ts';
import { digits, table } from './table.ts';

/** macroscope bench NAME: exit code 1 when a promise about speed is not kept. */
export async function bench(name: string | undefined, options: ProofOptions): Promise<number> {
  const benchmark = await choose(benchmarks, name, 'benchmark');
  const rows = await withProofContext(options, (context) => benchmark.run(context));
  if (options.json) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  } else {
    const lines = rows.map(({ id, measured, unit, reference, pass, detail }) => [
      id,
      digits(measured),
      unit,
      typeof reference === 'number' ? digits(reference) : reference,
      pass === null ? '' : pass ? 'pass' : 'FAIL',
      detail,
    ]);
    process.stdout.write(
      `${benchmark.title}\n${table(['measurement', 'measured', 'unit', 'reference', '', 'detail'], lines)}`,
    );
  }
  const failed = rows.filter(({ pass }) => pass === false);
  if (failed.length > 0) {
    process.stderr.write(
      `macroscope: ${failed.length} of ${rows.length} measurements miss their reference: ${failed.map(({ id }) => id).join(', ')}.\n`,
    );
  }
  return failed.length > 0 ? 1 : 0;
}
