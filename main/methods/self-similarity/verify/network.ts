import { RandomStream } from '../../../compute/random.ts';
import { atLeast, atMost, shown } from '../../checks.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { measurePrediction } from '../analysis/measure.ts';
import type { CoarseMap, LocalRule } from '../learner.ts';
import { stateOf, type Spacetime } from '../spacetime.ts';
import { bestOf, learnMaps, learnRule } from './network-training.ts';
import { vicsekNetworkChecks } from './network-vicsek.ts';
import { gameOfLife, nextState, parityRule, planarAutomaton, planarDiffusion } from './planar-systems.ts';

/** Seeds were fixed before any of these trainings was run; none is left out. */
const seeds = { quick: [1], normal: [1, 2], full: [1, 2, 3] } as const;
type Level = keyof typeof seeds;

/** Networks on rules and coarse-grainings that are known, and on flocks. */
export function networkChecks(context: ProofContext): Promise<Check[]> {
  const { level } = context;
  context.progress(0, 'networks: automata on a plane');
  const checks = [lifeCheck(level), ...parityChecks(level)];
  if (level === 'quick') return Promise.resolve(checks);
  context.progress(0.1, 'networks: noise and diffusion');
  checks.push(noiseCheck(level), ...diffusionChecks(level));
  checks.push(
    ...vicsekNetworkChecks({
      ...context,
      progress: (fraction, message) => context.progress(0.3 + 0.7 * fraction, message),
    }),
  );
  return Promise.resolve(checks);
}

/** Neighbourhoods of nine cells on which the learnt rule is the Game of Life; the worst seed. */
function lifeCheck(level: Level): Check {
  const right = seeds[level].map((seed) => {
    const size = { runs: 16, times: 12, side: 24 };
    const series = planarAutomaton(gameOfLife, size, new RandomStream(seed, 'life'));
    const rule = learnRule(series, { kernel: 3, steps: 800, restarts: 2 }, seed);
    let count = 0;
    for (let context = 0; context < 512; context++) {
      const state = Uint8Array.from({ length: 9 }, (_, i) => (context >> i) & 1);
      const lattice = { fields: 1, height: 3, width: 3, data: Float32Array.from(state) };
      // On a torus of 3 × 3 cells the neighbourhood of the middle is the whole lattice.
      count += Number(rule.step(lattice, 'periodic').data[4] === nextState(gameOfLife, state, 3)[4]);
    }
    return count;
  });
  return atLeast('network.life', Math.min(...right), 512, 'Game of Life, k = 3: all 512 neighbourhoods');
}

/** The parity rule at S = T = 2, where keeping one cell of four is exact, and at S = T = 3, where (1 + X + Y)³ is not of its form. */
function parityChecks(level: Level): Check[] {
  const counts = seeds[level].map((seed) => {
    const size = { runs: 8, times: 30, side: 24 };
    const series = planarAutomaton(parityRule, size, new RandomStream(seed, 'parity'));
    const rule = learnRule(series, { kernel: 2, steps: 600, restarts: 2 }, seed);
    const maps = (size: number) => learnMaps(series, rule, { scale: { space: size, time: size } }, seed);
    const test = planarAutomaton(parityRule, { ...size, runs: 2 }, new RandomStream(seed, 'parity-test'));
    return {
      two: maps(2).filter(({ map }) => isExact(rule, map)).length,
      three: maps(3).filter(({ map }) => {
        const { error, variance } = measurePrediction(rule, map.apply(test));
        return variance.value > 0 && error.value === 0;
      }).length,
    };
  });
  const source = 'cell + right + below, modulo 2: (1 + X + Y)² = 1 + X² + Y²; of 24 restarts, the worst seed';
  return [
    atLeast(
      'network.parity.2x2',
      Math.min(...counts.map(({ two }) => two)),
      20,
      `${source}; all 4096 contexts`,
    ),
    atMost('network.parity.3x3', Math.max(...counts.map(({ three }) => three)), 0, `${source}; on test data`),
  ];
}

