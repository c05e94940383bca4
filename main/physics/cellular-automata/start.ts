import { HostError } from '../../../preload/contract/errors.ts';
import type { RandomStream } from '../../compute/random.ts';
import { checkWidth } from './elementary.ts';

/**
 * The first row of an automaton, `width` bytes of 0 and 1: independent cells that are 1 with probability `density`, or a single 1 at cell
 * ⌊width/2⌋, for which neither density nor stream is used. @throws HostError 'bad-argument' for a density outside 0 to 1.
 */
export function automatonStart(
  width: number,
  start: 'random' | 'single',
  density: number,
  random: RandomStream,
): Uint8Array {
  checkWidth(width);
  const cells = new Uint8Array(width);
  if (start === 'single') {
    cells[width >> 1] = 1;
    return cells;
  }
  if (!(density >= 0 && density <= 1)) {
    throw new HostError('bad-argument', `The density of the start is ${density}, not a number of 0 to 1.`, {
      where: 'density',
    });
  }
  for (let i = 0; i < width; i++) cells[i] = random.uniform() < density ? 1 : 0;
  return cells;
}
