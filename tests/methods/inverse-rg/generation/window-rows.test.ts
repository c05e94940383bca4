import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { WindowRows } from '../../../../main/methods/inverse-rg/generation/window-rows.ts';
import { orientedWindow } from '../../../../main/methods/inverse-rg/windows.ts';
import type { Spins } from '../../../../main/physics/ising/spins.ts';
import { randomSpins } from './lattices.ts';

/** The part of the oriented 5×5 window that a smaller one covers. */
function expectedWindow(coarse: Spins, L: number, y: number, x: number, side: number, reach: number) {
  const window = orientedWindow(coarse, L, y, x, 5);
  let part = 0;
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      part |= ((window >>> (5 * (i + 2 - reach) + j + 2 - reach)) & 1) << (side * i + j);
    }
  }
  return part;
}

const windows = fc.constantFrom(
  { side: 2, reach: 1 },
  { side: 3, reach: 1 },
  { side: 4, reach: 2 },
  { side: 5, reach: 2 },
);

describe('window rows', () => {
  it('are the windows read spin by spin, on lattices from one spin on and one after the other', () => {
    fc.assert(
      fc.property(windows, fc.constantFrom(1, 2, 3, 4, 7, 16), fc.nat(), ({ side, reach }, L, seed) => {
        const random = new RandomStream(seed, 'lattices');
        const rows = new WindowRows({ side, reach }, L);
        for (let lattice = 0; lattice < 2; lattice++) {
          const coarse = randomSpins(random, L);
          rows.open(coarse);
          for (let y = 0; y < 2 * L; y++) {
            const expected = Array.from({ length: 2 * L }, (_, x) =>
              expectedWindow(coarse, L, y, x, side, reach),
            );
            expect([...rows.read(y)]).toEqual(expected);
          }
        }
      }),
    );
  });

  it('may be read at even rows alone', () => {
    const coarse = randomSpins(new RandomStream(1, 'lattice'), 8);
    const rows = new WindowRows({ side: 4, reach: 2 }, 8);
    rows.open(coarse);
    for (let y = 0; y < 16; y += 2) {
      const expected = Array.from({ length: 16 }, (_, x) => orientedWindow(coarse, 8, y, x, 4));
      expect([...rows.read(y)]).toEqual(expected);
    }
  });
});
