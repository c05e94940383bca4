import { describe, expect, it } from 'vitest';
import { describeAutomaton } from '../../../../../main/methods/self-similarity/automata/exact/describe.ts';

describe('describeAutomaton', () => {
  it('says all about rule 60', () => {
    const description = describeAutomaton(60, 'row');
    expect(description).toMatchObject({
      rule: 60,
      table: [0, 0, 1, 1, 1, 1, 0, 0],
      equivalent: { mirrored: 102, complemented: 195, both: 153 },
      representative: 60,
      name: 'additive: left XOR centre',
      linear: true,
    });
    expect(description.exact.map(({ size, selfSimilar }) => [size, selfSimilar])).toEqual([
      [2, true],
      [3, false],
      [4, true],
    ]);
    const { micro, macro } = description.effectiveInformation;
    expect(micro).toBe(1);
    expect(macro.map(({ size, projection }) => [size, projection.name])).toEqual([
      [2, 'keeps the 1st cell'],
      [3, 'all are 1 (AND)'],
      [4, 'keeps the 1st cell'],
    ]);
    expect(description.coarseGrainsTo.map(({ size, to }) => [size, to])).toEqual([
      [2, 195],
      [4, 195],
    ]);
  });

  it('keeps to patches of N = 2 with the other mask', () => {
    const { exact, effectiveInformation, coarseGrainsTo } = describeAutomaton(42, 'patch');
    expect(exact.map(({ size, mask, selfSimilar }) => [size, mask, selfSimilar])).toEqual([
      [2, 'patch', true],
    ]);
    expect(effectiveInformation.macro.map(({ projection }) => projection)).toEqual([exact[0].examples[0]]);
    expect(coarseGrainsTo.length).toBeGreaterThan(0);
    expect(coarseGrainsTo.every(({ to, example }) => to !== 42 && example.mask === 'patch')).toBe(true);
  });

  it('refuses rules that there are not', () => {
    expect(() => describeAutomaton(256, 'row')).toThrow('no elementary rule 256');
  });
});
