import type { LevelMeasurement } from '../../../../preload/contract/index.ts';
import { significant } from '../../../components/numbers.ts';

/** Below this many effective configurations an average says little. */
const fewest = 100;
/** Below this share, in percent, rare configurations of large weight are missing, and averages are biased. */
const smallest = 10;

/** What an effective sample size is worth, in words. */
export function effectiveShare({ corrected, configurations }: LevelMeasurement): {
  state: 'ok' | 'warn' | 'bad' | 'none';
  words: string;
} {
  if (corrected === null) return { state: 'none', words: 'not corrected' };
  const share = (100 * corrected.effectiveSize) / configurations;
  const words = `${significant(share, 2)}%`;
  if (corrected.effectiveSize < 10) return { state: 'bad', words: `${words}, do not trust` };
  if (corrected.effectiveSize < fewest || share < smallest) {
    return { state: 'warn', words: `${words}, biased` };
  }
  return { state: 'ok', words };
}
