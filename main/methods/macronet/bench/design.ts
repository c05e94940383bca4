import { schemaOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { simulate } from '../../../physics/gray-scott/index.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import { turingDesign } from '../design/experiment.ts';
import { unattended } from '../training.ts';

/** The design command's work, from the example to its artifacts, may take this long. */
const mostSeconds = 20;
const example = { Da: 0.17, Db: 0.085, F: 0.036, k: 0.0603 };

/** Times one design of 8 samples × 4 candidates as `macroscope design` computes it, by the clock and on the context's threads. */
export async function timeDesign(context: ProofContext): Promise<BenchmarkRow> {
  const spec = schemaOf['turing-design'].parse({ kind: 'turing-design', seed: context.seed });
  const { a, b } = simulate(example, {
    seed: new RandomStream(context.seed, 'example of the benchmark').bits(),
  });
  const pattern = { shape: [2, 64, 64], data: Float32Array.from([...a, ...b]) };
  const start = performance.now();
  await turingDesign.run({
    ...unattended(spec.seed),
    spec,
    version: '',
    backend: undefined,
    pool: context.pool,
    model: (id) => context.model(id),
    inputs: () => Promise.resolve({ pattern }),
    artifact: () => Promise.resolve(),
    frame: () => {},
    log: () => {},
    summary: () => {},
    runArrays: () => Promise.reject(new Error('a design reads no other run')),
    runSpec: () => Promise.reject(new Error('a design reads no other run')),
  });
  const seconds = (performance.now() - start) / 1000;
  return {
    id: 'macronet.design.seconds',
    measured: seconds,
    unit: 's',
    reference: mostSeconds,
    pass: seconds <= mostSeconds,
    detail: `${spec.samples} samples × ${spec.candidates} candidates, by the clock, ${context.pool.size} threads`,
  };
}
