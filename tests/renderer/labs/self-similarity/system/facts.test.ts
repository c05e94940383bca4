import { describe, expect, it } from 'vitest';
import { describeAutomaton } from '../../../../../main/methods/self-similarity/automata/exact/describe.ts';
import {
  bestMacro,
  consistencyText,
  mapNotes,
  ruleWords,
  verdictOf,
} from '../../../../../renderer/labs/self-similarity/system/facts.ts';
import { famousRules, tableRules } from '../../../../../renderer/labs/self-similarity/system/gallery.ts';

const rule60 = describeAutomaton(60, 'row');

describe('what is known of a rule', () => {
  it('is 0 at N = 2 and 4 of rule 60, and a failure at 3', () => {
    expect(rule60.exact.map(consistencyText).map((text) => text === '0')).toEqual([true, false, true]);
    expect(rule60.exact.map((exact) => verdictOf(exact).word)).toEqual([
      'self-similar',
      'fails',
      'self-similar',
    ]);
    expect(mapNotes(rule60.exact[1]!)).toEqual([expect.stringContaining('constant maps')]);
  });

  it('calls trivial what is', () => {
    const [size2] = describeAutomaton(0, 'row').exact;
    expect(verdictOf(size2!)).toEqual({ word: 'trivial', state: 'warn' });
    expect(mapNotes(size2!)).toContainEqual(expect.stringContaining('constant after one step'));
  });

  it('names the rules it is equivalent to, without itself', () => {
    expect(ruleWords(rule60)).toMatch(/equivalent to 102, 153, 195/);
    expect(ruleWords(describeAutomaton(150, 'row'))).toMatch(/its own mirror image and complement/);
  });

  it('takes of every size the map with the most effective information', () => {
    const best = bestMacro(rule60.effectiveInformation);
    expect(best.map(({ size }) => size)).toEqual([2, 3, 4]);
    for (const { size, value } of best) {
      const values = rule60.effectiveInformation.macro.filter((one) => one.size === size);
      expect(value).toBe(Math.max(...values.map((one) => one.value)));
    }
  });
});

describe('the gallery', () => {
  it('holds the 21 rules of Table I, all named, and of the famous ones none that is self-similar', () => {
    expect(tableRules).toHaveLength(21);
    for (const { rule, title } of tableRules) {
      expect(title).not.toBe('self-similar');
      expect(describeAutomaton(rule, 'row').exact.some(({ selfSimilar }) => selfSimilar)).toBe(true);
    }
    for (const { rule } of famousRules)
      expect(describeAutomaton(rule, 'row').exact.some(({ selfSimilar }) => selfSimilar)).toBe(false);
  });
});
