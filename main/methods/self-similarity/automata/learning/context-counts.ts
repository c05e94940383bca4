import { HostError } from '../../../../../preload/contract/index.ts';
import type { Spacetime } from '../../spacetime.ts';
import { contexts } from './rule-network.ts';

/** What followed each context of a series; context i is 4l + 2c + r. */
export interface ContextCounts {
  /** Occurrences, [8]. */
  seen: Float64Array;
  /** Those that a 1 followed, [8]. */
  ones: Float64Array;
}

/**
 * Counts contexts over all steps of all runs.
 * @throws HostError 'bad-argument' when the series is not one field of 0 and 1 in one dimension, or has no transition.
 */
export function countContexts(series: Spacetime): ContextCounts {
  checkSeries(series);
  const { runs, times, width, data, boundary } = series;
  const counts = { seen: new Float64Array(contexts), ones: new Float64Array(contexts) };
  const [first, end] = boundary === 'periodic' ? [0, width] : [1, width - 1];
  for (let run = 0; run < runs; run++) {
    for (let time = 0; time + 1 < times; time++) {
      const now = (run * times + time) * width;
      const next = now + width;
      for (let cell = first; cell < end; cell++) {
        const left = data[now + (cell === 0 ? width - 1 : cell - 1)];
        const right = data[now + (cell === width - 1 ? 0 : cell + 1)];
        const context = 4 * left + 2 * data[now + cell] + right;
        counts.seen[context]++;
        counts.ones[context] += data[next + cell];
      }
    }
  }
  return counts;
}

function checkSeries({ fields, height, width, times, binary }: Spacetime): void {
  const what =
    fields !== 1
      ? `${fields} fields`
      : height !== 1
        ? 'a planar lattice'
        : !binary
          ? 'values other than 0 and 1'
          : null;
  if (what !== null) {
    throw new HostError(
      'bad-argument',
      `The binary learner takes one field of 0 and 1 on a line; this series has ${what}.`,
      {
        where: 'learner',
        remedy: 'Choose the linear or the network learner, or import the series as binary.',
      },
    );
  }
  if (times < 2 || width < 3) {
    throw new HostError(
      'bad-argument',
      `A series of ${times} steps of ${width} cells shows no neighbourhood and what follows it.`,
      { where: 'system', remedy: 'It takes at least 2 steps of 3 cells.' },
    );
  }
}
