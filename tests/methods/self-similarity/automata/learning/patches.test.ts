import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../../main/compute/random.ts';
import {
  cellsSeen,
  EvolvedPatches,
  freshPatches,
  PatchBatch,
  patchesOfSeries,
  rowsSeen,
  windowWidth,
  type PatchShape,
} from '../../../../../main/methods/self-similarity/automata/learning/patches.ts';
import type { Spacetime } from '../../../../../main/methods/self-similarity/spacetime.ts';
import { ElementaryAutomaton } from '../../../../../main/physics/cellular-automata/elementary.ts';
import { seriesOfRule } from './series.ts';

const shapes = fc.record({
  space: fc.integer({ min: 1, max: 4 }),
  time: fc.integer({ min: 1, max: 4 }),
  mask: fc.constantFrom('row', 'patch'),
}) as fc.Arbitrary<PatchShape>;

/** Three patterns and the rows that follow of every sample, as strings. */
function samplesOf({ shape, size, patterns, distinct, index, rows }: PatchBatch): string[] {
  return Array.from({ length: size }, (_, sample) => {
    const seen = Array.from(index.subarray(3 * sample, 3 * sample + 3), (q) => {
      expect(q).toBeLessThan(distinct);
      return patterns[q];
    });
    return [...seen, ...rows.subarray(sample * shape.time, (sample + 1) * shape.time)].join(' ');
  });
}

/** What a periodic history shows at a time, with the left patch at a cell; as `samplesOf` writes it. */
function sampleAt(
  history: ArrayLike<number>,
  width: number,
  { space, time, mask }: PatchShape,
  at: { time: number; from: number },
): string {
  const row = (t: number, from: number) => {
    let bits = 0;
    for (let cell = 0; cell < space; cell++) {
      bits |= history[(at.time + t) * width + ((at.from + from + cell) % width)] << cell;
    }
    return bits;
  };
  const patterns = [0, 1, 2].map((place) => {
    let pattern = 0;
    for (let t = 0; t < rowsSeen({ space, time, mask }); t++)
      pattern += row(t, place * space) * 2 ** (t * space);
    return pattern;
  });
  return [...patterns, ...Array.from({ length: time }, (_, t) => row(time + t, space))].join(' ');
}

function allSamples(
  history: ArrayLike<number>,
  width: number,
  times: number,
  shape: PatchShape,
): Set<string> {
  const samples = new Set<string>();
  for (let time = 0; time + 2 * shape.time <= times; time++) {
    for (let from = 0; from < width; from++) samples.add(sampleAt(history, width, shape, { time, from }));
  }
  return samples;
}