/** Whether P is not constant and P(f²(x)) = f(P(x)) for all 2¹² values of the three blocks of 2 × 2 cells that count. */
function isExact(rule: LocalRule, map: CoarseMap): boolean {
  const side = 4;
  const contexts = 1 << 12;
  const times = 4;
  const cells = side * side;
  const data = new Float32Array(contexts * times * cells);
  // Bits of the blocks at (0, 0), (0, 1) and (1, 0); the fourth block does not matter.
  const places = [0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13];
  for (let context = 0; context < contexts; context++) {
    let state = new Uint8Array(cells);
    for (const [bit, place] of places.entries()) state[place] = (context >> bit) & 1;
    for (let time = 0; time < times; time++) {
      data.set(state, (context * times + time) * cells);
      state = Uint8Array.from(nextState(parityRule, state, side));
    }
  }
  const shape = { runs: contexts, times, fields: 1, height: side, width: side };
  const macro = map.apply({ ...shape, data, boundary: 'periodic', binary: true, vectors: false });
  const values = new Set<number>();
  for (let context = 0; context < contexts; context++) {
    const now = stateOf(macro, context, 0);
    values.add(now.data[0]);
    if (rule.step(now, 'periodic').data[0] !== stateOf(macro, context, 1).data[0]) return false;
  }
  return values.size === 2;
}

/** The parity rule with a fifth of the cells flipped: the learnt probabilities of all 8 contexts. */
function noiseCheck(level: Level): Check {
  const noise = 0.2;
  const off = seeds[level].map((seed) => {
    const size = { runs: 8, times: 60, side: 32 };
    const series = planarAutomaton(parityRule, size, new RandomStream(seed, 'noisy'), noise);
    const rule = learnRule(series, { kernel: 2, steps: 1500, restarts: 2 }, seed);
    const distances = Array.from({ length: 8 }, (_, context) => {
      const data = Float32Array.of(context & 1, (context >> 1) & 1, context >> 2, 0);
      const [probability] = rule.step({ fields: 1, height: 2, width: 2, data }, 'periodic').data;
      return Math.abs(probability - (data[0] ^ data[1] ^ data[2] ? 1 - noise : noise));
    });
    return Math.max(...distances);
  });
  return atMost(
    'network.noise',
    Math.max(...off),
    0.02,
    'largest error of p(1 | context) of a rule with 20% noise; 5 × 10⁴ samples of every context give ± 0.002',
  );
}

/** Diffusion on a plane with the exact propagator: f, and consistency over variance where T = S² and where it is not. */
function diffusionChecks(level: Level): Check[] {
  const scales = [
    { space: 2, time: 2 },
    { space: 2, time: 4 },
    { space: 2, time: 8 },
  ];
  const figures = seeds[level].map((seed) => {
    const size = { runs: 8, times: 24, side: 24 };
    const make = (name: string, runs: number): Spacetime =>
      planarDiffusion({ ...size, runs }, 0.5, 2, new RandomStream(seed, name));
    const [training, test] = [make('training', 8), make('test', 4)];
    const rule = learnRule(training, { kernel: 5, restarts: 2 }, seed, true);
    const ratios = scales.map((scale) => {
      const best = bestOf(learnMaps(training, rule, { scale, steps: 1000, restarts: 3 }, seed, true));
      return measurePrediction(rule, best.map.apply(test)).ratio.value;
    });
    return { rule: measurePrediction(rule, test).ratio.value, ratios };
  });
  const consistency = (i: number) => Math.max(...figures.map(({ ratios }) => ratios[i]));
  const better = Math.min(...figures.map(({ ratios }) => Math.min(ratios[0], ratios[2]) / ratios[1]));
  const system = 'diffusion on a plane, D = 1/2, exact propagator; the worst seed';
  return [
    atMost(
      'network.diffusion.rule',
      Math.max(...figures.map(({ rule }) => rule)),
      1e-3,
      `share of the variance that f with k = 5 leaves; ${system}`,
    ),
    ...scales.map(({ space, time }, i) =>
      shown(
        `network.diffusion.${space}x${time}`,
        consistency(i),
        `consistency over variance; self-similar where T = S²; ${system}`,
      ),
    ),
    atLeast(
      'network.diffusion.scale',
      better,
      5,
      `consistency at T = 2 or 8, the lower, over that at T = 4, S = 2; ${system}`,
    ),
  ];
}
