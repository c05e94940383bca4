import { describe, expect, it } from 'vitest';
import { roleOf, stepsFrom, viewOf } from '../../../../../renderer/labs/self-similarity/rule-graph/view.ts';
import {
  representativeOf,
  representatives,
  selfSimilarRules,
} from '../../../../../renderer/labs/self-similarity/verdict/survey-grid.ts';
import { graphOfTwo } from './graph.ts';

describe('what is shown of the graph for N = 2', () => {
  const all = viewOf(graphOfTwo, 'all');

  it('tells fixed points from trivial ones and from rules without a map', () => {
    const fixed = all.rules.filter((rule) => roleOf(all, rule) === 'fixed');
    // The rules with 0 at N = 2 in Table I, without 0 and 255.
    expect(fixed).toEqual(selfSimilarRules.filter((rule) => ![0, 15, 51, 85, 255].includes(rule)));
    expect(all.rules.filter((rule) => roleOf(all, rule) === 'fixed-trivially')).toEqual([0, 255]);
    expect(roleOf(all, 85)).toBe('flows');
    expect(roleOf(all, 110)).toBe('apart');
  });

  it('lists edges of a rule with what is not trivial first', () => {
    for (const edges of all.from.values()) {
      const order = edges.map(({ trivial }) => trivial);
      expect(order).toEqual(order.toSorted((a, b) => Number(a) - Number(b)));
    }
    expect(all.from.get(60)!.map(({ to }) => to)).toEqual([60, 195]);
    expect(stepsFrom(all, 60, false).map(({ to }) => to)).toEqual([195]);
  });

  it('keeps edges between the 21 only', () => {
    const table = viewOf(graphOfTwo, 'table');
    expect(table.rules).toEqual(selfSimilarRules);
    for (const { from, to } of table.edges) {
      expect(selfSimilarRules).toContain(from);
      expect(selfSimilarRules).toContain(to);
    }
  });

  it('draws a class as its representative, whichever of it an edge leads to', () => {
    const classes = viewOf(graphOfTwo, 'classes');
    expect(classes.rules).toEqual(representatives);
    const between = new Set(classes.edges.map(({ from, to }) => `${from}>${to}`));
    expect(between.size).toBe(classes.edges.length);
    // Every edge of every rule, not only of representatives, is one of classes.
    for (const { from, to } of graphOfTwo.edges) {
      expect(between).toContain(`${representativeOf(from)}>${representativeOf(to)}`);
    }
    for (const edge of classes.edges) expect(representativeOf(edge.obeys)).toBe(edge.to);
    // 60 coarse-grains to itself by three maps and to 195, of its class, by three.
    expect(classes.from.get(60)!.map(({ to, maps }) => [to, maps])).toEqual([[60, 6]]);
  });
});
