import type { ExactSelfSimilarity, ScaleResult, Verdict } from '../../../../preload/contract/index.ts';
import { agreesWith, consistencyOf, type MeasuredMap } from './measured-map.ts';
import type { Prediction } from './measure.ts';

/** A rule that leaves at most this share of the variance is taken for a deterministic one. */
export const deterministicBelow = 1e-4;
/** Consistency over variance of a real-valued system that is called self-similar, unless f itself does not reach it. */
const tolerance = 1e-4;
/** Times what f itself leaves. */
const timesRule = 10;
/** Of what would be left by "nothing changes". */
const shareOfChange = 0.01;

export interface Evidence {
  verdict: Verdict;
  evidence: string[];
}

export interface Judged {
  maps: readonly MeasuredMap[];
  best: MeasuredMap;
  /** How f predicts micro states. */
  rule: Prediction;
  binary: boolean;
  /** Binary: the table has no noise. */
  deterministic: boolean;
  exact: ExactSelfSimilarity | null;
  /** The elementary rule that f is, where all of it is known. */
  law: number | null;
  /** Contexts that the data never show, and the elementary rules that fit what they do. */
  unseen: number;
  candidates: readonly number[];
  reconstruction: ScaleResult['reconstruction'];
  free: ScaleResult['free'];
  effectiveInformation: ScaleResult['effectiveInformation'];
}

/** What follows from the figures, and the sentences that say why. */
export function judge(judged: Judged): Evidence {
  const { verdict, evidence } = !judged.binary
    ? judgeReal(judged)
    : judged.deterministic
      ? judgeBinary(judged)
      : judgeNoisy(judged);
  return { verdict, evidence: [...evidence, ...comparisons(judged)] };
}

function judgeBinary({ maps, best, exact, law, unseen, candidates }: Judged): Evidence {
  const found = maps.filter(({ consistent, trivial }) => consistent && trivial === null);
  const fading = maps.filter(
    ({ consistent, trivial }) => consistent && trivial !== null && trivial !== 'constant-map',
  );
  const constant = maps.filter(({ trivial }) => trivial === 'constant-map');
  const where = best.exact === null ? 'wherever the data go' : `in all ${best.exact.contexts} contexts`;
  const different = maps.length - constant.length;
  const evidence: string[] = [];
  const name = best.learnt.projection?.name;
  const composed = found.filter(({ learnt }) => learnt.origin === 'composed').length;
  if (found.length > 0) {
    const trained = found.length - composed;
    const sources = [
      ...(trained > 0 ? [`${trained} of ${counted(maps.length - composedOf(maps), 'restart')}`] : []),
      ...(composed > 0 ? [counted(composed, 'composed map')] : []),
    ];
    evidence.push(
      `${sources.join(' and ')} found a map that is not constant with P(f(…)) = f(P(…)) ${where}: the consistency is exactly 0.`,
    );
    if (name) evidence.push(`The map shown: ${name}.`);
  } else if (fading.length > 0) {
    evidence.push(
      best.trivial === 'constant-after-one-step'
        ? 'Maps that are not constant are consistent, but the macro state is constant after one step: it says nothing.'
        : 'Maps that are not constant are consistent, but the macro state does not vary in the data: it says nothing.',
    );
  } else if (constant.length === maps.length) {
    evidence.push('Every restart ended with a constant map, whose macro state says nothing.');
  } else {
    evidence.push(
      `${different === 1 ? 'The one map that is not constant is not consistent' : `None of the ${different} maps that are not constant is consistent`}: the best fails in ${percent(consistencyOf(best).consistency.value)} of the ${best.exact === null ? 'held-out macro cells' : `${best.exact.contexts} contexts`}.`,
    );
  }
  if (constant.length > 0 && constant.length < maps.length) {
    evidence.push(`${counted(constant.length, 'restart')} ended with a constant map, which does not count.`);
  }
  if (law === null && unseen > 0) {
    evidence.push(
      `${counted(unseen, 'context')} of 8 never ${unseen === 1 ? 'occurs' : 'occur'} in the data, so the verdict holds for what they show: ${counted(candidates.length, 'rule')} ${candidates.length === 1 ? 'fits' : 'fit'} them.`,
    );
    const [completion] = best.completions;
    if (found.length > 0 && completion !== undefined) {
      const { projection } = completion;
      const rules = [...new Set(best.completions.map(({ rule }) => rule))].join(', ');
      evidence.push(
        `Wherever the data go, the map shown is the same as ${projection.table}${projection.name === null ? '' : ` (${projection.name})`}, and such maps are consistent in all contexts under ${rules}.`,
      );
    }
  }
  if (exact !== null) {
    const answer = exact.selfSimilar
      ? `${exact.maps} of all non-constant maps of this form ${exact.maps === 1 ? 'is' : 'are'} consistent`
      : `no non-constant map of this form is consistent (the best fails in ${percent(exact.bestConsistency ?? Number.NaN)})`;
    const agreement = agreesWith(exact, maps) ? 'Training agrees.' : 'Training DISAGREES with it.';
    evidence.push(`Exact enumeration: ${answer}. ${agreement}`);
  }
  const verdict: Verdict =
    found.length > 0
      ? 'self-similar'
      : fading.length > 0 || constant.length === maps.length
        ? 'trivial'
        : 'not-self-similar';
  return { verdict, evidence };
}

