import type { KernelBuild } from '../../../compute/simd/index.ts';
import { relaxedSupported, saveModules } from '../../../compute/simd/index.ts';
import type { Benchmark, BenchmarkRow, ProofContext } from '../../proof.ts';
import { timeDesign } from './design.ts';
import { encoderImages, encoderSetup, encoderSpec, encoderStep } from './encoder.ts';
import { hybridBatch, hybridPair, hybridSpec, hybridStep } from './hybrid.ts';
import { interleavedMedians, processorTime, type Timed } from '../../interleaved.ts';
import type { TensorStep } from './hybrid-tensors.ts';
import { encoderTraining, hybridTraining, type TimedTraining } from './trainings.ts';

const most = 1 / 6;
const rounds = { quick: 7, normal: 15, full: 40 };
/** Steps of a training that are timed where the whole would take too long. */
const timedSteps = { quick: 50, normal: 100, full: Infinity };

interface Subject {
  id: string;
  title: string;
  /** Engine steps per turn. */
  repeat: number;
  engine(build: KernelBuild): () => number;
  tensors(): Promise<TensorStep>;
  training: {
    id: string;
    title: string;
    /** Processor time the whole may take, in seconds. */
    most: number;
    start(seed: number): TimedTraining;
  };
}

/** Training steps on the SIMD engine against the same steps on tensors, whole trainings, and what relaxed SIMD brings. */
export const macronetBenchmark: Benchmark = {
  title: 'MacroNet: training steps on the SIMD engine and on tensors',
  async run(context) {
    const { chooseBackend } = await import('../../../compute/backends/index.ts');
    await chooseBackend('wasm');
    const rows: BenchmarkRow[] = [];
    const all = subjects(context.seed);
    for (const [index, subject] of all.entries()) {
      const report = (fraction: number) =>
        context.progress((index + fraction) / all.length, `timing the ${subject.title}`);
      rows.push(...(await compare(subject, context, report)), timeTraining(subject, context, report));
    }
    return [...rows, await timeDesign(context)];
  },
};

function subjects(seed: number): Subject[] {
  const batch = hybridBatch(seed);
  const images = encoderImages(seed);
  return [
    {
      id: 'hybrid',
      title: `hybrid step, batch ${hybridSpec.batch}`,
      repeat: 8,
      engine: (build) => hybridStep(hybridPair(seed, build), batch),
      tensors: async () => {
        const { hybridTensorStep } = await import('./hybrid-tensors.ts');
        return hybridTensorStep(saveModules([hybridPair(seed, 'plain')]), batch);
      },
      training: { id: 'hybrid', title: 'spectral hybrid', most: 60, start: hybridTraining },
    },
    {
      id: 'encoder',
      title: `encoder step, batch ${encoderSpec.batch}`,
      repeat: 7,
      engine: (build) => encoderStep(encoderSetup(seed, build), images),
      tensors: async () => {
        const { encoderTensorStep } = await import('./encoder-tensors.ts');
        return encoderTensorStep(saveModules([encoderSetup(seed, 'plain').encoder]), images);
      },
      training: { id: 'cnn', title: 'CNN on both fields', most: 240, start: encoderTraining },
    },
  ];
}

async function compare(
  subject: Subject,
  { level }: ProofContext,
  progress: (fraction: number) => void,
): Promise<BenchmarkRow[]> {
  const { patchWasmBackend } = await import('../../../compute/backends/wasm-patch.ts');
  const tensors = await subject.tensors();
  const onTensors = (patch: 'necessary' | 'all') => (): number => {
    patchWasmBackend(patch);
    return tensors.step();
  };
  const contestants: Record<string, Timed> = {
    engine: { run: subject.engine('plain'), repeat: subject.repeat },
    necessary: { run: onTensors('necessary') },
    all: { run: onTensors('all') },
  };
  if (relaxedSupported()) {
    contestants.relaxed = { run: subject.engine('relaxed'), repeat: subject.repeat };
  }
  const times = interleavedMedians(contestants, rounds[level], progress);
  patchWasmBackend('all');
  tensors.dispose();

  const { id, title } = subject;
  const rows: BenchmarkRow[] = [
    {
      id: `macronet.${id}.ratio`,
      measured: times.engine / times.necessary,
      unit: 'engine / tfjs on patched wasm',
      reference: most,
      pass: times.engine / times.necessary <= most,
      detail:
        `${title}: ${milliseconds(times.engine)} against ${milliseconds(times.necessary)} of processor time with the ` +
        'necessary patch (filter gradient, transposed products, segment sum)',
    },
    {
      id: `macronet.${id}.ratio.all`,
      measured: times.engine / times.all,
      unit: 'engine / tfjs on patched wasm',
      reference: 'shown only',
      pass: null,
      detail: `${title}: against ${milliseconds(times.all)} with everything we patch, as the convolutional INN uses it`,
    },
  ];
  if (times.relaxed) {
    rows.push({
      id: `macronet.${id}.relaxed`,
      measured: times.relaxed / times.engine,
      unit: 'relaxed / plain SIMD',
      reference: 'shown only',
      pass: null,
      detail: `${title}: ${milliseconds(times.relaxed)} with relaxed SIMD, whose bits depend on the processor`,
    });
  }
  return rows;
}

function timeTraining(
  { training: { id, title, most: limit, start } }: Subject,
  { level, seed }: ProofContext,
  progress: (fraction: number) => void,
): BenchmarkRow {
  const training = start(seed);
  const count = Math.min(timedSteps[level], training.steps);
  const warmUp = Math.min(10, training.steps - count);
  for (let step = 0; step < warmUp; step++) training.step(step);
  const started = processorTime();
  for (let step = 0; step < count; step++) {
    training.step(step);
    if (step % 10 === 0) progress(step / count);
  }
  const seconds = (((processorTime() - started) / count) * training.steps) / 1000;
  const whole = count === training.steps;
  return {
    id: `macronet.${id}.training`,
    measured: seconds,
    unit: 's',
    reference: limit,
    pass: seconds <= limit,
    detail:
      `${title}: processor time of ${training.steps} steps with batches, augmentation and Adam on one core, ` +
      `${whole ? 'all of them run' : `extrapolated from ${count} of them`}; without making data and evaluating`,
  };
}

function milliseconds(time: number): string {
  return `${time.toPrecision(3)} ms`;
}
