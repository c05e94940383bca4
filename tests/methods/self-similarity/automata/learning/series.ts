import { RandomStream } from '../../../../../main/compute/random.ts';
import type { Spacetime } from '../../../../../main/methods/self-similarity/spacetime.ts';
import { ElementaryAutomaton } from '../../../../../main/physics/cellular-automata/elementary.ts';
import { ProbabilisticAutomaton } from '../../../../../main/physics/cellular-automata/probabilistic.ts';

export interface Size {
  width: number;
  times: number;
  runs?: number;
}

/** Runs of a rule from independent random cells. */
export function seriesOfRule(rule: number, { width, times, runs = 1 }: Size, seed = 1): Spacetime {
  const random = new RandomStream(seed, `series of ${rule}`);
  const automaton = new ElementaryAutomaton(rule, width);
  return seriesFrom({ width, times, runs }, random, (start) => automaton.history(start, times - 1));
}

/** Runs of a noisy rule, `probabilities` by context 4l + 2c + r. */
export function noisySeries(probabilities: number[], { width, times, runs = 1 }: Size, seed = 1): Spacetime {
  const random = new RandomStream(seed, 'noisy series');
  const automaton = new ProbabilisticAutomaton(probabilities, width, random);
  return seriesFrom({ width, times, runs }, random, (start) => automaton.history(start, times - 1));
}

function seriesFrom(
  { width, times, runs }: Required<Size>,
  random: RandomStream,
  history: (start: Uint8Array) => Uint8Array,
): Spacetime {
  const data = new Float32Array(runs * times * width);
  for (let run = 0; run < runs; run++) {
    const start = Uint8Array.from({ length: width }, () => (random.uniform() < 0.5 ? 1 : 0));
    data.set(history(start), run * times * width);
  }
  return {
    runs,
    times,
    fields: 1,
    height: 1,
    width,
    data,
    boundary: 'periodic',
    binary: true,
    vectors: false,
  };
}
