import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Stretch } from './reader.ts';
import type { Format } from './seeds.ts';

/** What became of the mutated files of one format. */
export interface FuzzResult {
  format: Format;
  tried: number;
  read: number;
  refused: number;
  /** Longest that one file took, in seconds. */
  slowest: number;
  /** Bytes that the peak of a reading process lay above what reading good files takes. */
  memory: number;
  /** What was neither read nor refused, with the numbers to make it again. */
  faults: string[];
}

/** Longest without a word from the process about 200 files, in milliseconds: then one of them hangs. */
const silence = 60_000;
const reader = join(import.meta.dirname, 'reader.ts');

/**
 * Reads `count` mutated files of a format in a process of its own. A process that dies or hangs counts a fault, and another goes on behind the
 * files it was at.
 */
export async function fuzzFormat(
  format: Format,
  seed: number,
  count: number,
  progress: (done: number) => void,
): Promise<FuzzResult> {
  const result: FuzzResult = { format, tried: count, read: 0, refused: 0, slowest: 0, memory: 0, faults: [] };
  for (let from = 0; from < count;) {
    const { next, fault } = await readStretches({ format, seed, from, count: count - from }, (stretch) => {
      result.read += stretch.read;
      result.refused += stretch.refused;
      result.slowest = Math.max(result.slowest, stretch.slowest);
      result.memory = Math.max(result.memory, stretch.memory);
      result.faults.push(...stretch.faults);
      progress(stretch.next);
    });
    if (fault !== null) result.faults.push(`${format} ${next} to ${next + 199}: ${fault}`);
    from = fault === null ? next : next + 200;
  }
  return result;
}

interface Order {
  format: Format;
  seed: number;
  from: number;
  count: number;
}

async function readStretches(
  { format, seed, from, count }: Order,
  onStretch: (stretch: Stretch) => void,
): Promise<{ next: number; fault: string | null }> {
  const child = fork(reader, [format, seed, from, count].map(String), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // As the workbench starts the process that reads files.
    execArgv: ['--max-old-space-size=2048'],
  });
  let next = from;
  let words = '';
  let hangs = false;
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-2000)));
  const watch = setTimeout(() => {
    hangs = true;
    child.kill('SIGKILL');
  }, silence);
  child.on('message', (message) => {
    watch.refresh();
    const stretch = message as Stretch;
    next = stretch.next;
    onStretch(stretch);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...end) => resolve(end));
  });
  clearTimeout(watch);
  if (next >= from + count) return { next, fault: null };
  return {
    next,
    fault: hangs ? 'no answer for a minute' : `the process ended (${signal ?? code}): ${words}`,
  };
}
