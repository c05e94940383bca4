import { expect, it } from 'vitest';
import { RandomStream } from '../../../../../main/compute/random.ts';
import { PatchBatch } from '../../../../../main/methods/self-similarity/automata/learning/patches.ts';
import { ThresholdUnit } from '../../../../../main/methods/self-similarity/automata/learning/threshold-unit.ts';

const shape = { space: 2, time: 2, mask: 'row' } as const;

function batchOf(patterns: [number, number, number][]): PatchBatch {
  const batch = new PatchBatch(shape, patterns.length);
  batch.clear();
  for (const [sample, places] of patterns.entries()) {
    for (const [place, pattern] of places.entries()) batch.setPattern(sample, place, pattern);
  }
  return batch;
}

it('starts in the middle of what it sees', () => {
  const unit = new ThresholdUnit(shape);
  const parameters = new Float64Array(5);
  unit.initialise(parameters, 1, new RandomStream(1, 'start'));
  const [, first, second, bias] = parameters;
  expect(bias).toBeCloseTo(-(first + second) / 2, 12);
  expect(parameters[4]).toBe(0);
});

it('counts left, middle and right as 4, 2 and 1', () => {
  const unit = new ThresholdUnit(shape);
  // The first cell is the lowest bit: P keeps it.
  const keep = Float64Array.from([1, 0, -0.5]);
  const batch = batchOf([
    [1, 0, 0],
    [2, 3, 0],
    [3, 2, 1],
  ]);
  expect(Array.from(unit.macroContexts(keep, 0, batch, null))).toEqual([4, 2, 5]);
});

it('is 1 with probability σ((b + w·x)/temperature), the same for one pattern in all places', () => {
  const unit = new ThresholdUnit(shape);
  const parameters = Float64Array.from([0.8, 0.3, -0.5]);
  const batch = batchOf([[1, 1, 1]]);
  const random = new RandomStream(1, 'noise');
  const trials = 20_000;
  let ones = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [context] = unit.macroContexts(parameters, 0, batch, { temperature: 0.5, random });
    expect([0, 7]).toContain(context);
    if (context === 7) ones++;
  }
  const p = 1 / (1 + Math.exp(-0.3 / 0.5));
  expect(Math.abs(ones / trials - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / trials));
});
