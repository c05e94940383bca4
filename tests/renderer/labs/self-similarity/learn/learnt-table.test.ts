import { describe, expect, it } from 'vitest';
import { dynamicalSystem, type LearntRule } from '../../../../../preload/contract/index.ts';
import {
  contextRows,
  tableVerdict,
  trueTable,
  wrongContexts,
} from '../../../../../renderer/labs/self-similarity/learn/learnt-table.ts';
import { outputOf } from '../../../../../renderer/labs/self-similarity/parts/rules.ts';

type Table = NonNullable<LearntRule['table']>;
const rule60 = dynamicalSystem.parse({ type: 'automaton', rule: 60 });

function tableOf(rule: number, more: Partial<Table> = {}): Table {
  const outputs = Array.from({ length: 8 }, (_, context) => outputOf(rule, context));
  return {
    rule,
    outputs,
    seen: Array.from({ length: 8 }, () => 100),
    observed: outputs,
    deterministic: true,
    ...more,
  };
}

describe('a learnt table', () => {
  it('is exact where it is the rule that made the series', () => {
    expect(tableVerdict(tableOf(60), rule60)).toEqual({
      words: 'Rule 60, exactly the one that made the series.',
      state: 'ok',
    });
    expect(tableVerdict(tableOf(60), null).words).toMatch(/every step of the series/);
  });

  it('is wrong in the contexts in which it differs', () => {
    const wrong = tableOf(60 ^ 0b1001);
    expect(wrongContexts(wrong, rule60)).toEqual([3, 0]);
    expect(tableVerdict(wrong, rule60).state).toBe('bad');
    expect(wrongContexts(wrong, null)).toEqual([]);
  });

  it('is wrong where own data say otherwise in some context', () => {
    const unlearnt = tableOf(60, { rule: null, observed: [0, 1, 0, 0, 1, 1, 0, 0] });
    expect(tableVerdict(unlearnt, null)).toMatchObject({
      state: 'bad',
      words: expect.stringMatching(/^Not learnt/),
    });
  });

  it('is open where a context never occurred', () => {
    const open = tableOf(60, { rule: null, seen: [100, 100, 0, 100, 100, 100, 100, 100] });
    expect(tableVerdict(open, rule60)).toMatchObject({
      state: 'warn',
      words: expect.stringMatching(/^1 of 8/),
    });
    expect(contextRows(open, rule60).find(({ name }) => name === '010')).toMatchObject({
      learnt: null,
      observed: null,
      truth: 1,
    });
  });

  it('is probabilities where the rule is noisy, beside what was observed with its binomial error', () => {
    const system = dynamicalSystem.parse({ type: 'probabilistic-automaton' });
    const noisy = tableOf(0, {
      rule: null,
      deterministic: false,
      outputs: [0, 0.69, 0, 0.7, 0.71, 0.7, 0.7, 0.7],
      observed: [0, 0.75, 0, 0.5, 0.7, 0.7, 0.7, 0.7],
    });
    expect(tableVerdict(noisy, system).state).toBe('none');
    const row = contextRows(noisy, system).find(({ name }) => name === '001')!;
    expect(row).toMatchObject({ learnt: 0.69, truth: 0.7, seen: 100 });
    expect(row.observed).toEqual({ value: 0.75, error: Math.sqrt(0.75 * 0.25) / 10 });
    expect(trueTable(system)).toEqual([0, 0.7, 0, 0.7, 0.7, 0.7, 0.7, 0.7]);
  });
});
