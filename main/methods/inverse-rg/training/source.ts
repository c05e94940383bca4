import {
  criticalCoupling,
  HostError,
  type ArrayRecord,
  type SpecOf,
} from '../../../../preload/contract/index.ts';
import { emptyEnsemble, packedBytes, packSpins, type Ensemble } from '../../../physics/ising/spins.ts';
import type { RunContext } from '../../context.ts';
import { monteCarloData, partCounts, recordedData, type TrainingData } from './data.ts';

const fewestConfigurations = 12;

/** The configurations that a training asks for. Throws HostError when a run has none that can be trained on. */
export async function trainingData(context: RunContext<'upscaler-training'>): Promise<TrainingData> {
  const { model, data, seed } = context.spec;
  const parts = partCounts(model);
  if (data.source === 'monte-carlo') return monteCarloData(data, couplingsOf(context.spec), seed, parts);
  if (model.type === 'temperature') {
    throw new HostError(
      'bad-argument',
      'The configurations of a run have one temperature; a kernel with temperature as input needs a range.',
      { where: 'data', remedy: 'Choose Monte Carlo as the data.' },
    );
  }
  const run = await context.runSpec(data.run);
  const ensemble =
    run.kind === 'spin-analysis'
      ? fromSpins(await context.runArrays(data.run, 'inputs'), data.run)
      : fromPacked(await context.runArrays(data.run, 'spins.npz'), data.run);
  if (ensemble.size % 2 !== 0) {
    throw new HostError(
      'bad-argument',
      `The lattices of ${data.run} have ${ensemble.size}² spins: an odd side has no 2×2 blocks.`,
      { where: 'data.run', remedy: 'Choose configurations with an even side.' },
    );
  }
  if (ensemble.count < fewestConfigurations) {
    throw new HostError(
      'bad-argument',
      `${data.run} holds ${ensemble.count} configurations; ${fewestConfigurations} are the least to train and test on.`,
      { where: 'data.run', remedy: 'Choose a run that kept more configurations.' },
    );
  }
  return recordedData(ensemble, 'coupling' in run ? run.coupling : null, parts);
}

/** Couplings of the strata, lowest first. */
function couplingsOf({ model, data }: SpecOf<'upscaler-training'>): number[] {
  if (model.type !== 'temperature') return [data.source === 'monte-carlo' ? data.coupling : criticalCoupling];
  const { low, high, couplings } = model;
  if (low >= high) {
    throw new HostError('bad-argument', `The range of couplings from ${low} to ${high} is empty.`, {
      where: 'model.low',
      remedy: 'Choose a lowest K below the highest.',
    });
  }
  return Array.from({ length: couplings }, (_, i) => low + ((high - low) * i) / (couplings - 1));
}

/** Configurations kept by a run: packed [M, ⌈L²/8⌉] and size [1]. */
function fromPacked({ packed, size }: ArrayRecord, run: string): Ensemble {
  const side = Number(size?.data[0]);
  if (!(packed?.data instanceof Uint8Array) || packed.data.length !== packed.shape[0] * packedBytes(side)) {
    throw notSpins(run, 'spins.npz');
  }
  return { size: side, count: packed.shape[0], packed: packed.data };
}

/** Configurations handed in: spins [M, L, L] of 0 and 1. */
function fromSpins({ spins }: ArrayRecord, run: string): Ensemble {
  const [count, size, other] = spins?.shape ?? [];
  if (!(spins?.data instanceof Uint8Array) || size !== other) throw notSpins(run, 'inputs');
  const ensemble = emptyEnsemble(size, count);
  const cells = size * size;
  for (let i = 0; i < count; i++) {
    packSpins(spins.data.subarray(i * cells, (i + 1) * cells), ensemble.packed, i * packedBytes(size));
  }
  return ensemble;
}

function notSpins(run: string, name: string): HostError {
  return new HostError('bad-file', `The array file ${name} of ${run} holds no spin configurations.`, {
    where: 'data.run',
    remedy: 'Choose a Monte Carlo run that kept its configurations, or an analysis of spins.',
  });
}
