import { criticalCoupling, kernelOrbits } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { interleavedMedians, type Timed } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import { doubleDirectly } from '../generation/direct.ts';
import { createUpscaler, growFromSpin } from '../generation/load.ts';
import { kernelCells } from '../generation/symmetric-kernel.ts';
import type { SequentialTables, UpscalerParameters } from '../upscaler.ts';

/** From one spin to 128². */
const doublings = 7;
const side = 2 ** doublings;
/** Configurations per minute and core that the tables of k = 3 and 7 must reach, and times they must beat the convolution by. */
const fewestPerMinute = 200_000;
const fewestTimes = { 3: 5, 7: 15 } as const;
const rounds = { quick: 7, normal: 15, full: 40 };
/** Configurations per turn. */
const repeat = { tables: 600, convolution: 30 };

/** Growth from one spin to 128²: configurations per minute, and tables against the direct convolution in turns. */
export async function upscalingRows(context: ProofContext): Promise<BenchmarkRow[]> {
  const contestants: Record<string, Timed> = {
    sequential: grown(sequentialParameters(context.seed), context.seed),
  };
  for (const size of [3, 5, 7, 9]) {
    contestants[`k${size}`] = grown(kernelParameters(size), context.seed);
    contestants[`convolution ${size}`] = convolved(size, context.seed);
  }
  const times = interleavedMedians(contestants, rounds[context.level], (fraction) =>
    context.progress(fraction, 'timing the upscalers'),
  );

  const rows: BenchmarkRow[] = [];
  for (const size of [3, 5, 7, 9] as const) {
    const [tables, convolution] = [times[`k${size}`], times[`convolution ${size}`]];
    const claimed = size === 3 || size === 7;
    rows.push(rateRow(`k${size}`, `k = ${size}`, tables, claimed), {
      id: `inverse-rg.upscaling.k${size}.ratio`,
      measured: convolution / tables,
      unit: 'convolution / tables',
      reference: claimed ? fewestTimes[size] : 'shown only',
      pass: claimed ? convolution / tables >= fewestTimes[size] : null,
      detail: `one configuration 1 → ${side}² by ${tables.toPrecision(3)} against ${convolution.toPrecision(3)} ms, both in TypeScript and with the same bits`,
    });
  }
  return [...rows, rateRow('sequential', 'sequential tables', times.sequential, false)];
}

function rateRow(id: string, title: string, milliseconds: number, claimed: boolean): BenchmarkRow {
  const perMinute = 60_000 / milliseconds;
  return {
    id: `inverse-rg.upscaling.${id}.rate`,
    measured: perMinute,
    unit: 'configurations per minute and core',
    reference: claimed ? fewestPerMinute : 'shown only',
    pass: claimed ? perMinute >= fewestPerMinute : null,
    detail: `${title}, 1 → ${side}², processor time of drawing alone, ${((milliseconds * 1e6) / ((4 / 3) * (side * side - 1))).toPrecision(3)} ns per spin`,
  };
}

function grown(parameters: UpscalerParameters, seed: number): Timed {
  const upscaler = createUpscaler(parameters, criticalCoupling);
  const random = new RandomStream(seed, 'benchmark: upscaling');
  return { run: () => growFromSpin(upscaler, doublings, random, () => {}), repeat: repeat.tables };
}

function convolved(size: number, seed: number): Timed {
  const cells = kernelCells(size, kernelWeights(size));
  const random = new RandomStream(seed, 'benchmark: convolution');
  const levels = Array.from({ length: doublings + 1 }, (_, level) => new Uint8Array(4 ** level));
  return {
    run: () => {
      levels[0][0] = random.bits() >>> 31;
      for (let level = 0; level < doublings; level++) {
        doubleDirectly(levels[level], 2 ** level, cells, random, levels[level + 1]);
      }
    },
    repeat: repeat.convolution,
  };
}

function kernelParameters(size: number): UpscalerParameters {
  return { type: 'kernel', size, weights: kernelWeights(size), small: kernelWeights(3) };
}

/** Weights that fall off with the distance as trained ones do; close to the optimum for k = 3. */
function kernelWeights(size: number): Float64Array {
  return Float64Array.from(kernelOrbits(size), ({ distance }) => 0.35 * Math.exp(-0.8 * Math.sqrt(distance)));
}

/** Tables that follow the block spin with some noise: time depends on how spins spread over the tables, not on their values. */
function sequentialParameters(seed: number): UpscalerParameters {
  const random = new RandomStream(seed, 'benchmark: sequential tables');
  const table = (bits: number, own: number) =>
    Float32Array.from({ length: 2 ** bits }, (_, pattern) =>
      (pattern >> own) & 1 ? random.between(0.7, 1) : random.between(0, 0.3),
    );
  const tables: SequentialTables = { a: table(16, 10), d: table(13, 4), c: table(13, 4), b: table(14, 4) };
  return { type: 'sequential', iterated: tables, last: tables };
}
