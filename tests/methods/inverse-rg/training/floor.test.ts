import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { windowEntropy } from '../../../../main/methods/inverse-rg/training/floor.ts';
import { WeightedCounts } from '../../../../main/methods/inverse-rg/training/weighted-counts.ts';

/** Pixels of uniformly drawn windows that are along their block with a probability that only knows one block on the diagonal. */
function drawn(pixels: number, seed: number): WeightedCounts {
  const random = new RandomStream(seed, 'windows');
  const counts = new WeightedCounts(2 ** 15);
  counts.open(0);
  for (let i = 0; i < pixels; i++) {
    const window = random.bits() & 0x7fff;
    const along = random.uniform() < (window & 1 ? 0.95 : 0.7);
    counts.sums[2 * window + Number(along)]++;
  }
  return counts;
}

const entropyOf = (p: number) => -p * Math.log(p) - (1 - p) * Math.log(1 - p);

describe('entropy of a pixel given its window', () => {
  it('is that of the law behind the counts, with the correction for what is finite about them', () => {
    const exact = (entropyOf(0.95) + entropyOf(0.7)) / 2;
    const { entropy, correction } = windowEntropy(drawn(400_000, 2));
    // 16,640 windows modulo the mirror, all of them seen.
    expect(correction).toBeCloseTo(16_640 / 800_000, 12);
    // The law leaves each pixel a scatter of about 0.6 nats: 0.001 of the mean, and the correction is good to a tenth.
    expect(Math.abs(entropy - exact)).toBeLessThan(0.005);
    expect(Math.abs(entropy - correction - exact)).toBeGreaterThan(0.01);
  });

  it('is zero where every pixel is along its block', () => {
    const counts = new WeightedCounts(2 ** 15);
    counts.open(0);
    counts.sums[1] = 1e9;
    expect(windowEntropy(counts).entropy).toBeCloseTo(0, 8);
  });
});
