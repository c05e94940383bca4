import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplingAlgorithms } from '../../../../preload/contract/index.ts';
import { runSegment, type ChainSegment } from '../../../../main/methods/inverse-rg/monte-carlo/chains.ts';

const segment = (changes: Partial<ChainSegment> = {}): ChainSegment => ({
  size: 32,
  coupling: 0.42,
  algorithm: 'swendsen-wang',
  seed: 5,
  chain: 0,
  configurations: 6,
  spacing: 2,
  warmUp: 5,
  start: 'random',
  state: null,
  ...changes,
});

function configurations(order: ChainSegment) {
  const drawn: string[] = [];
  const state = runSegment(order, (spins, index) => {
    expect(index).toBe(drawn.length);
    drawn.push(spins.join(''));
  });
  return { drawn, state };
}

describe('a chain', () => {
  it('has the same configurations in one segment as in several, cut in the warm-up or between configurations', () => {
    const cuts = fc.tuple(
      fc.constantFrom(...samplingAlgorithms),
      fc.constantFrom(8, 32),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 6 }),
    );
    fc.assert(
      fc.property(cuts, ([algorithm, size, warm, first]) => {
        const whole = configurations(segment({ algorithm, size }));
        const warming = configurations(segment({ algorithm, size, warmUp: warm, configurations: 0 }));
        const begun = configurations(
          segment({ algorithm, size, configurations: first, state: structuredClone(warming.state) }),
        );
        const ended = configurations(
          segment({ algorithm, size, configurations: 6 - first, state: begun.state }),
        );
        expect([...begun.drawn, ...ended.drawn]).toEqual(whole.drawn);
        expect(ended.state).toEqual(whole.state);
        expect(whole.state.warm).toBe(5);
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  it('is unlike chains of another number, seed or coupling', () => {
    const [first] = configurations(segment()).drawn;
    for (const other of [{ chain: 1 }, { seed: 6 }, { coupling: 0.43 }, { algorithm: 'wolff' as const }]) {
      expect(configurations(segment(other)).drawn[0]).not.toBe(first);
    }
  });
});
