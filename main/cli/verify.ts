import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HostError } from '../../preload/contract/index.ts';
import { applicationFolder } from '../host/version.ts';
import { verifications } from '../methods/index.ts';
import type { Check, Verification } from '../methods/proof.ts';
import { choose, withProofContext, type ProofOptions } from './proof.ts';
import { digits, table } from './table.ts';

/**
 * The proof that nothing is lost and no one gets in breaks things on purpose: disks, processes, files. What does so lies with the
 * tests and is not shipped.
 */
async function reliability(): Promise<Verification> {
  const entry = join(applicationFolder(), 'tests', 'reliability', 'index.ts');
  if (!existsSync(entry)) {
    throw new HostError('not-available', 'Reliability is verified from the sources only.', {
      where: entry,
      remedy: 'Clone the project and run "npm ci && npm run -s macroscope -- verify reliability" there.',
    });
  }
  const module = (await import(pathToFileURL(entry).href)) as { reliability: Verification };
  return module.reliability;
}

/** macroscope verify NAME: exit code 1 when a check fails. */
export async function verify(name: string | undefined, options: ProofOptions): Promise<number> {
  const verification = await choose({ ...verifications, reliability }, name, 'verification');
  const checks = await withProofContext(options, (context) => verification.run(context));
  process.stdout.write(
    options.json ? `${JSON.stringify(checks, null, 2)}\n` : `${verification.title}\n${show(checks)}`,
  );
  const failed = checks.filter((check) => !check.pass);
  if (failed.length > 0) {
    process.stderr.write(
      `macroscope: ${failed.length} of ${checks.length} checks failed: ${failed.map(({ id }) => id).join(', ')}.\n`,
    );
  }
  return failed.length > 0 ? 1 : 0;
}

const number = (value: number | string) => (typeof value === 'number' ? digits(value) : value);

function show(checks: readonly Check[]): string {
  return table(
    ['check', 'measured', '95 %', 'reference', 'tolerance', '', 'source'],
    checks.map(({ id, measured, interval, reference, tolerance, pass, source }) => [
      id,
      digits(measured),
      interval ? `${digits(interval[0])} to ${digits(interval[1])}` : '',
      number(reference),
      number(tolerance),
      pass ? 'pass' : 'FAIL',
      source,
    ]),
  );
}
