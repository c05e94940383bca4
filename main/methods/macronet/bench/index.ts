import type { KernelBuild } from '../../../compute/simd/index.ts';
import { relaxedSupported, saveModules } from '../../../compute/simd/index.ts';
import type { Benchmark, BenchmarkRow, ProofContext } from '../../proof.ts';
import { encoderImages, encoderSetup, encoderSpec, encoderStep } from './encoder.ts';
import { hybridBatch, hybridPair, hybridSpec, hybridStep } from './hybrid.ts';
import { interleavedMedians, type Timed } from '../../interleaved.ts';
import type { TensorStep } from './hybrid-tensors.ts';

const most = 1 / 6;
const rounds = { quick: 7, normal: 15, full: 40 };
const trainingSeconds = { hybrid: 60, encoder: 240 };

interface Subject {
  id: 'hybrid' | 'encoder';
  title: string;
  /** Optimiser steps of the whole training with default settings. */
  steps: number;
  /** Engine steps per turn. */
  repeat: number;
  engine(build: KernelBuild): () => number;
  tensors(): Promise<TensorStep>;
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
      rows.push(...(await compare(subject, context, report)));
    }
    return rows;
  },
};

function subjects(seed: number): Subject[] {
  const batch = hybridBatch(seed);
  const images = encoderImages(seed);
  return [
    {
      id: 'hybrid',
      title: `hybrid step, batch ${hybridSpec.batch}`,
      steps: hybridSpec.steps,
      repeat: 8,
      engine: (build) => hybridStep(hybridPair(seed, build), batch),
      tensors: async () => {
        const { hybridTensorStep } = await import('./hybrid-tensors.ts');
        return hybridTensorStep(saveModules([hybridPair(seed, 'plain')]), batch);
      },
    },
    {
      id: 'encoder',
      title: `encoder step, batch ${encoderSpec.batch}`,
      steps: encoderSpec.steps,
      repeat: 7,
      engine: (build) => encoderStep(encoderSetup(seed, build), images),
      tensors: async () => {
        const { encoderTensorStep } = await import('./encoder-tensors.ts');
        return encoderTensorStep(saveModules([encoderSetup(seed, 'plain').encoder]), images);
      },
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

  const { id, title, steps } = subject;
  const timed = (rounds[level] + 1) * subject.repeat;
  const seconds = (steps * times.engine) / 1000;
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
    {
      id: `macronet.${id}.training`,
      measured: seconds,
      unit: 's',
      reference: trainingSeconds[id],
      pass: seconds <= trainingSeconds[id],
      detail: `processor time of ${steps} steps, extrapolated from ${timed} timed ones; without data, evaluation and checkpoints`,
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

function milliseconds(time: number): string {
  return `${time.toPrecision(3)} ms`;
}
