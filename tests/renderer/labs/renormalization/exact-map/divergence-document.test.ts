import { describe, expect, it } from 'vitest';
import type { SymmetryDescription } from '../../../../../preload/contract/index.ts';
import {
  defaultDivergence,
  divergenceName,
  divergencePresets,
  divergenceSeconds,
  divergenceSentence,
  forbiddenSpins,
  spinsOf,
} from '../../../../../renderer/labs/renormalization/exact-map/divergence-document.ts';
import { describe as describeAs } from '../descriptions.ts';

const fig4 = defaultDivergence();
const described = (spins: readonly string[], internal: SymmetryDescription['settings']['internal'] = 'Z2') =>
  new Map(spins.map((spin) => [spin, describeAs({ spin, internal }, 0.001)]));

describe('documents of divergences', () => {
  it('are named after what they compare', () => {
    expect(divergenceName(fig4)).toBe('A₁ ← A₁, 2A₁, A₁⊕E, 2A₁⊕E, B₁');
    expect(divergenceName({ ...fig4, internal: 'S3', hidden: ['2A1'] })).toBe('S3, A₁ ← 2A₁');
  });

  it('of the presets use spins that their groups allow', () => {
    for (const { spec } of divergencePresets) {
      expect(forbiddenSpins(spec, described(spinsOf(spec), spec.internal))).toEqual([]);
    }
  });

  it('are refused with the reason of every spin that is not allowed', () => {
    const spec = { ...fig4, internal: 'Z3' as const };
    const forbidden = forbiddenSpins(spec, described(spinsOf(spec), 'Z3'));
    expect(forbidden.map(({ spin }) => spin)).toEqual(['A1+E', '2A1+E', 'B1']);
    for (const { message, remedy } of forbidden) expect(message.length * remedy.length).toBeGreaterThan(0);
  });

  it('say what they do and about how long it takes, once their spins are known', () => {
    expect(divergenceSeconds(fig4, new Map(), 1)).toBeNull();
    const known = described(spinsOf(fig4));
    const seconds = divergenceSeconds(fig4, known, 1)!;
    expect(divergenceSeconds(fig4, known, 4)).toBeLessThan(seconds);
    expect(divergenceSeconds({ ...fig4, points: 100 * fig4.points }, known, 1)).toBeGreaterThan(10 * seconds);
    expect(divergenceSentence(fig4, seconds)).toMatch(
      /^Fits 5 representations of z₀ at 24 couplings; about \d+ s\.$/,
    );
    expect(divergenceSentence({ ...fig4, hidden: ['A1'] }, null)).toBe(
      'Fits 1 representation of z₀ at 24 couplings.',
    );
  });
});
