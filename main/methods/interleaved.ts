export interface Timed {
  /** One unit of work. */
  run(): unknown;
  /** Units per turn, so that short work is not timed alone. Default 1. */
  repeat?: number;
}

/**
 * Median processor time of one unit of each contestant in milliseconds, on this thread alone: what else runs on the machine does not count.
 * They take turns, so that what it does to caches and clock falls on all of them.
 */
export function interleavedMedians<K extends string>(
  contestants: Record<K, Timed>,
  rounds: number,
  progress: (fraction: number) => void = () => {},
): Record<K, number> {
  const names = Object.keys(contestants) as K[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  // A turn before the first is for compilers and caches.
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const { run, repeat = 1 } = contestants[name];
      const started = processorTime();
      for (let i = 0; i < repeat; i++) run();
      const each = (processorTime() - started) / repeat;
      if (round >= 0) times[name].push(each);
    }
    progress((round + 2) / (rounds + 1));
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<K, number>;
}

/** Processor time of this thread so far, in milliseconds. */
export function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
