import type { Spacetime } from '../spacetime.ts';

/** One run of diffusion on a ring: [times][cells] as a series. */
export function ringSeries(states: Float32Array, cells: number): Spacetime {
  return {
    runs: 1,
    times: states.length / cells,
    fields: 1,
    height: 1,
    width: cells,
    data: states,
    boundary: 'periodic',
    binary: false,
    vectors: false,
  };
}

/**
 * Every other transition of a run as a run of two states of its own: the even ones (from 0 to 1, from 2 to 3 …) to learn from, the odd ones to test on.
 */
export function everyOtherTransition(series: Spacetime, part: 'training' | 'test'): Spacetime {
  const size = series.fields * series.height * series.width;
  const first = part === 'training' ? 0 : 1;
  const runs = Math.floor((series.times - first) / 2);
  const data = series.data.slice(first * size, (first + 2 * runs) * size);
  return { ...series, runs, times: 2, data };
}
