import { describe, expect, it } from 'vitest';
import { HostError } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { LinearDynamicsTrainer } from '../../../../main/methods/self-similarity/linear/dynamics-trainer.ts';
import { quarterTurn } from '../../../../main/methods/self-similarity/linear/quarter-turn.ts';
import { LinearRule } from '../../../../main/methods/self-similarity/linear/rule.ts';
import { stateOf, type Spacetime } from '../../../../main/methods/self-similarity/spacetime.ts';
import { randomRule, seriesOfRule, whiteSeries, type Shape } from './random-series.ts';

function learn(series: Spacetime, kernel: number, augment = false) {
  const trainer = new LinearDynamicsTrainer(series, kernel, augment);
  trainer.advance(trainer.steps);
  const { rule, notes } = trainer.result();
  return { rule: rule as LinearRule, notes, loss: trainer.losses[0] };
}

const shapes: (Shape & { kernel: number })[] = [
  { kernel: 3, runs: 2, times: 6, fields: 1, height: 1, width: 40, boundary: 'periodic' },
  { kernel: 4, runs: 1, times: 9, fields: 3, height: 1, width: 50, boundary: 'open' },
  { kernel: 2, runs: 1, times: 6, fields: 3, height: 9, width: 8, boundary: 'periodic' },
  { kernel: 3, runs: 2, times: 6, fields: 2, height: 10, width: 12, boundary: 'open' },
];

