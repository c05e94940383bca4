import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { ProbabilisticAutomaton } from '../../../main/physics/cellular-automata/probabilistic.ts';
import { automatonStart } from '../../../main/physics/cellular-automata/start.ts';
import { historyByDefinition } from './definition.ts';

const stream = (seed: number) => new RandomStream(seed, 'automaton');

describe('probabilistic automata', () => {
  it.each([3, 64, 101])('are elementary ones where every probability is 0 or 1, at width %d', (width) => {
    const start = automatonStart(width, 'random', 0.5, stream(100));
    for (const rule of [0, 30, 60, 110, 184, 255]) {
      const probabilities = Array.from({ length: 8 }, (_, context) => (rule >> context) & 1);
      const automaton = new ProbabilisticAutomaton(probabilities, width, stream(101));
      expect(automaton.history(start, 12)).toEqual(historyByDefinition(rule, start, 12));
    }
  });

  it('give 1 in every context as often as they should', () => {
    const probabilities = [0.1, 0.7, 0.25, 0.5, 0.9, 0.4, 0.6, 0.33];
    const width = 4096;
    const steps = 60;
    const cells = new ProbabilisticAutomaton(probabilities, width, stream(1)).history(
      automatonStart(width, 'random', 0.5, stream(2)),
      steps,
    );
    const seen = new Float64Array(8);
    const ones = new Float64Array(8);
    for (let step = 0; step < steps; step++) {
      const row = cells.subarray(step * width, (step + 1) * width);
      for (let i = 0; i < width; i++) {
        const context = 4 * row[(i + width - 1) % width] + 2 * row[i] + row[(i + 1) % width];
        seen[context]++;
        ones[context] += cells[(step + 1) * width + i];
      }
    }
    for (const [context, p] of probabilities.entries()) {
      const error = Math.sqrt((p * (1 - p)) / seen[context]);
      expect(Math.abs(ones[context] / seen[context] - p)).toBeLessThan(4.5 * error);
    }
  });

  it('give the same cells for the same seed, in one go or interrupted', () => {
    const probabilities = [0, 0.7, 0, 0.7, 0.7, 0.7, 0.7, 0.7];
    const start = automatonStart(100, 'random', 0.5, stream(3));
    const whole = new ProbabilisticAutomaton(probabilities, 100, stream(4)).history(start, 20);
    const first = stream(4);
    const half = new ProbabilisticAutomaton(probabilities, 100, first).history(start, 10);
    const resumed = stream(99);
    resumed.restore(first.state());
    const rest = new ProbabilisticAutomaton(probabilities, 100, resumed).history(half.subarray(1000), 10);
    expect(rest).toEqual(whole.subarray(1000));
    expect(half).toEqual(whole.subarray(0, 1100));
  });

  it('refuse what is no rule table', () => {
    expect(() => new ProbabilisticAutomaton([0, 1], 8, stream(1))).toThrow('eight probabilities');
    expect(() => new ProbabilisticAutomaton([0, 0, 0, 0, 0, 0, 0, 1.5], 8, stream(1))).toThrow('1.5');
    expect(() => new ProbabilisticAutomaton([0, 0, 0, 0, 0, 0, 0, Number.NaN], 8, stream(1))).toThrow('NaN');
  });
});
