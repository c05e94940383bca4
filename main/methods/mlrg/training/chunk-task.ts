import type { MlrgTrainingSpec } from '../../../../preload/contract/index.ts';
import type { Snapshot } from '../../context.ts';
import { learnedMap } from '../stored.ts';
import { couplingSpace } from '../symmetry/space.ts';
import { monotoneCritical } from './critical.ts';
import { memberSeed, shapeOf, Trainer } from './trainer.ts';

/** Some steps of one of the trainings of a run. */
export interface ChunkInput {
  spec: MlrgTrainingSpec;
  member: number;
  /** Null at the first step. */
  state: Snapshot | null;
  /** Step to stop at. */
  until: number;
}

export interface ChunkOutput {
  state: Snapshot;
  /** Mean divergence of each step's batch, in bits. */
  bits: Float64Array;
  /** J0* where it was looked for and C had a maximum. */
  critical: { step: number; value: number }[];
  seconds: number;
}

/** How often J0* is looked for while a network trains: a scan costs as much as a few steps. */
const criticalEstimates = 50;
/** Bare couplings of such a scan. */
const scanPoints = 31;
/** Its lowest bare coupling as a part of the reach: C is flat at zero. */
const lowest = 1 / 30;

/** Range of bare couplings in which J0* is sought: as far as teachers reached. */
export function criticalRange({ proposals }: MlrgTrainingSpec): { low: number; high: number } {
  return { low: lowest * proposals.reach, high: proposals.reach };
}

/** Pure: the same state gives the same steps in any thread and in chunks of any length. */
export function trainChunk({ spec, member, state, until }: ChunkInput): ChunkOutput {
  const started = performance.now();
  const space = couplingSpace(spec.symmetry);
  const trainer = new Trainer(spec, space, memberSeed(spec.seed, member));
  if (state) trainer.restore(state);
  const map = learnedMap({
    settings: spec.symmetry,
    shape: shapeOf(spec, space),
    flow: spec.flow,
    members: [trainer.network],
  });
  const every = Math.max(1, Math.floor(spec.steps / criticalEstimates));
  const bits = new Float64Array(until - trainer.step);
  const critical: ChunkOutput['critical'] = [];
  for (let i = 0; i < bits.length; i++) {
    bits[i] = trainer.advance() / Math.LN2;
    if (trainer.step % every === 0 || trainer.step === spec.steps) {
      const value = monotoneCritical(map, { ...criticalRange(spec), points: scanPoints });
      if (value !== null) critical.push({ step: trainer.step, value });
    }
  }
  return { state: trainer.snapshot(), bits, critical, seconds: (performance.now() - started) / 1000 };
}
