import type { VicsekParameters } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { Flock, latticeFields } from '../../../physics/vicsek/index.ts';
import { atLeast, shown } from '../../checks.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { measurePrediction } from '../analysis/measure.ts';
import { quarterTurn } from '../linear/quarter-turn.ts';
import type { LocalRule } from '../learner.ts';
import type { Spacetime } from '../spacetime.ts';
import { bestOf, learnMaps, learnRule } from './network-training.ts';

/** Of Fig. 6. */
const noises = [1, 1.25, 1.5, 1.75, 2, 2.25];
const side = 32;
const burnIn = 1500;
/** Share of the snapshots that rules are trained on; the rest tests them. */
const trainedOn = 0.8;
/** S and T of Fig. 6c. */
const scale = { space: 2, time: 4 };

/** Seeds were fixed before any of these trainings was run; none is left out. */
const levels = {
  normal: { seeds: [1], snapshots: 600, steps: 800, restarts: 2 },
  full: { seeds: [1, 2, 3], snapshots: 1000, steps: 2000, restarts: 3 },
};

interface Left {
  /** Mean squared error, and over the variance. */
  error: number;
  unexplained: number;
}

interface Figures {
  /** By f of 2 × 2 cells, the paper's, and of 3 × 3. */
  narrow: Left;
  wide: Left;
  reconstruction: Left;
}

/**
 * Fig. 6b and c: what is left of the next state by f, and of the patches by P, f and decoder, both as mean squared error and as share of the
 * variance. A kernel of 2 × 2 sees what comes from one quadrant only: its error depends on where the flock is heading, by a factor of 2 at
 * η = 1, so the flock is turned four ways; even so only the share rises with the noise. With 3 × 3, which sees all that can arrive in a step,
 * both rise. The reconstruction is shown, with no claim.
 */
export function vicsekNetworkChecks(context: ProofContext): Check[] {
  const { seeds, snapshots, steps, restarts } = levels[context.level === 'full' ? 'full' : 'normal'];
  const method = `${snapshots} snapshots, ${steps} steps of each stage, mean over ${seeds.length} seed(s)`;
  const figures = noises.map((noise, i) =>
    seeds.map((seed, j) => {
      context.progress((i + j / seeds.length) / noises.length, `networks: Vicsek, η = ${noise}`);
      return figuresOf(flockSeries(noise, seed, snapshots), { steps, restarts }, seed);
    }),
  );
  const mean = (i: number, part: keyof Figures, value: keyof Left) =>
    figures[i].reduce((sum, figure) => sum + figure[part][value], 0) / seeds.length;
  const last = noises.length - 1;
  const rise = (part: keyof Figures, value: keyof Left) => mean(last, part, value) - mean(0, part, value);
  const between = 'at η = 2.25, less that at η = 1';
  return [
    ...noises.flatMap((noise, i) =>
      parts.flatMap(({ part, id, source }) => [
        shown(`vicsek.${id}.error.eta${noise}`, mean(i, part, 'error'), `${source}, MSE; ${method}`),
        shown(
          `vicsek.${id}.unexplained.eta${noise}`,
          mean(i, part, 'unexplained'),
          `${source}, MSE over variance; ${method}`,
        ),
      ]),
    ),
    shown('vicsek.micro.error.rise', rise('narrow', 'error'), `Fig. 6b: MSE of f, k = 2, ${between}`),
    atLeast(
      'vicsek.micro.unexplained.rise',
      rise('narrow', 'unexplained'),
      0,
      `Fig. 6b: share of the variance that f leaves, k = 2, ${between}`,
    ),
    atLeast('vicsek.micro3.error.rise', rise('wide', 'error'), 0, `Fig. 6b: MSE of f, k = 3, ${between}`),
    atLeast(
      'vicsek.micro3.unexplained.rise',
      rise('wide', 'unexplained'),
      0,
      `Fig. 6b: share of the variance that f leaves, k = 3, ${between}`,
    ),
  ];
}

const parts = [
  { part: 'narrow', id: 'micro', source: 'Fig. 6b, k = 2' },
  { part: 'wide', id: 'micro3', source: 'as Fig. 6b with k = 3' },
  { part: 'reconstruction', id: 'reconstruction', source: 'Fig. 6c, S = 2, T = 4, k = 2' },
] as const;

function flockSeries(noise: number, seed: number, times: number): Spacetime {
  const parameters: VicsekParameters = { side, density: 0.3, noise, noiseInterval: 'unit', speed: 1 };
  const flock = new Flock(parameters, new RandomStream(seed, `flock-${noise}`));
  for (let step = 0; step < burnIn; step++) flock.step();
  const size = 3 * side * side;
  const data = new Float32Array(times * size);
  for (let time = 0; time < times; time++) {
    data.set(latticeFields(flock), time * size);
    flock.step();
  }
  const boundary = 'periodic';
  return {
    runs: 1,
    times,
    fields: 3,
    height: side,
    width: side,
    data,
    boundary,
    binary: false,
    vectors: true,
  };
}

function figuresOf(series: Spacetime, settings: { steps: number; restarts: number }, seed: number): Figures {
  const times = Math.round(trainedOn * series.times);
  const cut = (times * series.data.length) / series.times;
  const training = { ...series, times, data: series.data.subarray(0, cut) };
  const test = { ...series, times: series.times - times, data: series.data.subarray(cut) };
  const learn = (kernel: number) => learnRule(training, { kernel, units: 16, ...settings }, seed, true);
  const rule = learn(2);
  const best = bestOf(learnMaps(training, rule, { scale, ...settings }, seed, true));
  return {
    narrow: turnedError(rule, test),
    wide: turnedError(learn(3), test),
    reconstruction: {
      error: best.reconstruction,
      unexplained: best.reconstruction / best.patchVariance,
    },
  };
}

/** Over the four orientations of the test data. */
function turnedError(rule: LocalRule, test: Spacetime): Left {
  let turned = test;
  let [error, variance] = [0, 0];
  for (let turn = 0; turn < 4; turn++) {
    const measured = measurePrediction(rule, turned);
    error += measured.error.value / 4;
    variance += measured.variance.value / 4;
    turned = quarterTurn(turned);
  }
  return { error, unexplained: error / variance };
}
