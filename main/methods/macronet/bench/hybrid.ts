import { turingHybridSpec } from '../../../../preload/contract/experiments/turing.ts';
import { RandomStream } from '../../../compute/random.ts';
import { Adam, SimdEngine, type KernelBuild } from '../../../compute/simd/index.ts';
import { FlowPair } from '../flow-pair.ts';

/** The hybrid experiment with its default settings: what its training step costs depends on nothing else. */
export const hybridSpec = turingHybridSpec.parse({ kind: 'turing-hybrid' });

export interface Batch {
  /** Examples [batch][4] and [batch][components]. */
  u: Float32Array;
  v: Float32Array;
}

export function hybridBatch(seed: number): Batch {
  const stream = new RandomStream(seed, 'benchmark: hybrid batch');
  const u = new Float32Array(hybridSpec.batch * 4);
  const v = new Float32Array(hybridSpec.batch * hybridSpec.components);
  stream.fillNormal(u);
  stream.fillNormal(v);
  return { u, v };
}

export function hybridPair(seed: number, build: KernelBuild): FlowPair {
  return new FlowPair(new SimdEngine({ capacity: 64 * 2 ** 20, build }), {
    seed,
    dimensionU: 4,
    dimensionV: hybridSpec.components,
    macroDimension: hybridSpec.macroDimension,
    flowU: hybridSpec.flowU,
    flowV: hybridSpec.flowV,
  });
}

/** One training step of the hybrid on the SIMD engine: forward, backward, Adam. Returns the loss. */
export function hybridStep(pair: FlowPair, { u, v }: Batch): () => number {
  const { learningRate, clip } = hybridSpec.optimiser;
  const adam = new Adam(pair.engine, pair.parameters(), { clip });
  return () => {
    const { total } = pair.engine.scope(() => pair.loss(u, v, hybridSpec.gamma, true));
    adam.step(learningRate);
    return total;
  };
}
