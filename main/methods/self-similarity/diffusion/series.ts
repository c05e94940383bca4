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
  return cutIntoRuns(series, part === 'training' ? 0 : 1, 2);
}

/** The transitions between macro states of T steps that have no step in common, each as a run of its own. */
export function separateTransitions(series: Spacetime, time: number): Spacetime {
  return cutIntoRuns(series, 0, 2 * time);
}

/** Stretches of one run from state `first` on as runs; what is left over at the end is not used. */
function cutIntoRuns(series: Spacetime, first: number, times: number): Spacetime {
  const size = series.fields * series.height * series.width;
  const runs = Math.floor((series.times - first) / times);
  return { ...series, runs, times, data: series.data.slice(first * size, (first + times * runs) * size) };
}