describe('EvolvedPatches', () => {
  it('draws three patches and the one after the middle one as the rule has them', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 0, max: 255 }), fc.integer(), (shape, rule, seed) => {
        const width = windowWidth(shape);
        const batch = new PatchBatch(shape, 6);
        new EvolvedPatches(rule).draw(batch, new RandomStream(seed, 'draw'));
        const random = new RandomStream(seed, 'draw');
        const expected = Array.from({ length: 6 }, () => {
          const density = random.between(0.05, 0.95);
          const start = Uint8Array.from({ length: 64 }, (_, cell) =>
            cell < width && random.uniform() < density ? 1 : 0,
          );
          const history = new ElementaryAutomaton(rule, 64).history(start, 2 * shape.time - 1);
          // The middle patch is in the middle of the window.
          const from = (width - shape.space) / 2 - shape.space + 64;
          return sampleAt(history, 64, shape, { time: 0, from });
        });
        expect(samplesOf(batch)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('sees patches of all densities', () => {
    const shape: PatchShape = { space: 3, time: 3, mask: 'row' };
    const batch = new PatchBatch(shape, 4096);
    new EvolvedPatches(204).draw(batch, new RandomStream(1, 'densities'));
    const ones = Array.from(batch.rows, (row) => (row & 1) + ((row >> 1) & 1) + ((row >> 2) & 1));
    const share = (count: number) => ones.filter((n) => n === count).length / ones.length;
    // A density p uniform in .05 … .95: the mean of p³ is (.95⁴ − .05⁴)/(4 · .9) = .2263 for three ones, and as much for none.
    for (const count of [0, 3]) expect(Math.abs(share(count) - 0.2263)).toBeLessThan(0.035);
  });
});

/** Samples of both parts of a series, those trained on first. */
function drawn(series: Spacetime, shape: PatchShape, seed: number) {
  const { training, heldOut } = patchesOfSeries(series, shape);
  return [training, heldOut].map((source) => {
    const batch = new PatchBatch(shape, 40);
    source.draw(batch, new RandomStream(seed, 'draw'));
    return samplesOf(batch);
  });
}

describe('patches of a series', () => {
  it('are found in it: with few runs those held out at its end, no step of which is trained on', () => {
    fc.assert(
      fc.property(shapes, fc.integer(), (shape, seed) => {
        const times = 30;
        const series = seriesOfRule(30, { width: 17, times }, 3);
        const starts = times - 2 * shape.time + 1;
        const kept = Math.max(1, Math.round(0.2 * starts));
        const parts = [
          series.data.subarray(0, (starts - kept) * 17),
          series.data.subarray((starts - kept) * 17),
        ];
        for (const [i, samples] of drawn(series, shape, seed).entries()) {
          const known = allSamples(parts[i], 17, parts[i].length / 17, shape);
          for (const sample of samples) expect(known.has(sample)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('of several runs are held out by whole runs, spread over all', () => {
    const shape: PatchShape = { space: 2, time: 4, mask: 'row' };
    const size = { width: 17, times: 8 };
    const series = seriesOfRule(30, { ...size, runs: 10 }, 3);
    const samplesOfRuns = (runs: number[]) =>
      runs.map((run) => allSamples(series.data.subarray(run * 136, (run + 1) * 136), 17, 8, shape));
    const held = [2, 7];
    const parts = [samplesOfRuns([0, 1, 3, 4, 5, 6, 8, 9]), samplesOfRuns(held)];
    for (const [i, samples] of drawn(series, shape, 1).entries()) {
      for (const sample of samples) expect(parts[i].some((known) => known.has(sample))).toBe(true);
      for (const known of parts[i]) expect(samples.some((sample) => known.has(sample))).toBe(true);
    }
  });

  it('never reach over an open boundary', () => {
    const shape: PatchShape = { space: 2, time: 1, mask: 'row' };
    const series = { ...seriesOfRule(0, { width: 8, times: 4 }), boundary: 'open' as const };
    // A 1 at the left edge, nothing else: it is seen by the left patch at its first cell or not at all.
    series.data.fill(0);
    for (let time = 0; time < 4; time++) series.data[8 * time] = 1;
    const batch = new PatchBatch(shape, 200);
    patchesOfSeries(series, shape).training.draw(batch, new RandomStream(1, 'open'));
    expect(new Set(samplesOf(batch))).toEqual(new Set(['0 0 0 0', '1 0 0 0']));
  });

  it('says what is wrong with a series that is too small', () => {
    const series = seriesOfRule(90, { width: 8, times: 8 });
    expect(() => patchesOfSeries(series, { space: 2, time: 3 })).toThrow(
      /series of 8 steps leaves none to test 3 steps in one on/,
    );
    expect(() => patchesOfSeries(series, { space: 2, time: 2 })).not.toThrow();
    expect(() => patchesOfSeries(series, { space: 3, time: 2 })).toThrow(
      /series of 8 cells is too narrow for three groups of 3 cells/,
    );
  });
});

describe('a batch', () => {
  it('names every pattern once', () => {
    const shape: PatchShape = { space: 2, time: 2, mask: 'patch' };
    const batch = new PatchBatch(shape, 500);
    new EvolvedPatches(110).draw(batch, new RandomStream(1, 'once'));
    const used = Array.from(batch.patterns.subarray(0, batch.distinct));
    expect(new Set(used).size).toBe(used.length);
    expect(used.length).toBeLessThanOrEqual(2 ** cellsSeen(shape));
    const again = samplesOf(batch);
    new EvolvedPatches(110).draw(batch, new RandomStream(1, 'once'));
    expect(samplesOf(batch)).toEqual(again);
  });

  it('is evolved only while its windows fit a word', () => {
    expect(freshPatches(90, { space: 6, time: 6, mask: 'patch' })).not.toBeNull();
    expect(freshPatches(90, { space: 7, time: 7, mask: 'row' })).toBeNull();
  });
});
