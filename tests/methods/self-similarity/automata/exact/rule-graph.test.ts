import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../../main/compute/random.ts';
import { contextsOf } from '../../../../../main/methods/self-similarity/automata/exact/contexts.ts';
import {
  exactSelfSimilarity,
  trivialityOf,
} from '../../../../../main/methods/self-similarity/automata/exact/projections.ts';
import { edgesFrom } from '../../../../../main/methods/self-similarity/automata/exact/rule-graph.ts';
import { searchDirectly } from '../../../../../main/methods/self-similarity/verify/direct-search.ts';
import { complemented, mirrored } from '../../../../../main/physics/cellular-automata/rules.ts';

const rules = Array.from({ length: 256 }, (_, rule) => rule);
const randomRules = (count: number) => [...new RandomStream(101, 'rules').permutation(256)].slice(0, count);

const countsOf = (rule: number, size: number) => {
  const counts = new Int32Array(256);
  for (const { to, maps } of edgesFrom(rule, size)) counts[to] = maps;
  return counts;
};

const targetsOf = (rule: number, size: number) =>
  edgesFrom(rule, size).map(({ to, example }) => [to, example.name]);

describe('edgesFrom', () => {
  it('has the edges, with as many maps, that trying every map gives', () => {
    for (const rule of rules) expect(countsOf(rule, 2)).toEqual(searchDirectly(rule, 2, false).into);
    for (const rule of [51, 146, 170, ...randomRules(20)]) {
      expect(countsOf(rule, 3)).toEqual(searchDirectly(rule, 3, false).into);
    }
    for (const rule of [128, 232, ...randomRules(5)]) {
      expect(countsOf(rule, 4)).toEqual(searchDirectly(rule, 4, false).into);
    }
  });

  it.each([
    { size: 2, mask: 'row' },
    { size: 3, mask: 'row' },
    { size: 2, mask: 'patch' },
  ] as const)('leads from a rule to itself where it is self-similar: N = $size, $mask', ({ size, mask }) => {
    for (const rule of new Set([42, 72, 76, 128, 170, ...randomRules(size === 2 ? 60 : 256)])) {
      const itself = edgesFrom(rule, size, mask).find(({ to }) => to === rule);
      const { maps, trivial } = exactSelfSimilarity(rule, size, mask);
      expect(itself?.maps ?? 0).toBe(maps);
      expect(itself?.trivial ?? false).toBe(trivial);
    }
  });

  it('gives examples that do turn one rule into the other', () => {
    for (const [size, mask] of [
      [3, 'row'],
      [2, 'patch'],
    ] as const) {
      for (const rule of [60, 72, 146, 204, ...randomRules(12)]) {
        const { left, centre, right, next, count } = contextsOf(rule, size, mask);
        const edges = edgesFrom(rule, size, mask);
        const trivial = edges.filter((edge) => edge.trivial);
        expect(trivial.map(({ example }) => trivialityOf(rule, example))).toEqual(
          trivial.map(() => 'constant-after-one-step'),
        );
        for (const { to, example } of edges) {
          const value = (state: number) => Number(example.table[state]);
          let failed = 0;
          for (let i = 0; i < count; i++) {
            const macro = 4 * value(left[i]) + 2 * value(centre[i]) + value(right[i]);
            if (((to >> macro) & 1) !== value(next[i])) failed++;
          }
          expect(failed).toBe(0);
        }
      }
    }
  });

  it('turns complemented and mirrored rules into complemented and mirrored ones', () => {
    for (const rule of randomRules(20)) {
      const targets = new Set(edgesFrom(rule, 2).map(({ to }) => to));
      const mirrors = new Set(edgesFrom(mirrored(rule), 2).map(({ to }) => to));
      expect(mirrors).toEqual(new Set([...targets].map(mirrored)));
      // P and its complement turn a rule into a rule and its complement.
      expect(new Set([...targets].map(complemented))).toEqual(targets);
    }
  });

  it('has the transitions of rules 146 and 105 by which Israeli and Goldenfeld (2004) introduced the search', () => {
    expect(targetsOf(146, 3)).toEqual([
      [128, 'all are 1 (AND)'],
      [254, 'not all are 1 (NAND)'],
    ]);
    expect(targetsOf(105, 2)).toEqual([[150, 'keeps the 1st cell']]);
  });

  it('is refused for patches larger than 2 × 2', () => {
    expect(() => edgesFrom(60, 3, 'patch')).toThrow('N = 2');
  });
});
