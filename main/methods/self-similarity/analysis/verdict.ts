import { judgeBinary } from './binary-verdict.ts';
import type { Evidence, Judged } from './judged.ts';
import { consistencyOf } from './measured-map.ts';
import { percent, share } from './words.ts';

/** A rule that leaves at most this share of the variance is taken for a deterministic one. */
const deterministicBelow = 1e-4;
/** Consistency over variance of a real-valued system that is called self-similar, unless f itself does not reach it. */
const tolerance = 1e-4;
/** Times what f itself leaves. */
const timesRule = 10;
/** Of what would be left by "nothing changes". */
const shareOfChange = 0.01;

/** What follows from the figures, and the sentences that say why. */
export function judge(judged: Judged): Evidence {
  const { verdict, evidence } = !judged.binary
    ? judgeReal(judged)
    : judged.deterministic
      ? judgeBinary(judged)
      : judgeNoisy(judged);
  return { verdict, evidence: [...evidence, ...comparisons(judged)] };
}

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
      `${binary ? 'f does not hold without exception' : 'f does not predict the data to their last digits'}, so there is no yes or no: compare these figures between scales and systems.`,
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
