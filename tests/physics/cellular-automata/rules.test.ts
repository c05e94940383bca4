import { describe, expect, it } from 'vitest';
import {
  algebraicNormalForm,
  complemented,
  isLinear,
  mirrored,
  outputOf,
  representativeOf,
  ruleOf,
  wordRule,
} from '../../../main/physics/cellular-automata/rules.ts';

const rules = Array.from({ length: 256 }, (_, rule) => rule);

describe('elementary rules', () => {
  it('know their mirror images and complements', () => {
    expect([mirrored(110), complemented(110), mirrored(complemented(110))]).toEqual([124, 137, 193]);
    expect([mirrored(30), complemented(30)]).toEqual([86, 135]);
    for (const rule of rules) {
      expect(mirrored(mirrored(rule))).toBe(rule);
      expect(complemented(complemented(rule))).toBe(rule);
    }
  });

  it('fall into 88 classes', () => {
    expect(new Set(rules.map(representativeOf)).size).toBe(88);
  });

  it('are the sums of the terms of their normal forms', () => {
    for (const rule of rules) {
      const form = algebraicNormalForm(rule);
      const summed = ruleOf((left, centre, right) => {
        const context = 4 * left + 2 * centre + right;
        let sum = 0;
        for (let term = 0; term < 8; term++) if ((term & context) === term) sum ^= (form >> term) & 1;
        return sum;
      });
      expect(summed).toBe(rule);
    }
  });

  it('are linear when f(x ⊕ y) = f(x) ⊕ f(y), and only then', () => {
    const linear = rules.filter((rule) => {
      for (let x = 0; x < 8; x++) {
        for (let y = 0; y < 8; y++) {
          if (((rule >> (x ^ y)) & 1) !== (((rule >> x) ^ (rule >> y)) & 1)) return false;
        }
      }
      return true;
    });
    expect(rules.filter(isLinear)).toEqual(linear);
    expect(linear).toEqual([0, 60, 90, 102, 150, 170, 204, 240]);
  });

  it('work on words as on bits', () => {
    // Bit i of the words runs through all contexts.
    const [left, centre, right] = [0b11110000, 0b11001100, 0b10101010];
    for (const rule of rules) expect(wordRule(rule)(left, centre, right) & 255).toBe(rule);
    expect(outputOf(30, 1, 0, 0)).toBe(1);
  });
});
