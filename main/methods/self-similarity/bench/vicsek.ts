import { vicsekParameters } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { Flock, stepByAllPairs } from '../../../physics/vicsek/index.ts';
import { interleavedMedians, type Timed } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';

/** Sides at ρ = 0.3: 3000, 10⁴ and 10⁵ particles. */
const sides = { compared: 100, small: 183, large: 577 };
const rounds = { quick: 5, normal: 15, full: 41 };
/** Steps per turn: some 10 ms at least. The two flocks that are set beside each other grow older alike, and so have the same numbers of neighbours. */
const stepsPerTurn = { compared: 40, small: 15, large: 15 };
/** Steps from the random start before any is timed. */
const warmUp = 100;

const fewestTimes = 5;
/** Linear growth, with room for flocks that fit a nearer cache than others. */
const mostPerParticle = 2;

/** Steps of flocks by cell lists against a loop over all pairs, and how their time grows with the number of particles. */
export function vicsekRows({ level, seed, progress }: ProofContext): Promise<BenchmarkRow[]> {
  const flocks = {
    compared: grown(sides.compared, seed),
    small: grown(sides.small, seed),
    large: grown(sides.large, seed),
  };
  const milliseconds = interleavedMedians(
    {
      pairs: byAllPairs(flocks.compared, seed),
      compared: inTurns(flocks.compared, stepsPerTurn.compared),
      small: inTurns(flocks.small, stepsPerTurn.small),
      large: inTurns(flocks.large, stepsPerTurn.large),
    },
    rounds[level],
    (fraction) => progress(fraction, 'timing Vicsek flocks'),
  );
  const ratio = milliseconds.pairs / milliseconds.compared;
  const perMove = (name: keyof typeof flocks) => (1e6 * milliseconds[name]) / flocks[name].count;
  const growth = perMove('large') / perMove('small');
  return Promise.resolve([
    {
      id: 'vicsek.cells.ratio',
      measured: ratio,
      unit: 'all pairs / cell lists',
      reference: fewestTimes,
      pass: ratio >= fewestTimes,
      detail: `a step of ${flocks.compared.count} particles at ρ = 0.3: ${milliseconds.compared.toPrecision(3)} ms against ${milliseconds.pairs.toPrecision(3)} ms of a direct N² loop in TypeScript`,
    },
    {
      id: 'vicsek.cells.growth',
      measured: growth,
      unit: 'time per particle, 10⁵ / 10⁴',
      reference: mostPerParticle,
      pass: growth <= mostPerParticle,
      detail: `${perMove('large').toPrecision(3)} ns per particle and step at N = ${flocks.large.count}, ${perMove('small').toPrecision(3)} ns at N = ${flocks.small.count}; 1 is linear, the room is for caches`,
    },
    {
      id: 'vicsek.cells.move',
      measured: perMove('compared'),
      unit: 'ns per particle and step',
      reference: 'shown only',
      pass: null,
      detail: `processor time at N = ${flocks.compared.count}, ρ = 0.3, η = 1.5, one core`,
    },
  ]);
}

function grown(side: number, seed: number): Flock {
  const flock = new Flock(
    vicsekParameters.parse({ side }),
    new RandomStream(seed, `benchmark: flock ${side}`),
  );
  for (let step = 0; step < warmUp; step++) flock.step();
  return flock;
}

const inTurns = (flock: Flock, repeat: number): Timed => ({ run: () => flock.step(), repeat });

function byAllPairs(flock: Flock, seed: number): Timed {
  const particles = flock.snapshot();
  const parameters = vicsekParameters.parse({ side: flock.side });
  const random = new RandomStream(seed, 'benchmark: all pairs');
  return { run: () => stepByAllPairs(particles, flock.side, parameters, random) };
}
