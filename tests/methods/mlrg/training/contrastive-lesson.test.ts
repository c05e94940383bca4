import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { enumerate } from '../../../../main/methods/mlrg/exact/enumeration.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import { ContrastiveLesson } from '../../../../main/methods/mlrg/training/contrastive-lesson.ts';
import { ExactLesson } from '../../../../main/methods/mlrg/training/exact-lesson.ts';
import type { InternalGroup } from '../../../../preload/contract/index.ts';

const repeats = 60;
const choices: { internal: InternalGroup; spin: string }[] = [
  { internal: 'Z2', spin: 'A1' },
  { internal: 'Z2', spin: 'A1+E' },
  { internal: 'S3', spin: 'A1' },
];

function couplingsOf(count: number, random: RandomStream): Float64Array {
  return Float64Array.from({ length: count }, (_, m) => (m === 0 ? 0.7 : 0.3 * random.normal()));
}

/** Mean and its standard error of each column. */
function meansOf(rows: readonly Float64Array[]): { mean: number; error: number }[] {
  return Array.from(rows[0], (_, m) => {
    const mean = rows.reduce((sum, row) => sum + row[m], 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + (row[m] - mean) ** 2, 0) / (rows.length - 1);
    return { mean, error: Math.sqrt(variance / rows.length) };
  });
}

describe('contrastive divergence', () => {
  it.each(choices)('has the exact gradient of $internal $spin in the mean when k is large', (choice) => {
    const space = couplingSpace({ ...choice, frame: 'paper' });
    const random = new RandomStream(21, choice.spin);
    const teacher = couplingsOf(space.couplings.length, random);
    const student = couplingsOf(space.couplings.length, random);
    const exact = new Float64Array(teacher.length);
    const nats = new ExactLesson(enumerate(space)).compare(teacher, student, exact);
    const lesson = new ContrastiveLesson(
      space,
      { samples: 400, gibbsSteps: 40, divergenceSteps: 40 },
      new RandomStream(22, choice.spin),
    );
    const rows = Array.from({ length: repeats }, () => {
      const gradient = new Float64Array(teacher.length);
      const estimate = lesson.compare(teacher, student, gradient);
      return Float64Array.of(...gradient, estimate);
    });
    for (const [column, { mean, error }] of meansOf(rows).entries()) {
      const expected = column < exact.length ? exact[column] : nats;
      expect(Math.abs(mean - expected)).toBeLessThan(4.5 * error);
      expect(error).toBeLessThan(0.02);
    }
  });

  it('has a gradient near the exact one, of the same sign, when k is one', () => {
    const space = couplingSpace({ internal: 'Z2', spin: 'A1', frame: 'paper' });
    const teacher = Float64Array.of(0.8);
    const student = Float64Array.of(0.3);
    const exact = new Float64Array(1);
    new ExactLesson(enumerate(space)).compare(teacher, student, exact);
    const gradient = new Float64Array(1);
    new ContrastiveLesson(
      space,
      { samples: 20_000, gibbsSteps: 40, divergenceSteps: 1 },
      new RandomStream(1, 'one'),
    ).compare(teacher, student, gradient);
    expect(gradient[0] / exact[0]).toBeGreaterThan(0.2);
    expect(gradient[0] / exact[0]).toBeLessThan(1);
  });

  it('refuses spins with too many states', () => {
    const space = couplingSpace({ internal: 'S6', spin: '4A1', frame: 'paper' });
    const make = () =>
      new ContrastiveLesson(
        space,
        { samples: 10, gibbsSteps: 1, divergenceSteps: 1 },
        new RandomStream(1, 'x'),
      );
    expect(make).toThrow('A spin 4A1 of S6 has 1296 states; at most 256 can be trained.');
  });
});
