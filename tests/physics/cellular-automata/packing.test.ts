import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { packedWords, packRow, unpackRow } from '../../../main/physics/cellular-automata/packing.ts';

it('packs cell i into bit i & 31 of word i >> 5', () => {
  const cells = new Uint8Array(40);
  cells[0] = cells[31] = cells[33] = 1;
  expect([...packRow(cells, new Uint32Array(2))]).toEqual([0x80000001, 2]);
});

it('unpacks what it packed, whatever was in the memory', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 200 }), (values) => {
      const cells = Uint8Array.from(values);
      const packed = packRow(cells, new Uint32Array(packedWords(cells.length)).fill(0xffffffff));
      expect(unpackRow(packed, new Uint8Array(cells.length).fill(1))).toEqual(cells);
    }),
    { seed: 100 },
  );
});
