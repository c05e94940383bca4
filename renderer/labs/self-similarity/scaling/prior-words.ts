import type { ScaleResult } from '../../../../preload/contract/index.ts';
import { count, significant } from '../../../components/numbers.ts';
import { scaleTitle } from '../verdict/words.ts';

/** Differences of fewer standard errors are not called any. */
const telling = 2;

/** Two digits: more are not known. */
const rounded = (times: number) => (times < 10 ? times.toFixed(1) : count(Number(times.toPrecision(2))));

/** How much more consistent the shared rule is than free macro dynamics at one scale, where that is more than the errors. */
export function priorSentence(scale: ScaleResult): string {
  const { ratio, free } = scale;
  if (free === null) return '';
  const trivial =
    free.trivial > 0 ? ` ${free.trivial} of the free trainings ended in a trivial macro state.` : '';
  return `${scaleTitle(scale)}: ${comparison(ratio, free.ratio)}.${trivial}`;
}

function comparison(shared: ScaleResult['ratio'], free: ScaleResult['ratio']): string {
  if (shared.value === 0 && free.value === 0) return 'both are consistent exactly';
  if (shared.value === 0) {
    return `the shared rule is consistent exactly, free dynamics leave ${significant(free.value, 3)} of the variance`;
  }
  const error = Math.hypot(shared.error ?? 0, free.error ?? 0);
  if (Math.abs(free.value - shared.value) < telling * error) {
    return 'no difference in consistency beyond two standard errors';
  }
  if (free.value === 0) {
    return `free dynamics are consistent exactly, the shared rule leaves ${significant(shared.value, 3)} of the variance`;
  }
  const times = free.value / shared.value;
  return times >= 1
    ? `${rounded(times)} times more consistent with the shared rule`
    : `${rounded(1 / times)} times less consistent with the shared rule`;
}
