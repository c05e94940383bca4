import { patternGeneration, type StencilName } from '../../../preload/contract/index.ts';
import {
  createLattice,
  seedInitialState,
  stepCoefficients,
  type EngineName,
} from '../../physics/gray-scott/index.ts';
import { interleavedMedians, type Timed } from '../interleaved.ts';
import type { Benchmark, BenchmarkRow, ProofContext } from '../proof.ts';
import type { SimulatedBatch, SimulationBatch, System } from './simulation-task.ts';

/** A living pattern: parameters at which nothing dies out while it is timed. */
const parameters = { Da: 0.16, Db: 0.08, F: 0.035, k: 0.06 };

const leastRatio = 6;
const leastUpdates = 3e8;
const leastThreadGain = 1.5;

const rounds = { quick: 5, normal: 15, full: 41 };

/** Speed of the SIMD kernel against its TypeScript twin, per core, and shared out over threads. */
export const grayScottBenchmark: Benchmark = {
  title: 'Gray–Scott: cell updates of the SIMD kernel, of its TypeScript twin, and on two threads',
  async run(context) {
    return [...kernelRows(context), await threadRow(context)];
  },
};

function kernelRows({ level, seed, progress }: ProofContext): BenchmarkRow[] {
  const sizes = [64, 256] as const;
  const contestants: Record<string, Timed> = {};
  for (const size of sizes) {
    contestants[`simd ${size}`] = contestant('wasm-simd', 'five-point', size, seed);
    contestants[`nine ${size}`] = contestant('wasm-simd', 'nine-point', size, seed);
    contestants[`twin ${size}`] = contestant('typescript', 'five-point', size, seed);
  }
  const milliseconds = interleavedMedians(contestants, rounds[level], (fraction) =>
    progress(0.7 * fraction, 'timing the kernel and its twin'),
  );
  const rate = (name: string, size: number) => (1000 * size * size) / milliseconds[name];
  return sizes.flatMap((size) => {
    const simd = rate(`simd ${size}`, size);
    const twin = rate(`twin ${size}`, size);
    return [
      {
        id: `gray-scott.ratio.${size}`,
        measured: simd / twin,
        unit: 'times the TypeScript twin',
        reference: leastRatio,
        pass: simd / twin >= leastRatio,
        detail: `five-point, ${size}²: ${simd.toExponential(2)} against ${twin.toExponential(2)} cell updates per second of processor time`,
      },
      {
        id: `gray-scott.updates.${size}`,
        measured: simd,
        unit: 'cell updates per second and core',
        reference: leastUpdates,
        pass: simd >= leastUpdates,
        detail: `five-point, ${size}², one core; the nine-point stencil makes ${rate(`nine ${size}`, size).toExponential(2)}`,
      },
    ];
  });
}

/** One unit of work is one time step; a turn takes about 10 ms on the kernel. */
function contestant(engine: EngineName, stencil: StencilName, size: number, seed: number): Timed {
  const lattice = createLattice(size, engine);
  seedInitialState(lattice.a, lattice.b, size, patternGeneration.parse({}), seed);
  const coefficients = stepCoefficients(parameters, stencil);
  const repeat = Math.round((engine === 'wasm-simd' ? 8e6 : 4e6) / (size * size));
  return { run: () => lattice.advance(coefficients, 1), repeat };
}

/**
 * The same batch as one message, which one thread takes, and as two; in turns. Only the clock can see what a second thread gains, and it
 * also sees everything else that runs on the machine: the fastest turns count.
 */
async function threadRow({ level, seed, pool, progress }: ProofContext): Promise<BenchmarkRow> {
  const id = 'gray-scott.threads';
  const common = { id, unit: 'times one thread', reference: leastThreadGain };
  if (pool.size < 2) {
    return { ...common, measured: 1, pass: null, detail: 'this machine gives the workbench one thread' };
  }
  const generation = patternGeneration.parse(level === 'quick' ? { steps: 1000 } : {});
  const count = 24;
  const systems: System[] = Array.from({ length: count }, (_, i) => ({ parameters, seed: seed + i }));
  const inParts = (parts: number): SimulationBatch[] =>
    Array.from({ length: parts }, (_, part) => ({
      systems: systems.filter((_system, i) => i % parts === part),
      generation,
    }));
  const times: Record<1 | 2, number[]> = { 1: [], 2: [] };
  const turns = Math.ceil(rounds[level] / 2);
  for (let turn = -1; turn < turns; turn++) {
    for (const parts of [2, 1] as const) {
      const start = performance.now();
      await pool.map<SimulationBatch, SimulatedBatch>('gray-scott.simulate', inParts(parts));
      // The turn before the first starts the threads.
      if (turn >= 0) times[parts].push(performance.now() - start);
    }
    progress(0.7 + (0.3 * (turn + 2)) / (turns + 1), 'timing two threads');
  }
  const [one, two] = [Math.min(...times[1]), Math.min(...times[2])];
  return {
    ...common,
    measured: one / two,
    pass: one / two >= leastThreadGain,
    detail: `${count} systems of 64², ${generation.steps} steps: ${one.toFixed(0)} ms on one thread, ${two.toFixed(0)} ms on two, by the clock, fastest of ${turns} turns`,
  };
}
