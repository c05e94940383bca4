import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { automatonOf, ruleGraphOf } from '../../../main/host/services/automata.ts';
import { edgesFrom } from '../../../main/methods/self-similarity/automata/exact/rule-graph.ts';
import { callSchemas } from '../../../preload/contract/index.ts';

describe('automatonDescribe', () => {
  it('describes a rule, by maps of one row unless patches are asked for', () => {
    const row = automatonOf(callSchemas.automatonDescribe.parse({ rule: 150 }));
    expect(row.exact.map(({ size, mask, maps }) => [size, mask, maps])).toEqual([
      [2, 'row', 6],
      [3, 'row', 0],
      [4, 'row', 30],
    ]);
    const patch = automatonOf(callSchemas.automatonDescribe.parse({ rule: 150, mask: 'patch' }));
    expect(patch.exact.map(({ size, mask }) => [size, mask])).toEqual([[2, 'patch']]);
  });
});

describe('ruleGraph', () => {
  it('has the edges of all rules, and is worked out once', async () => {
    const asked = [3, 3].map((size) => ruleGraphOf(callSchemas.ruleGraph.parse({ size })));
    expect(asked[0]).toBe(asked[1]);
    const { size, edges, seconds } = await asked[0];
    expect(size).toBe(3);
    expect(seconds).toBeGreaterThan(0);
    expect(edges).toEqual(Array.from({ length: 256 }, (_, rule) => edgesFrom(rule, 3)).flat());
    expect(edges.filter(({ from, to }) => from === to).map(({ from }) => from)).toEqual([
      0, 15, 51, 85, 128, 136, 170, 192, 204, 238, 240, 252, 254, 255,
    ]);
  });

  it('lets other calls in while it works', async () => {
    const turns = new AbortController();
    let taken = 0;
    const others = (async () => {
      for (; !turns.signal.aborted; taken++) await setImmediate();
    })();
    await ruleGraphOf({ size: 4 });
    turns.abort();
    await others;
    expect(taken).toBeGreaterThan(20);
  });
});
