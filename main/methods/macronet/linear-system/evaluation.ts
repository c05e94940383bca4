import type { Measured } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { rotates, sweptAngle, trajectory, turning } from '../../../physics/linear-system/trajectory.ts';
import { bootstrapMean } from '../statistics/bootstrap.ts';
import { matrixDeviation, type LinearSystemModel } from './model.ts';

export interface LinearSystemScores {
  /** Share of sampled M, started anew, that turn the way the example does. */
  rotation: Required<Measured>;
  /** The same among samples with complex eigenvalues, which turn one way for ever. */
  rotationWhereComplex: Required<Measured>;
  /** Share of sampled M whose M₁₀ − M₀₁ has the example's sign. */
  sign: Required<Measured>;
  /** Share of trajectories sampled through φv⁻¹, without integrating Eq. 7, that turn the way the example does. */
  sampledTrajectories: Required<Measured>;
}

const samplesEach = 16;
const units = 'trajectories';

/** Scores on `count` fresh examples that clearly rotate: swept angle above π/2 between the first and the last point. */
export function evaluateLinearSystem(
  model: LinearSystemModel,
  count: number,
  seed: number,
): LinearSystemScores {
  const stream = new RandomStream(seed, 'linear system evaluation');
  const start = () => [stream.normal(), stream.normal()];
  const examples: { points: Float64Array; matrix: number[] }[] = [];
  while (examples.length < count) {
    const matrix = Array.from({ length: 4 }, () => matrixDeviation * stream.normal());
    const points = trajectory(matrix, start());
    if (Math.abs(sweptAngle(points)) > Math.PI / 2) examples.push({ points, matrix });
  }
  const betas = model.macrostates(examples.map(({ points }) => points));
  const shares = examples.map(({ points, matrix }, i) => {
    const sense = Math.sign(sweptAngle(points));
    const turnsAlike = (other: ArrayLike<number>) => Math.sign(sweptAngle(other)) === sense;
    const samples = model.sampleMatrices(betas[i], samplesEach, stream).map((m) => ({
      alike: turnsAlike(trajectory(m, start())),
      sign: Math.sign(turning(m)) === Math.sign(turning(matrix)),
      complex: rotates(m),
    }));
    const complex = samples.filter((sample) => sample.complex);
    return {
      rotation: share(samples.map(({ alike }) => alike)),
      complex: complex.length > 0 ? [share(complex.map(({ alike }) => alike))] : [],
      sign: share(samples.map(({ sign }) => sign)),
      sampled: share(model.sampleTrajectories(betas[i], samplesEach, stream).map(turnsAlike)),
    };
  });
  return {
    rotation: bootstrapMean(
      shares.map(({ rotation }) => rotation),
      units,
    ),
    rotationWhereComplex: bootstrapMean(
      shares.flatMap(({ complex }) => complex),
      units,
    ),
    sign: bootstrapMean(
      shares.map(({ sign }) => sign),
      units,
    ),
    sampledTrajectories: bootstrapMean(
      shares.map(({ sampled }) => sampled),
      units,
    ),
  };
}

function share(outcomes: boolean[]): number {
  return outcomes.filter(Boolean).length / outcomes.length;
}
