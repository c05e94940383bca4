import type { RandomStream } from '../../compute/random.ts';
import type { DiffusionSettings } from './settings.ts';

/** The state at time 0: mass 1 in the middle cell ⌊n/2⌋, independent cells uniform in [0, 1), or the first half filled with 1. */
export function diffusionStart(
  { cells, start }: Pick<DiffusionSettings, 'cells' | 'start'>,
  random: RandomStream,
): Float64Array {
  const state = new Float64Array(cells);
  const middle = Math.floor(cells / 2);
  switch (start) {
    case 'delta':
      state[middle] = 1;
      return state;
    case 'step':
      return state.fill(1, 0, middle);
    case 'random':
      for (let i = 0; i < cells; i++) state[i] = random.uniform();
      return state;
  }
}
