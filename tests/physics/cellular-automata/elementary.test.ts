import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { ElementaryAutomaton } from '../../../main/physics/cellular-automata/elementary.ts';
import { packRow, unpackRow } from '../../../main/physics/cellular-automata/packing.ts';
import { automatonStart } from '../../../main/physics/cellular-automata/start.ts';
import { historyByDefinition } from './definition.ts';

const rules = Array.from({ length: 256 }, (_, rule) => rule);
/** Around every border of words and of vectors of four words, and the narrowest. */
const widths = [3, 4, 5, 31, 32, 33, 63, 64, 65, 96, 127, 128, 129, 159, 160, 161, 255, 256, 257, 300];

const randomRow = (width: number, density = 0.5) =>
  automatonStart(width, 'random', density, new RandomStream(100 + width, 'row'));

describe('elementary automata', () => {
  it.each(widths)('obey the definition for all 256 rules at width %d', (width) => {
    const start = randomRow(width);
    const wrong = rules.filter(
      (rule) =>
        Buffer.compare(
          new ElementaryAutomaton(rule, width).history(start, 9),
          historyByDefinition(rule, start, 9),
        ) !== 0,
    );
    expect(wrong).toEqual([]);
  });

  it('obey the definition for any rule, width, density and number of steps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 3, max: 700 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 20 }),
        (rule, width, density, steps) => {
          const start = randomRow(width, density);
          expect(new ElementaryAutomaton(rule, width).history(start, steps)).toEqual(
            historyByDefinition(rule, start, steps),
          );
        },
      ),
      { numRuns: 200, seed: 100 },
    );
  });

  it('takes many steps of a packed row in place, as one after the other', () => {
    const automaton = new ElementaryAutomaton(30, 1000);
    const steps = 77;
    const packed = packRow(randomRow(1000), new Uint32Array(automaton.words));
    const single = packed.slice();
    const next = new Uint32Array(automaton.words);
    for (let step = 0; step < steps; step++) {
      automaton.step(single, next);
      single.set(next);
    }
    automaton.advance(packed, steps);
    expect(packed).toEqual(single);
    expect(unpackRow(packed, new Uint8Array(1000))).toEqual(
      historyByDefinition(30, randomRow(1000), steps).subarray(steps * 1000),
    );
  });

  it('leaves the bits after the last cell 0', () => {
    const automaton = new ElementaryAutomaton(255, 37);
    const row = new Uint32Array(2);
    automaton.step(row, row);
    expect([...row]).toEqual([0xffffffff, 0b11111]);
  });

  it('gives the triangle of Pascal modulo 2 for rule 90 from a single cell', () => {
    const width = 129;
    const start = automatonStart(width, 'single', 0.5, new RandomStream(1, 'row'));
    const cells = new ElementaryAutomaton(90, width).history(start, 32);
    // After 2^k steps only the cells 2^k away are 1.
    const alive = [...cells.subarray(32 * width)].flatMap((cell, i) => (cell ? [i - 64] : []));
    expect(alive).toEqual([-32, 32]);
  });

  it('goes on when a wide row needs more memory than narrow ones before', () => {
    const width = 200_001;
    const start = randomRow(width);
    expect(new ElementaryAutomaton(110, 64).history(randomRow(64), 3)).toEqual(
      historyByDefinition(110, randomRow(64), 3),
    );
    const wide = new ElementaryAutomaton(110, width).history(start, 2);
    expect(Buffer.compare(wide, historyByDefinition(110, start, 2))).toBe(0);
  });

  it('refuses rules, widths and rows that there are not', () => {
    expect(() => new ElementaryAutomaton(256, 64)).toThrow('no elementary rule 256');
    expect(() => new ElementaryAutomaton(30, 2)).toThrow('at least 3 cells');
    expect(() => new ElementaryAutomaton(30, 5).history(new Uint8Array(4), 1)).toThrow('4 cells');
    expect(() => new ElementaryAutomaton(30, 3).history(Uint8Array.of(0, 2, 0), 1)).toThrow('Cell 1');
    expect(() => new ElementaryAutomaton(30, 64).step(new Uint32Array(3), new Uint32Array(2))).toThrow(
      '2 words',
    );
  });
});
