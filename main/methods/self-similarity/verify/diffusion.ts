import { nameOfScale, type DiffusionStudySpec, type Scale } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { diffuse, type DiffusionSettings } from '../../../physics/diffusion/index.ts';
import { atLeast, atMost, near, shown } from '../../checks.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { comparePrediction, relativeConsistency } from '../diffusion/consistency.ts';
import { learnMap, learnRule } from '../diffusion/learning.ts';
import { find, scanPieces, study } from '../diffusion/pieces.ts';
import { everyOtherTransition, ringSeries } from '../diffusion/series.ts';
import {
  fitTimeExponent,
  matchingTimes,
  scannedSizes,
  scanSystem,
  type ScannedRatio,
} from '../diffusion/time-exponent.ts';
import { diffusionOfSeries, meanMap } from '../linear/index.ts';
import type { Spacetime } from '../spacetime.ts';

/** The paper's system: n = 100, dx = 1, D = ½, 100 units of time. */
const spec: DiffusionStudySpec = {
  kind: 'diffusion-study',
  version: 1,
  seed: 1,
  cells: 100,
  coefficient: 0.5,
  duration: 100,
  stepsPerUnit: [1, 3, 10, 25, 100],
  kernels: [7],
  scales: ['2x4'],
};
const rightScales: Scale[] = [
  { space: 2, time: 4 },
  { space: 3, time: 9 },
];
const nameOf = (stepsPerUnit: number) => (stepsPerUnit === 0 ? 'analytic' : `dt-1/${stepsPerUnit}`);

/** Diffusion learnt from data of several time steps, the same at scales with T = S² only, and what the shared rule is good for. */
export async function diffusionChecks(context: ProofContext): Promise<Check[]> {
  context.progress(0, 'diffusion: rules and consistency');
  const checks = [...(await timeStepChecks(context.level)), ...(await scalingChecks())];
  if (context.level !== 'quick') {
    context.progress(0.4, 'diffusion: scan of T');
    checks.push(await exponentCheck());
  }
  context.progress(0.7, 'diffusion: shared and free macro dynamics');
  checks.push(...(await priorChecks()));
  return checks;
}

/** A delta on a ring; 0 steps per unit is the analytic solution. */
function deltaRun(stepsPerUnit: number, cells = spec.cells, steps = spec.duration): Spacetime {
  return ringSeries(
    diffuse({ ...settings(stepsPerUnit, 'delta', cells), steps }, new RandomStream(1, 'delta')),
    cells,
  );
}

const settings = (
  stepsPerUnit: number,
  start: DiffusionSettings['start'],
  cells = spec.cells,
): DiffusionSettings => ({
  cells,
  coefficient: spec.coefficient,
  method: stepsPerUnit === 0 ? 'analytic' : 'explicit',
  stepsPerUnit: Math.max(1, stepsPerUnit),
  boundary: 'periodic',
  start,
});

async function timeStepChecks(level: ProofContext['level']): Promise<Check[]> {
  const all = [0, ...spec.stepsPerUnit];
  const found = new Map<number, Record<'error' | 'learned' | 'ideal' | 'withStart', number>>();
  for (const stepsPerUnit of all) {
    const series = deltaRun(stepsPerUnit);
    const rule = await learnRule(everyOtherTransition(series, 'training'), 7);
    const { error } = comparePrediction(rule, everyOtherTransition(series, 'test'));
    const { map } = await learnMap(series, rule, { space: 2, time: 4 }, { seed: 1 });
    const ideal = meanMap({ space: 2, time: 4 }, 1, false);
    found.set(stepsPerUnit, {
      error,
      learned: relativeConsistency(map, rule, series),
      ideal: relativeConsistency(ideal, rule, series),
      withStart: relativeConsistency(ideal, rule, series, 0),
    });
  }
  const checks: Check[] = all.map((stepsPerUnit) =>
    atMost(
      `diffusion.prediction.${nameOf(stepsPerUnit)}`,
      found.get(stepsPerUnit)!.error,
      1e-6,
      'test MSE of Eq. 7, k = 7; every other transition of one run from a delta (n = 100, D = 1/2, 100 units), the others learnt from',
    ),
  );
  const analytic = found.get(0)!;
  const coarse = found.get(1)!;
  const others = spec.stepsPerUnit.filter((stepsPerUnit) => stepsPerUnit !== 3);
  const leftOut =
    'Eq. 6 over variance at S = 2, T = 4, all macro states but the first, which holds the delta';
  for (const which of ['learned', 'ideal'] as const) {
    checks.push(
      atMost(`diffusion.consistency.analytic.${which}`, analytic[which], 1e-6, leftOut),
      atLeast(
        `diffusion.consistency.dt-1.${which}`,
        coarse[which] / analytic[which],
        100,
        `${leftOut}; Δt = 1 over analytic`,
      ),
      atLeast(
        `diffusion.consistency.best-finite.${which}`,
        Math.min(...others.map((stepsPerUnit) => found.get(stepsPerUnit)![which])) / found.get(3)![which],
        1,
        `${leftOut}; lowest of Δt = 1, .1, .04, .01 over Δt = 1/3, where the fourth cumulant vanishes: not monotone in Δt`,
      ),
    );
  }
  if (level !== 'quick') {
    for (const [stepsPerUnit, { learned, ideal }] of found) {
      checks.push(
        shown(`diffusion.consistency.${nameOf(stepsPerUnit)}.learned.value`, learned, `${leftOut}; Fig. 5c`),
        shown(`diffusion.consistency.${nameOf(stepsPerUnit)}.ideal.value`, ideal, `${leftOut}; Fig. 5c`),
      );
    }
    checks.push(
      shown(
        'diffusion.consistency.analytic.with-start',
        analytic.withStart,
        'the same with the macro state that holds the delta, of the mean over patches',
      ),
    );
  }
  return checks;
}

