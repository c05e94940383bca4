import {
  nameOfScale,
  type Estimate,
  type ExactSelfSimilarity,
  type Scale,
  type ScaleResult,
  type SelfSimilaritySpec,
} from '../../../../preload/contract/index.ts';
import { effectiveInformation } from '../automata/exact/effective-information.ts';
import { exactSelfSimilarity } from '../automata/exact/projections.ts';
import { diffusionOfSeries } from '../linear/index.ts';
import type { LearntMap } from '../learner.ts';
import type { Spacetime } from '../spacetime.ts';
import { Completions } from './completions.ts';
import {
  agreesWith,
  bestMap,
  consistencyOf,
  measureMap,
  type MeasuredMap,
  type MeasureOptions,
} from './measured-map.ts';
import { coarseGrained } from './measure.ts';
import type { LearntAndMeasured } from './rules.ts';
import type { StudiedSeries } from './series.ts';
import { judge } from './verdict.ts';

/** All restarts of one scale: of every repeat, with the frozen f and with macro rules of their own. */
export interface TrainedScale {
  scale: Scale;
  shared: LearntMap[][];
  free: LearntMap[][];
}

/** A scale as it is reported, with the map and the macro states that pictures show. */
export interface AssessedScale {
  result: ScaleResult;
  best: MeasuredMap;
  /** Held-out macro states of the best map. */
  macro: Spacetime;
}

export interface ScaleContext {
  spec: SelfSimilaritySpec;
  studied: StudiedSeries;
  rules: readonly LearntAndMeasured[];
  /** Awaited between restarts. */
  breathe(): Promise<void>;
}

/** Measures every restart of a scale, chooses the one that is shown and judges. */
export async function assessScale(
  { scale, shared, free }: TrainedScale,
  context: ScaleContext,
): Promise<AssessedScale> {
  const { spec, studied, rules } = context;
  const repeats: MeasuredMap[][] = [];
  for (const [repeat, maps] of shared.entries()) repeats.push(await measured(maps, scale, context, repeat));
  const first = repeats[0];
  const { binary } = first[0];
  const bests = repeats.map((maps) => bestMap(maps, binary));
  const best = bests[0];
  const { law, candidates, prediction, described, deterministic } = rules[0];
  const exact = exactAnswer(law, scale, spec);
  const name = nameOfScale(scale);
  const macro = coarseGrained(best.learnt.map, studied.heldOut);
  const figures = bests.map(consistencyOf);
  const reconstruction = {
    error: overRepeats(bests.map(({ learnt }) => ({ value: learnt.reconstruction, error: null }))),
    unexplained: overRepeats(
      bests.map(({ learnt }) => ({ value: learnt.reconstruction / learnt.patchVariance, error: null })),
    ),
  };
  const ownRules = free.length === 0 ? null : await freeDynamics(free, context);
  const information = informationOf(law, best);
  const { verdict, evidence } = judge({
    maps: first,
    best,
    rule: prediction,
    binary,
    deterministic,
    exact,
    law,
    candidates,
    unseen: described.table?.seen.filter((count) => count === 0).length ?? 0,
    reconstruction,
    free: ownRules,
    effectiveInformation: information,
  });
  return {
    best,
    macro,
    result: {
      ...scale,
      verdict,
      evidence,
      trivial: best.trivial,
      consistency: overRepeats(figures.map(({ consistency }) => consistency)),
      variance: overRepeats(figures.map(({ variance }) => variance)),
      ratio: overRepeats(figures.map(({ ratio }) => ratio)),
      reconstruction,
      map: best.learnt.map.describe(),
      restarts: first.map((map) => restartOf(map)),
      exact,
      agrees: agreesWith(exact, first),
      free: ownRules,
      diffusion: best.trivial === null ? diffusionOf(studied.heldOut, macro) : null,
      effectiveInformation: information,
      pictures: { macro: `macro-${name}`, predicted: `predicted-${name}` },
    },
  };
}

