import { describe, expect, it } from 'vitest';
import { effectiveInformation } from '../../../../../main/methods/self-similarity/automata/exact/effective-information.ts';
import { projectionOf } from '../../../../../main/methods/self-similarity/automata/exact/maps.ts';
import { exactSelfSimilarity } from '../../../../../main/methods/self-similarity/automata/exact/projections.ts';

const named = (table: string) => ({ size: 2, mask: 'row' as const, table, name: null });

const nextOf30 = (row: number[], i: number) => row[i - 1] ^ (row[i] | row[i + 1]);

const entropy = (p: number) => (p > 0 && p < 1 ? -p * Math.log2(p) - (1 - p) * Math.log2(1 - p) : 0);

describe('effectiveInformation', () => {
  it.each([
    [90, 1],
    [30, 1],
    [0, 0],
    [255, 0],
    // One output in eight: log₂ 8 / 8 + (7/8) log₂(8/7).
    [128, 3 / 8 + (7 / 8) * Math.log2(8 / 7)],
    [110, (5 / 8) * Math.log2(8 / 5) + (3 / 8) * Math.log2(8 / 3)],
  ])('of rule %d is %d bits', (rule, bits) => {
    expect(effectiveInformation(rule, []).micro).toBeCloseTo(bits, 14);
  });

  it('is the same for macro cells of self-similar maps, which are as deterministic', () => {
    for (const rule of [60, 128, 150, 170, 204, 238]) {
      for (const size of [2, 4]) {
        const { examples } = exactSelfSimilarity(rule, size);
        const { micro, macro } = effectiveInformation(rule, examples);
        expect(macro.length).toBe(examples.length);
        for (const { value, determinism, degeneracy } of macro) {
          expect(value).toBeCloseTo(micro, 12);
          expect(determinism).toBe(1);
          expect(degeneracy).toBeCloseTo(1 - micro, 12);
        }
      }
    }
  });

  it('counts, for any map, what macro cells say about the next one', () => {
    // Rule 30 under AND of two cells, by hand: x → l ⊕ (c ∨ r) twice on six cells, 64 of them.
    const ones = new Float64Array(8);
    const seen = new Float64Array(8);
    for (let cells = 0; cells < 64; cells++) {
      const first = Array.from({ length: 6 }, (_, i) => (cells >> (5 - i)) & 1);
      const second = [0, 1, 2, 3, 4, 5].map((i) => (i > 0 && i < 5 ? nextOf30(first, i) : 0));
      const [a, b] = [nextOf30(second, 2), nextOf30(second, 3)];
      const context = 4 * (first[0] & first[1]) + 2 * (first[2] & first[3]) + (first[4] & first[5]);
      seen[context]++;
      ones[context] += a & b;
    }
    const shares = Array.from(ones, (count, i) => count / seen[i]);
    const mean = shares.reduce((sum, share) => sum + share, 0) / 8;
    const noise = shares.reduce((sum, share) => sum + entropy(share), 0) / 8;
    const { macro } = effectiveInformation(30, [named('0001')]);
    expect(macro[0].value).toBeCloseTo(entropy(mean) - noise, 12);
    expect(macro[0].determinism).toBeCloseTo(1 - noise, 12);
    expect(macro[0].value).toBeCloseTo(macro[0].determinism - macro[0].degeneracy, 14);
  });

  it('is nothing under constant maps', () => {
    expect(effectiveInformation(110, [projectionOf(0, 2, 'row')]).macro[0]).toMatchObject({
      value: 0,
      determinism: 1,
      degeneracy: 1,
    });
  });
});