const composedOf = (maps: readonly MeasuredMap[]) =>
  maps.filter(({ learnt }) => learnt.origin === 'composed').length;

function judgeReal(judged: Judged): Evidence {
  const { best, rule } = judged;
  if (best.trivial !== null) {
    return {
      verdict: 'trivial',
      evidence: ['The macro states hardly vary: whatever predicts them, they say nothing.'],
    };
  }
  if (!(rule.ratio.value <= deterministicBelow)) return judgeNoisy(judged);
  const { ratio, persistenceRatio } = best.prediction;
  const allowed = Math.max(tolerance, timesRule * rule.ratio.value);
  const evidence = [
    `f applied to macro states errs by ${share(ratio.value)} of their variance.`,
    `Tolerance ${share(allowed)}: ${
      allowed > tolerance
        ? `ten times what f leaves of micro states`
        : `f itself leaves ${share(rule.ratio.value)} of the variance of micro states`
    }.`,
    `“Nothing changes” would err by ${share(persistenceRatio)}.`,
  ];
  if (!(ratio.value <= allowed)) return { verdict: 'not-self-similar', evidence };
  if (persistenceRatio <= allowed && persistenceRatio > 0) {
    evidence.push('The macro states hardly change in one step: the data are too slow to tell.');
    return { verdict: 'comparison', evidence };
  }
  if (persistenceRatio > 0 && ratio.value > shareOfChange * persistenceRatio) {
    evidence.push(
      `That is more than ${percent(shareOfChange)} of what changes in a step: the small figure comes from slow macro states.`,
    );
    return { verdict: 'not-self-similar', evidence };
  }
  return { verdict: 'self-similar', evidence };
}

function judgeNoisy({ best, rule, binary }: Judged): Evidence {
  const { ratio, persistenceRatio } = best.prediction;
  if (best.trivial !== null) {
    return {
      verdict: 'trivial',
      evidence: ['The macro states do not vary, or hardly: whatever predicts them, they say nothing.'],
    };
  }
  return {
    verdict: 'comparison',
    evidence: [
      `f leaves ${share(rule.ratio.value)} of the variance of micro states, and the same f ${share(ratio.value)} of that of macro states (“nothing changes”: ${share(rule.persistenceRatio)} and ${share(persistenceRatio)}).`,
      ...(ratio.value >= 1
        ? ['Of macro states that is no better than their mean: f does not hold for them.']
        : []),
      `${binary ? 'The rule is noisy' : 'f does not predict the data to their last digits'}, so there is no yes or no: compare these figures between scales and systems.`,
    ],
  };
}

function comparisons({ best, reconstruction, free, effectiveInformation }: Judged): string[] {
  const sentences: string[] = [];
  if (Number.isFinite(reconstruction.unexplained.value)) {
    sentences.push(
      `From the predicted macro state the decoder leaves ${percent(reconstruction.unexplained.value)} of the variance of the patches.`,
    );
  }
  if (free !== null) {
    sentences.push(
      `A macro rule of its own, trained with P: consistency ${share(free.ratio.value)} of the variance instead of ${share(consistencyOf(best).ratio.value)}, reconstruction error ${share(free.reconstruction.value)} instead of ${share(reconstruction.error.value)}.`,
    );
  }
  if (effectiveInformation !== null) {
    const { micro, macro } = effectiveInformation;
    sentences.push(`Effective information in bits: ${share(micro)} micro, ${share(macro)} macro.`);
  }
  return sentences;
}

/** Two digits; small shares as powers of ten. */
function share(value: number): string {
  if (!Number.isFinite(value)) return 'an undefined share';
  const small = value !== 0 && Math.abs(value) < 1e-3;
  return small ? value.toExponential(1) : String(Number(value.toPrecision(2)));
}

function percent(value: number): string {
  return Number.isFinite(value) ? `${Number((100 * value).toPrecision(2))}%` : 'an undefined share';
}

/** "1 restart", "3 restarts". */
const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