async function measured(
  maps: readonly LearntMap[],
  { space, time }: Scale,
  { spec, studied, rules, breathe }: ScaleContext,
  repeat: number,
): Promise<MeasuredMap[]> {
  const { law, candidates, prediction, deterministic } = rules[repeat];
  const open = candidates.length > 0 && space === time;
  const completions = open
    ? new Completions(candidates, space, spec.coarseGraining.mask, [studied.series, studied.heldOut])
    : null;
  return await measureEach(maps, breathe, {
    heldOut: studied.heldOut,
    training: studied.series,
    variance: prediction.variance.value,
    law,
    completions,
    deterministic,
  });
}

async function measureEach(
  maps: readonly LearntMap[],
  breathe: () => Promise<void>,
  options: MeasureOptions,
): Promise<MeasuredMap[]> {
  const measured: MeasuredMap[] = [];
  for (const learnt of maps) {
    await breathe();
    measured.push(measureMap(learnt, options));
  }
  return measured;
}

/** One repeat: as it was measured. Several: their mean, with its standard error from their scatter. */
export function overRepeats(values: readonly Estimate[]): Estimate {
  if (values.length === 1) return values[0];
  const mean = values.reduce((sum, { value }) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
  return { value: mean, error: Math.sqrt(squares / (values.length * (values.length - 1))) };
}

function restartOf(map: MeasuredMap): ScaleResult['restarts'][number] {
  const { consistency, variance } = consistencyOf(map);
  return {
    consistency: consistency.value,
    variance: variance.value,
    reconstruction: map.learnt.reconstruction,
    trivial: map.trivial,
    origin: map.learnt.origin,
    projection: map.learnt.projection?.table ?? null,
  };
}

/**
 * Free macro dynamics, on held-out data. Nothing but the reconstruction error chooses between their restarts: consistency is no aim of theirs.
 */
async function freeDynamics(
  free: readonly LearntMap[][],
  { studied, rules, breathe }: ScaleContext,
): Promise<ScaleResult['free']> {
  const repeats: MeasuredMap[][] = [];
  for (const maps of free) {
    repeats.push(
      await measureEach(maps, breathe, {
        heldOut: studied.heldOut,
        training: studied.series,
        variance: rules[0].prediction.variance.value,
        law: null,
        completions: null,
        deterministic: false,
      }),
    );
  }
  const bests = repeats.map((maps) => bestMap(maps, false));
  return {
    consistency: overRepeats(bests.map(({ prediction }) => prediction.error)),
    variance: overRepeats(bests.map(({ prediction }) => prediction.variance)),
    ratio: overRepeats(bests.map(({ prediction }) => prediction.ratio)),
    reconstruction: overRepeats(bests.map(({ learnt }) => ({ value: learnt.reconstruction, error: null }))),
    trivial: repeats[0].filter(({ trivial }) => trivial !== null).length,
  };
}

/** Enumerations exist for S = T = 2, 3 and 4, of whole patches for 2. */
function exactAnswer(
  law: number | null,
  { space, time }: Scale,
  { coarseGraining }: SelfSimilaritySpec,
): ExactSelfSimilarity | null {
  const largest = coarseGraining.mask === 'patch' ? 2 : 4;
  if (law === null || space !== time || space < 2 || space > largest) return null;
  return exactSelfSimilarity(law, space, coarseGraining.mask);
}

function informationOf(
  law: number | null,
  { learnt, trivial }: MeasuredMap,
): ScaleResult['effectiveInformation'] {
  if (law === null || learnt.projection === null || trivial === 'constant-map') return null;
  const { micro, macro } = effectiveInformation(law, [learnt.projection]);
  return { micro, macro: macro[0].value };
}

/** From the spread of mass, where there is a cloud: micro in cells² a step, macro in (S cells)² per T steps. */
function diffusionOf(heldOut: Spacetime, macro: Spacetime): ScaleResult['diffusion'] {
  if (heldOut.binary || heldOut.fields > 1 || heldOut.data.some((value) => value < 0)) return null;
  const [small, large] = [diffusionOfSeries(heldOut), diffusionOfSeries(macro)];
  if (small === null || large === null) return null;
  const ratio = large.micro.value / small.micro.value;
  const relative = [small.micro, large.micro].map(({ value, error }) =>
    error === null ? null : error / value,
  );
  const [a, b] = relative;
  return {
    micro: small.micro,
    macro: large.micro,
    ratio: { value: ratio, error: a === null || b === null ? null : Math.abs(ratio) * Math.hypot(a, b) },
  };
}