async function scalingChecks(): Promise<Check[]> {
  const series = deltaRun(0);
  const rule = await learnRule(everyOtherTransition(series, 'training'), 7);
  const micro = diffusionOfSeries(series);
  const ratioAt = async (scale: Scale) => {
    const { map } = await learnMap(series, rule, scale, { seed: 1 });
    const macro = diffusionOfSeries(map.apply(series));
    return { ratio: (macro?.micro.value ?? Number.NaN) / (micro?.micro.value ?? Number.NaN), macro };
  };
  const right = [];
  for (const scale of rightScales) right.push({ scale, ...(await ratioAt(scale)) });
  const source =
    'D of learnt macro states in macro cells² per macro step over D of micro states, each half the slope of the variance';
  return [
    near(
      'diffusion.D.micro',
      micro?.micro.value,
      0.5,
      5e-4,
      'half the slope of the variance; D of the simulation',
    ),
    near(
      'diffusion.exponent.micro',
      micro?.exponent.value,
      1,
      0.01,
      'a of variance = c + b·t^a; L ~ t^(1/2)',
    ),
    ...right.flatMap(({ scale, ratio, macro }) => {
      const name = nameOfScale(scale);
      return [
        near(`diffusion.D.ratio.${name}`, ratio, 1, 1e-3, source),
        near(
          `diffusion.exponent.macro.${name}`,
          macro?.exponent.value,
          1,
          0.01,
          'the same of learnt macro states',
        ),
      ];
    }),
    near(
      'diffusion.D.ratio.2x2',
      (await ratioAt({ space: 2, time: 2 })).ratio,
      0.5,
      5e-4,
      `${source}; wrong scaling, T/S² = 1/2`,
    ),
    near(
      'diffusion.D.ratio.2x8',
      (await ratioAt({ space: 2, time: 8 })).ratio,
      2,
      2e-3,
      `${source}; wrong scaling, T/S² = 2`,
    ),
  ];
}

async function exponentCheck(): Promise<Check> {
  const { cells, steps } = scanSystem(spec);
  const studied = await study(deltaRun(0, cells, steps), spec);
  const ratios: ScannedRatio[] = [];
  for (const piece of scanPieces()) {
    const finding = await find(piece, studied, spec.seed);
    if (finding.type === 'exponent' && finding.entry) ratios.push(finding.entry);
  }
  const { z } = fitTimeExponent(matchingTimes(ratios));
  const interval = z.error === null ? {} : { low: z.value - 1.96 * z.error, high: z.value + 1.96 * z.error };
  return near(
    'diffusion.z',
    { value: z.value, ...interval },
    2,
    0.01,
    `T ~ S^z through the T at which D macro = D micro, S = ${scannedSizes.join(', ')}`,
  );
}

/** Random starts of one training, of which the learner holds one out, and others to test on. */
const trainingRuns = 8;
const testRuns = 4;
const priorSeeds = [1, 2, 3, 4, 5];

async function priorChecks(): Promise<Check[]> {
  const scale: Scale = { space: 2, time: 4 };
  const found = [];
  for (const seed of priorSeeds) {
    const training = randomRuns(seed, 'training', trainingRuns);
    const test = randomRuns(seed, 'test', testRuns);
    const rule = await learnRule(training, 7);
    const figures = async (free: boolean) => {
      const options = { seed, kernel: 'joint', free } as const;
      const { map, macroRule, reconstruction } = await learnMap(training, rule, scale, options);
      return {
        ratio: relativeConsistency(map, macroRule, test),
        withStart: relativeConsistency(map, macroRule, test, 0),
        reconstruction,
      };
    };
    found.push({ shared: await figures(false), free: await figures(true) });
  }
  const gain = Math.min(...found.map(({ shared, free }) => free.ratio / shared.ratio));
  const made = `analytic diffusion at S = 2, T = 4 from ${trainingRuns} random starts, on ${testRuns} others; seeds 1 to 5`;
  return [
    atLeast(
      'prior.diffusion',
      gain,
      10,
      `consistency over variance with macro dynamics of their own (scaled to the most consistent) over that with the shared rule, least of five, all macro states but the first; ${made}`,
    ),
    shown(
      'prior.diffusion.with-start',
      Math.min(...found.map(({ shared, free }) => free.withStart / shared.withStart)),
      `the same with the first macro state, which holds the random start; ${made}`,
    ),
    shown(
      'prior.diffusion.shared',
      mean(found.map(({ shared }) => shared.ratio)),
      `consistency over variance, mean; ${made}`,
    ),
    shown(
      'prior.diffusion.free',
      mean(found.map(({ free }) => free.ratio)),
      `consistency over variance, mean; ${made}`,
    ),
    shown(
      'prior.diffusion.shared.reconstruction',
      mean(found.map(({ shared }) => shared.reconstruction)),
      `MSE of Eq. 8 on a held-out start, mean; ${made}`,
    ),
    shown(
      'prior.diffusion.free.reconstruction',
      mean(found.map(({ free }) => free.reconstruction)),
      `MSE of Eq. 8 on a held-out start, mean: the same or lower, as Fig. 7 does not say; ${made}`,
    ),
  ];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function randomRuns(seed: number, part: string, runs: number): Spacetime {
  const size = (spec.duration + 1) * spec.cells;
  const data = new Float32Array(runs * size);
  const random = new RandomStream(seed, `diffusion prior ${part}`);
  for (let run = 0; run < runs; run++) {
    data.set(diffuse({ ...settings(0, 'random'), steps: spec.duration }, random), run * size);
  }
  return { ...ringSeries(data.subarray(0, size), spec.cells), runs, data };
}
