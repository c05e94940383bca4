import type { Benchmark, BenchmarkRow, ProofContext } from '../../proof.ts';
import { monteCarloRows } from './monte-carlo.ts';
import { rsrgRows } from './rsrg.ts';
import { streamingRows } from './streaming.ts';
import { trainingRows } from './training.ts';
import { upscalingRows } from './upscaling.ts';

/** The parts with their shares of the progress. */
const parts: readonly { share: number; run: (context: ProofContext) => Promise<BenchmarkRow[]> }[] = [
  { share: 0.1, run: monteCarloRows },
  { share: 0.2, run: upscalingRows },
  { share: 0.3, run: streamingRows },
  { share: 0.25, run: trainingRows },
  { share: 0.15, run: rsrgRows },
];

export const inverseRgBenchmark: Benchmark = {
  title: 'Inverse RG: upscaling, training and spectra against the direct ways',
  async run(context) {
    const rows: BenchmarkRow[] = [];
    let before = 0;
    for (const { share, run } of parts) {
      const from = before;
      const progress = (fraction: number, message: string) =>
        context.progress(from + fraction * share, message);
      rows.push(...(await run({ ...context, progress })));
      before += share;
    }
    return rows;
  },
};
