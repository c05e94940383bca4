import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { atMost, counted, shown } from '../../main/methods/checks.ts';
import type { Check, ProofContext } from '../../main/methods/proof.ts';
import type { ExperimentDocument, Measured } from '../../preload/contract/index.ts';

/** One training of each way of computing: typed arrays and WASM kernels, and tensors. They would go on for much longer. */
const documents: Record<'simd' | 'tensors', ExperimentDocument> = {
  simd: { kind: 'oscillator', steps: 10_000_000 },
  tensors: {
    kind: 'upscaler-training',
    model: { type: 'two-layer', size: 3 },
    data: { source: 'monte-carlo', size: 8, configurations: 4000 },
    optimiser: { name: 'adamw', epochs: 100_000, batch: 64 },
  },
};
const steps = { quick: 200, normal: 100_000, full: 100_000 } as const;
const samples = { quick: 20, normal: 100, full: 100 } as const;
/** Share of the steps after which everything is compiled and every cache has its size. */
const settled = 0.4;

interface Sample {
  step: number;
  seconds: number;
  /** Bytes of the heap and of arrays beside it, after a collection. */
  used: number;
  resident: number;
  tensors: number;
}

/** Trainings of 10⁵ steps with checkpoints, metrics and log: tensors are not left behind, and memory does not grow. */
export async function soakChecks(context: ProofContext): Promise<Check[]> {
  const count = steps[context.level];
  const done = { simd: 0, tensors: 0 };
  const watch = async (name: 'simd' | 'tensors') => {
    const found = await soak(documents[name], count, count / samples[context.level], (step) => {
      done[name] = step / count;
      context.progress((done.simd + done.tensors) / 2, `${name}: step ${step} of ${count}`);
    });
    return rowsOf(name, count, found, context.level !== 'quick');
  };
  return (await Promise.all([watch('simd'), watch('tensors')])).flat();
}

function rowsOf(name: string, count: number, all: readonly Sample[], judged: boolean): Check[] {
  const { tensors } = all[0]!;
  const late = all.filter(({ step }) => step >= settled * count);
  const pace = (late.at(-1)!.step - late[0]!.step) / (late.at(-1)!.seconds - late[0]!.seconds);
  const about = `MB per hour of training, ${Math.round(pace)} steps/s, over the last ${100 * (1 - settled)} % of ${count} steps`;
  const used = slope(late, ({ used: bytes }) => bytes);
  return [
    shown(`soak.${name}.steps`, all.at(-1)!.step, 'Steps of the training watched'),
    counted(
      `soak.${name}.tensors`,
      all.filter((sample) => sample.tensors === tensors).length,
      all.length,
      `Samples with the ${tensors} tensors of the first`,
    ),
    // A few hundred steps, of which some are still being compiled, say nothing of an hour.
    judged
      ? atMost(`soak.${name}.slope`, used, 1, `${about}, after a collection`)
      : shown(`soak.${name}.slope`, used, about),
    shown(
      `soak.${name}.resident`,
      slope(late, ({ resident }) => resident),
      `${about}, as the system counts the process`,
    ),
  ];
}

/** Growth in MB per hour by least squares, with the 95 % interval of independent residuals. */
function slope(all: readonly Sample[], bytes: (sample: Sample) => number): Measured {
  const mean = (of: (sample: Sample) => number) =>
    all.reduce((sum, sample) => sum + of(sample), 0) / all.length;
  const time = mean(({ seconds }) => seconds);
  const level = mean(bytes);
  let spread = 0;
  let product = 0;
  for (const sample of all) {
    spread += (sample.seconds - time) ** 2;
    product += (sample.seconds - time) * (bytes(sample) - level);
  }
  const rate = product / spread;
  const residual = all.reduce(
    (sum, sample) => sum + (bytes(sample) - level - rate * (sample.seconds - time)) ** 2,
    0,
  );
  const error = Math.sqrt(residual / (all.length - 2) / spread);
  const perHour = 3600 / 1e6;
  return {
    value: rate * perHour,
    low: (rate - 1.96 * error) * perHour,
    high: (rate + 1.96 * error) * perHour,
  };
}

async function soak(
  document: ExperimentDocument,
  count: number,
  every: number,
  onStep: (step: number) => void,
): Promise<Sample[]> {
  const words = [JSON.stringify(document), count, every].map(String);
  const script = join(import.meta.dirname, 'soak', 'training.ts');
  const child = spawn(process.execPath, ['--expose-gc', script, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const found: Sample[] = [];
  for await (const line of createInterface(child.stdout)) {
    const sample = JSON.parse(line) as Sample;
    found.push(sample);
    onStep(sample.step);
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0)
    throw new Error(`the training ended with code ${code} after ${found.at(-1)?.step ?? 0} steps`);
  return found;
}
