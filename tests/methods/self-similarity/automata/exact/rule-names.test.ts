import { describe, expect, it } from 'vitest';
import { nameRule } from '../../../../../main/methods/self-similarity/automata/exact/rule-names.ts';

describe('nameRule', () => {
  it.each([
    [0, 'constant 0'],
    [204, 'identity'],
    [51, 'complement'],
    [170, 'shift to the left'],
    [15, 'shift to the right and complement'],
    [60, 'additive: left XOR centre'],
    [150, 'additive: left XOR centre XOR right'],
    [165, 'complement of additive: NOT (left XOR right)'],
    [192, 'left AND centre'],
    [136, 'centre AND right'],
    [128, 'left AND centre AND right'],
    [252, 'left OR centre'],
    [48, 'left AND NOT centre'],
    [232, 'majority'],
    [30, 'left XOR (centre OR right)'],
    [184, 'traffic: a 1 moves right where there is room'],
    [110, null],
  ])('rule %d is %s', (rule, name) => {
    expect(nameRule(rule)).toBe(name);
  });

  it('gives no name twice', () => {
    const names = Array.from({ length: 256 }, (_, rule) => nameRule(rule)).filter((name) => name !== null);
    expect(new Set(names).size).toBe(names.length);
  });
});
