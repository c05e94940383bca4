import { atMost, counted, shown } from '../../main/methods/checks.ts';
import type { Check, ProofContext } from '../../main/methods/proof.ts';
import { fuzzFormat, type FuzzResult } from './files/fuzz.ts';
import { formats, type Format } from './files/seeds.ts';

const counts: Record<ProofContext['level'], number> = { quick: 300, normal: 100_000, full: 1_000_000 };
const atOnce = 2;
/** What reading may take beyond what good files take: a data set of HDF5 that claims 16 MB, its copies, and what is not yet collected. */
const mostMemory = 256;

/** Mutated files of every format: each is read or refused in words, below a second and within bounded memory. */
export async function filesChecks({ level, seed, progress }: ProofContext): Promise<Check[]> {
  const count = counts[level];
  const done = new Map<Format, number>();
  const report = (format: Format) => (files: number) => {
    done.set(format, files);
    const all = [...done.values()].reduce((sum, each) => sum + each, 0);
    progress(all / (count * formats.length), `mutated files: ${format}`);
  };
  // The longest first, so that both processes end together.
  const waiting = formats.toSorted((a, b) => Number(b === 'hdf5') - Number(a === 'hdf5'));
  const results = new Map<Format, FuzzResult>();
  const work = async () => {
    for (let format = waiting.shift(); format !== undefined; format = waiting.shift()) {
      results.set(format, await fuzzFormat(format, seed, count, report(format)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const all = formats.map((format) => results.get(format)!);
  for (const { faults } of all) for (const fault of faults.slice(0, 5)) process.stderr.write(`${fault}\n`);
  return [
    ...all.map(({ format, tried, read, refused }) =>
      counted(`files.${format}`, read + refused, tried, 'mutated files that are read, or refused in words'),
    ),
    ...all.map(({ format, tried, read }) =>
      shown(`files.${format}.read`, read / tried, 'share of the mutated files that are still read'),
    ),
    atMost(
      'files.slowest',
      Math.max(...all.map(({ slowest }) => slowest)),
      1,
      'seconds that the slowest of all mutated files took, by the faster of two readings',
    ),
    atMost(
      'files.memory',
      Math.max(...all.map(({ memory }) => memory)) / 2 ** 20,
      mostMemory,
      'MB that the peak memory of a reading process rose above what good files of the format take',
    ),
  ];
}