describe('least squares for f', () => {
  it('finds the rule that made the data, in one and two dimensions, with several fields, open or not', () => {
    for (const [i, { kernel, ...shape }] of shapes.entries()) {
      const random = new RandomStream(i + 1, 'dynamics');
      const made = randomRule(shape.fields, kernel, shape.height > 1, random);
      const { rule, notes, loss } = learn(seriesOfRule(made, shape, random), kernel);
      for (const [j, weight] of rule.weights.entries()) expect(weight).toBeCloseTo(made.weights[j], 5);
      expect(loss).toBeLessThan(1e-12);
      expect(notes).toEqual([]);
    }
  });

  it('leaves on noise the residual that a direct sum finds, and any other rule a larger one', () => {
    const random = new RandomStream(5, 'dynamics');
    const shape: Shape = { runs: 2, times: 5, fields: 2, height: 1, width: 30, boundary: 'open' };
    const series = whiteSeries(shape, random);
    const { rule, loss } = learn(series, 3);
    expect(Math.abs(residual(rule, series) - loss)).toBeLessThan(1e-6);
    for (let i = 0; i < rule.weights.length; i++) {
      const errors = [-1, 1].map((sign) => {
        const weights = rule.weights.slice();
        weights[i] += sign * 0.05;
        return residual(new LinearRule(2, 3, false, weights), series);
      });
      expect(Math.min(...errors)).toBeGreaterThan(loss);
      // The gradient vanishes: both sides rise alike.
      expect(Math.abs(errors[0] - errors[1])).toBeLessThan(1e-6);
    }
  });

  it('says what the data leave open', () => {
    const random = new RandomStream(6, 'dynamics');
    const shape: Shape = { runs: 1, times: 4, fields: 1, height: 1, width: 12, boundary: 'periodic' };
    const wave = whiteSeries(shape, random);
    for (let i = 0; i < wave.data.length; i++) wave.data[i] = Math.fround(i % 2 === 0 ? 1 : -1);
    const { rule, notes } = learn(wave, 5);
    expect(notes?.[0]).toMatch(/determine 1 of the 5 weights/);
    expect(rule.step(stateOf(wave, 0, 0), 'periodic').data[3]).toBeCloseTo(-1, 6);
  });

  it('says when a constant term is missed, and that conserved data about a mean miss none', () => {
    const random = new RandomStream(8, 'dynamics');
    const shape: Shape = { runs: 2, times: 30, fields: 1, height: 1, width: 24, boundary: 'periodic' };
    const relaxing = (mean: number, kept: number): Spacetime => {
      const series = whiteSeries(shape, random);
      for (let run = 0; run < shape.runs; run++) {
        for (let time = 0; time < shape.times; time++) {
          const { data } = stateOf(series, run, time);
          if (time === 0) {
            for (let i = 0; i < data.length; i++) data[i] += mean;
            continue;
          }
          const before = stateOf(series, run, time - 1).data;
          for (let i = 0; i < data.length; i++) {
            const neighbours = (before[(i + 1) % 24] + before[(i + 23) % 24] + 2 * before[i]) / 4;
            data[i] = mean + kept * (neighbours - mean) + 0.1 * data[i];
          }
        }
      }
      return series;
    };
    expect(learn(relaxing(5, 0.5), 3).notes).toEqual([expect.stringMatching(/no constant term.*normalise/)]);
    expect(learn(relaxing(0, 0.5), 3).notes).toEqual([]);
    expect(learn(relaxing(5, 1), 3).notes).toEqual([]);
  });

  it('learns from turned data a rule that turns with them', () => {
    const random = new RandomStream(7, 'dynamics');
    const shape: Shape = {
      runs: 1,
      times: 4,
      fields: 3,
      height: 7,
      width: 7,
      boundary: 'periodic',
      vectors: true,
    };
    const series = whiteSeries(shape, random);
    const { rule } = learn(series, 3, true);
    const next = (of: Spacetime): Spacetime => ({
      ...of,
      runs: 1,
      times: 1,
      data: rule.step(stateOf(of, 0, 0), 'periodic').data,
    });
    const turnedNext = quarterTurn(next(series)).data;
    const nextTurned = next(quarterTurn({ ...series, times: 1, data: stateOf(series, 0, 0).data })).data;
    for (const [i, value] of nextTurned.entries()) expect(value).toBeCloseTo(turnedNext[i], 5);
  });

  it('goes on from a checkpoint with the same bits', () => {
    const random = new RandomStream(8, 'dynamics');
    const series = whiteSeries(
      { runs: 3, times: 9, fields: 2, height: 6, width: 5, boundary: 'periodic' },
      random,
    );
    const whole = learn(series, 2, true);
    const first = new LinearDynamicsTrainer(series, 2, true);
    first.advance(5);
    const saved = structuredClone(first.snapshot());
    first.advance(first.steps);
    const second = new LinearDynamicsTrainer(series, 2, true);
    second.restore(saved);
    expect(second.done).toBe(5);
    second.advance(second.steps);
    for (const trainer of [first, second]) {
      expect((trainer.result().rule as LinearRule).weights).toEqual(whole.rule.weights);
      expect(trainer.losses[0]).toBe(whole.loss);
    }
  });

  it('refuses a series without a next state and an open lattice without a whole neighbourhood', () => {
    const random = new RandomStream(9, 'dynamics');
    const shape: Shape = { runs: 1, times: 5, fields: 1, height: 1, width: 4, boundary: 'open' };
    const narrow = whiteSeries(shape, random);
    expect(() => new LinearDynamicsTrainer(narrow, 5, false)).toThrow(HostError);
    const short = whiteSeries({ ...shape, times: 1 }, random);
    expect(() => new LinearDynamicsTrainer(short, 3, false)).toThrow(/too short/);
    const wide = whiteSeries({ ...shape, fields: 5, height: 20, width: 20 }, random);
    expect(() => new LinearDynamicsTrainer(wide, 15, false)).toThrow(/1,125 unknowns/);
  });
});

function residual(rule: LinearRule, series: Spacetime): number {
  let sum = 0;
  let count = 0;
  for (let run = 0; run < series.runs; run++) {
    for (let time = 0; time + 1 < series.times; time++) {
      const predicted = rule.step(stateOf(series, run, time), series.boundary).data;
      for (const [i, value] of stateOf(series, run, time + 1).data.entries()) {
        if (Number.isNaN(predicted[i])) continue;
        sum += (predicted[i] - value) ** 2;
        count++;
      }
    }
  }
  return sum / count;
}
