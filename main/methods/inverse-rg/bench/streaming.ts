import { loadavg } from 'node:os';
import { criticalCoupling, kernelOrbits } from '../../../../preload/contract/index.ts';
import type { ThreadPool } from '../../context.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import { growEnsemble, type EnsembleOrder } from '../upscaling/ensemble.ts';

/** Configurations grown to 128² by two workers; the ratio is timed on a share of them. */
const configurations = { quick: 5000, normal: 40_000, full: 1_000_000 };
const timedShare = { quick: 0.25, normal: 0.08, full: 0.01 };
const turns = 5;
const fewestTimes = 1.5;
const mostGigabytes = 1;

/** An ensemble that streams through two workers and is measured on the way, against one worker, and the memory it takes. */
export async function streamingRows(context: ProofContext): Promise<BenchmarkRow[]> {
  const { level, pool } = context;
  const timed = Math.round(configurations[level] * timedShare[level]);
  const order = ensembleOrder(context.seed, timed);
  const [one, two] = [narrowed(pool, 1), narrowed(pool, 2)];
  // Threads start and compile before the clock does.
  await growEnsemble(two, order);
  const seconds: { one: number[]; two: number[] } = { one: [], two: [] };
  for (let turn = 0; turn < turns; turn++) {
    context.progress((0.3 * turn) / turns, 'timing one worker and two');
    seconds.one.push(await clocked(() => growEnsemble(one, order)));
    seconds.two.push(await clocked(() => growEnsemble(two, order)));
  }

  let peak = process.memoryUsage.rss();
  const whole = ensembleOrder(context.seed, configurations[level]);
  const streaming = await clocked(() =>
    growEnsemble(two, whole, (done) => {
      peak = Math.max(peak, process.memoryUsage.rss());
      context.progress(0.3 + (0.7 * done) / whole.configurations, 'streaming an ensemble');
    }),
  );
  // Whatever else the machine does only adds to the clock, so the shortest turn of either is nearest to a quiet one.
  const ratio = Math.min(...seconds.one) / Math.min(...seconds.two);
  return [
    {
      id: 'inverse-rg.streaming.workers',
      measured: ratio,
      unit: 'one worker / two workers',
      reference: fewestTimes,
      pass: pool.size < 2 ? null : ratio >= fewestTimes,
      detail:
        pool.size < 2
          ? 'this machine has one core: shown only'
          : `by the clock, shortest of ${turns} turns each of ${timed} configurations 1 → 128² with their measurement; needs two idle cores, and the load of the machine is ${loadavg()[0].toFixed(1)}`,
    },
    {
      id: 'inverse-rg.streaming.memory',
      measured: peak / 1e9,
      unit: 'GB',
      reference: mostGigabytes,
      pass: peak / 1e9 < mostGigabytes,
      detail: `largest resident memory of the whole program, its workers included, while ${whole.configurations} configurations passed (10⁶ with --full), read after every round`,
    },
    {
      id: 'inverse-rg.streaming.rate',
      measured: (60 * whole.configurations) / streaming,
      unit: 'configurations per minute',
      reference: 'shown only',
      pass: null,
      detail: `by the clock, k = 3, ${Math.min(2, pool.size)} workers: grown to 128² and measured at every level, correlations and RSRG included`,
    },
  ];
}

function ensembleOrder(seed: number, count: number): EnsembleOrder {
  const weights = Float64Array.from(kernelOrbits(3), ({ distance }) => 0.35 * Math.exp(-0.7 * distance));
  return {
    parameters: { type: 'kernel', size: 3, weights, small: weights },
    settings: {
      start: { from: 'one-spin' },
      size: 128,
      coupling: criticalCoupling,
      sweeps: 0,
      sweepAfter: 'last',
      importance: false,
    },
    seed,
    configurations: count,
    bins: 40,
    correlation: true,
    rsrg: true,
    keep: 0,
  };
}

/** A pool of which only so many threads work at a time. */
function narrowed(pool: ThreadPool, size: number): ThreadPool {
  return {
    size: Math.min(size, pool.size),
    async map<I, O>(task: string, inputs: readonly I[], onDone?: (index: number, output: O) => void) {
      const outputs: O[] = Array.from({ length: inputs.length });
      let next = 0;
      const lane = async () => {
        while (next < inputs.length) {
          const index = next++;
          [outputs[index]] = await pool.map<I, O>(task, [inputs[index]]);
          onDone?.(index, outputs[index]);
        }
      };
      await Promise.all(Array.from({ length: size }, lane));
      return outputs;
    },
  };
}

/** Seconds by the clock. */
async function clocked(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
