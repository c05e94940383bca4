import { describe, expect, it } from 'vitest';
import { measureRule, ruleNotes } from '../../../../main/methods/self-similarity/analysis/rules.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { automatonStart } from '../../../../main/physics/cellular-automata/start.ts';
import { automatonSeries, elementaryRule } from './toy.ts';

const history = (rule: number) =>
  automatonSeries(rule, automatonStart(60, 'random', 0.5, new RandomStream(1, 'rules')), 20);
/** Rule 60 as it was learnt from data with these contexts, measured on data of another rule. */
function measured(seen: number[], heldOut: number) {
  const rule = elementaryRule(60);
  const described = rule.describe();
  const table = described.table!;
  const whole = !seen.includes(0);
  const observed = table.outputs.map((output, context) => (seen[context] === 0 ? null : output));
  const learnt = {
    ...rule,
    describe: () => ({ ...described, table: { ...table, rule: whole ? 60 : null, seen, observed } }),
  };
  const studied = {
    series: history(60),
    heldOut: history(heldOut),
    title: 'mine',
    fields: ['value'],
    rule: null,
    notes: [],
  };
  const result = measureRule({ rule: learnt, agreement: 1 }, studied);
  return { result, notes: ruleNotes(result, studied).join(' ') };
}
const all = Array<number>(8).fill(5);

describe('f of own data', () => {
  it('is a law where held-out cells obey it', () => {
    const { result, notes } = measured(all, 60);
    expect(result).toMatchObject({ law: 60, deterministic: true, candidates: [] });
    expect(notes).toBe('');
  });

  it('is none where they do not', () => {
    const { result, notes } = measured(all, 62);
    expect(result).toMatchObject({ law: null, deterministic: false, candidates: [] });
    expect(notes).toMatch(/held-out cells disobey it: there is noise, or the rule is not the same/);
  });

  it('is one of several where contexts never occur', () => {
    const { result } = measured([...all.slice(0, 7), 0], 60);
    expect(result).toMatchObject({ law: null, deterministic: true, candidates: [60, 188] });
  });

  it('may fail where contexts occur that training never saw', () => {
    const { result, notes } = measured([...all.slice(0, 7), 0], 188);
    expect(result).toMatchObject({ law: null, deterministic: false, candidates: [] });
    expect(notes).toMatch(/disobey it: neighbourhoods occur there that training never saw/);
  });
});
