import { HostError } from '../../../preload/contract/errors.ts';
import type { BackendReport } from '../../../preload/contract/workbench.ts';
import type { BackendName, Candidate } from './candidates.ts';
import type { Tensors } from './tensors.ts';

export type { BackendName } from './candidates.ts';
export type { Tensors } from './tensors.ts';

/** Graphics cards round products to about ten bits (TF32); a wrong kernel is wrong by far more. */
const gradientTolerance = 0.01;

type Trial = Omit<BackendReport, 'state'> & { usable: boolean };

const trials = new Map<BackendName, Promise<Trial>>();

/** Trials this young are not made again, whoever asks: milliseconds. */
const freshFor = 2000;
let triedAt = -Infinity;

let last: Promise<unknown> = Promise.resolve();

/** tfjs has one current backend for the whole process: while one caller tries backends, the others wait. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work, work);
  last = turn;
  return turn;
}

export interface ChosenBackend {
  name: BackendName;
  tf: Tensors;
}

/**
 * Makes the best tensor backend current that passes its gradient self-test, and returns it with tfjs's interface. Loads tfjs at
 * the first call, so it belongs into a worker process.
 *
 * @param preferred take the backend of this name or fail: a resumed run needs the backend it began with to end with the same bits
 * @throws HostError 'not-available' if the preferred backend, or every backend, was refused
 */
export function chooseBackend(preferred?: string): Promise<ChosenBackend> {
  return inTurn(() => choose(preferred));
}

async function choose(preferred: string | undefined): Promise<ChosenBackend> {
  const { candidates } = await import('./candidates.ts');
  const refusals: { name: BackendName; reason: string }[] = [];
  for (const candidate of candidates) {
    if (preferred && candidate.name !== preferred) continue;
    const trial = await tried(candidate);
    if (trial.usable) {
      // Another trial may have made its own backend current since.
      await candidate.activate();
      return { name: candidate.name, tf: await import('@tensorflow/tfjs-core') };
    }
    refusals.push({ name: candidate.name, reason: trial.reason });
  }
  throw new HostError(
    'not-available',
    preferred
      ? `The compute backend ${preferred} is not available here. ${refusals[0]?.reason ?? 'There is none of this name.'}`
      : `No tensor backend can be used. ${refusals.map(({ name, reason }) => `${name}: ${reason}`).join(' ')}`,
    {
      remedy: preferred
        ? 'Resume the run where it was started, or start it again on this machine.'
        : 'Run "macroscope doctor" and reinstall the packages with npm ci.',
    },
  );
}

/**
 * Tries every backend and the SIMD engine, in order of preference, and tells what came of it. The first usable tensor backend is
 * the one `chooseBackend` takes, and is current afterwards.
 *
 * @param again forget earlier trials of this process first, unless they were made just now
 */
export function reportBackends({ again = false } = {}): Promise<BackendReport[]> {
  return inTurn(() => report(again));
}

async function report(again: boolean): Promise<BackendReport[]> {
  const { candidates } = await import('./candidates.ts');
  if (again && performance.now() - triedAt > freshFor) trials.clear();
  const fresh = trials.size === 0;
  const reports: BackendReport[] = [await reportEngine()];
  let chosen: Candidate | undefined;
  for (const candidate of candidates) {
    const { usable, ...report } = await tried(candidate);
    if (usable && !chosen) {
      chosen = candidate;
      reports.push({ ...report, state: 'chosen' });
    } else {
      reports.push({ ...report, state: usable ? 'usable' : 'refused' });
    }
  }
  await chosen?.activate();
  if (fresh) triedAt = performance.now();
  return reports;
}

/** The engine behind the vector flows and the encoder; it is always taken for them, whatever tensors run on. */
async function reportEngine(): Promise<BackendReport> {
  const row = { name: 'simd-engine', title: 'SIMD engine, for vector flows and the encoder' } as const;
  try {
    const { selfTest } = await import('../simd/self-test.ts');
    const { pass, gradientError, milliseconds, gflops } = selfTest();
    const deviation = `gradients deviate from finite differences by ${gradientError.toExponential(1)}`;
    return {
      ...row,
      state: pass ? 'chosen' : 'refused',
      reason: pass
        ? `Works: ${deviation}, ${gflops.toPrecision(2)} GFLOPS.`
        : `Its ${deviation}: training on it would go wrong.`,
      gradientError,
      milliseconds,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...row, state: 'refused', reason };
  }
}

function tried(candidate: Candidate): Promise<Trial> {
  let trial = trials.get(candidate.name);
  if (!trial) trials.set(candidate.name, (trial = tryOut(candidate)));
  return trial;
}

async function tryOut({ name, title, activate }: Candidate): Promise<Trial> {
  try {
    await activate();
    const { testGradients } = await import('./self-test.ts');
    // The first pass compiles kernels and shaders; the second shows the speed.
    await testGradients();
    const { gradientError, milliseconds } = await testGradients();
    const usable = gradientError <= gradientTolerance;
    const deviation = `gradients deviate from finite differences by ${gradientError.toExponential(1)}`;
    return {
      name,
      title,
      usable,
      reason: usable
        ? `Works: ${deviation}.`
        : `Its ${deviation}, more than ${gradientTolerance}: training on it would go wrong.`,
      gradientError,
      milliseconds,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, title, usable: false, reason };
  }
}
