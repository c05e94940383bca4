import { RandomStream } from '../../../main/compute/random.ts';
import { inspectFile } from '../../../main/data/inspect.ts';
import { readPattern } from '../../../main/data/pattern.ts';
import { readSpacetime } from '../../../main/data/spacetime.ts';
import { readSpins } from '../../../main/data/spins.ts';
import { HostError } from '../../../preload/contract/errors.ts';
import { mutated } from './mutations.ts';
import { formats, seedsOf, type Format } from './seeds.ts';

// A process that reads mutated files of one format and tells its parent what became of them: node reader.ts FORMAT SEED FROM COUNT.

/** What a stretch of files came to. */
export interface Stretch {
  /** Number of the first file after it. */
  next: number;
  read: number;
  refused: number;
  /** Longest that one file took, in seconds. */
  slowest: number;
  /** Files that were neither read nor refused in words, and those that took too long, with their numbers. */
  faults: string[];
  /** Bytes that the peak of the process's memory lies above what reading the good files took. */
  memory: number;
}

const stretch = 200;
const longestSentence = 2000;
/** A file is slow when it is so twice: the machine may have been busy with others. */
const slow = 0.5;

const [format, seed, from, count] = [process.argv[2] as Format, ...process.argv.slice(3).map(Number)] as [
  Format,
  number,
  number,
  number,
];

const uses = [readPattern, readSpins, readSpacetime];

/** Whether a file is read; what is thrown is no refusal in words. */
async function answered(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    if (error instanceof HostError && error.code !== 'bug' && error.message.length < longestSentence)
      return false;
    throw error;
  }
}

/** Inspects a file, and reads it for one of the labs where that went well, as the page would. */
async function use(bytes: Uint8Array, turn: number): Promise<boolean> {
  const read = await answered(() => inspectFile('it', bytes));
  if (read) await answered(() => uses[turn % uses.length]!('it', bytes));
  return read;
}

async function timed(bytes: Uint8Array, turn: number): Promise<{ read: boolean; seconds: number }> {
  const started = performance.now();
  const read = await use(bytes, turn);
  return { read, seconds: (performance.now() - started) / 1000 };
}

const peak = () => process.resourceUsage().maxRSS * 1024;

const own = await seedsOf(format);
const others = (await Promise.all(formats.map(seedsOf))).flat();
for (let round = 0; round < 6; round++) for (const bytes of own) await use(bytes, round);
const before = peak();

let result: Stretch = { next: from, read: 0, refused: 0, slowest: 0, faults: [], memory: 0 };
for (let index = from; index < from + count; index++) {
  const bytes = mutated(format, own, others, new RandomStream(seed, `${format} ${index}`));
  try {
    const { read, seconds } = await timed(bytes, index);
    const shortest = seconds < slow ? seconds : Math.min(seconds, (await timed(bytes, index)).seconds);
    result[read ? 'read' : 'refused']++;
    result.slowest = Math.max(result.slowest, shortest);
  } catch (error) {
    result.faults.push(`${format} ${index}: ${error instanceof Error ? error.stack : String(error)}`);
  }
  if ((index + 1 - from) % stretch !== 0 && index + 1 < from + count) continue;
  await new Promise((resolve) =>
    process.send!({ ...result, next: index + 1, memory: peak() - before } satisfies Stretch, resolve),
  );
  result = { next: index + 1, read: 0, refused: 0, slowest: 0, faults: [], memory: 0 };
}
process.disconnect();
