import type { Measured } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { energy } from '../../../physics/oscillator/motion.ts';
import { bootstrap } from '../statistics/bootstrap.ts';
import { median } from '../statistics/quantiles.ts';
import { spearman } from '../statistics/ranks.ts';
import type { OscillatorModel } from './model.ts';

export interface OscillatorScores {
  /** |Spearman's correlation| of β with the energy over states ~ N(0, 1). */
  spearman: Required<Measured>;
  /** The same reading each state once, with one padding. */
  spearmanSingle: Required<Measured>;
  /** Median over examples of the median of |r − r_example| / r_example over states sampled for each. */
  radius: Required<Measured>;
  /** Sampled angles in 12 equal sectors, relative to uniform: the emptiest and the fullest. */
  emptiestSector: number;
  fullestSector: number;
}

const sectors = 12;
const samplesEach = 64;

/** Scores of a trained oscillator on `count` states the training never saw. */
export function evaluateOscillator(model: OscillatorModel, count: number, seed: number): OscillatorScores {
  const stream = new RandomStream(seed, 'oscillator evaluation');
  const states = Array.from({ length: count }, () => [stream.normal(), stream.normal()] as const);
  const energies = states.map(([x, p]) => energy(x, p));
  const correlate = (betas: Float64Array[]) =>
    bootstrap(count, 'states', (indices) =>
      Math.abs(
        spearman(
          Float64Array.from(indices, (i) => betas[i][0]),
          Float64Array.from(indices, (i) => energies[i]),
        ),
      ),
    );
  const betas = model.macrostates(states, model.spec.readings, stream);
  const single = model.macrostates(states, 1, stream);

  const examples = states.map(([x, p], i) => ({ radius: Math.hypot(x, p), beta: betas[i] }));
  const inSector = new Float64Array(sectors);
  const errors = examples.map(({ radius, beta }) =>
    median(
      model.sampleStates(beta, samplesEach, stream).map(([x, p]) => {
        const turn = (Math.atan2(p, x) / (2 * Math.PI) + 1) % 1;
        inSector[Math.min(sectors - 1, Math.floor(sectors * turn))]++;
        return Math.abs(Math.hypot(x, p) - radius) / radius;
      }),
    ),
  );
  const expected = (examples.length * samplesEach) / sectors;
  return {
    spearman: correlate(betas),
    spearmanSingle: correlate(single),
    radius: bootstrap(errors.length, 'states', (indices) => median(Array.from(indices, (i) => errors[i]))),
    emptiestSector: Math.min(...inSector) / expected,
    fullestSector: Math.max(...inSector) / expected,
  };
}
