import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { stateOf } from '../../../../main/methods/self-similarity/spacetime.ts';
import {
  gameOfLife,
  nextState,
  parityRule,
  planarAutomaton,
  planarDiffusion,
} from '../../../../main/methods/self-similarity/verify/planar-systems.ts';

describe('systems on a plane', () => {
  it('a glider of the Game of Life moves by one cell diagonally in four steps', () => {
    const side = 8;
    const at = (cells: [number, number][]) => {
      const state = new Uint8Array(side * side);
      for (const [y, x] of cells) state[(y % side) * side + (x % side)] = 1;
      return state;
    };
    const glider: [number, number][] = [
      [0, 1],
      [1, 2],
      [2, 0],
      [2, 1],
      [2, 2],
    ];
    let state = at(glider);
    for (let step = 0; step < 4; step++) state = Uint8Array.from(nextState(gameOfLife, state, side));
    expect(state).toEqual(at(glider.map(([y, x]) => [y + 1, x + 1])));
  });

  it('every second cell at every second step of the parity rule obeys it', () => {
    const size = { runs: 1, times: 9, side: 8 };
    const series = planarAutomaton(parityRule, size, new RandomStream(1, 'parity'));
    const coarse = (time: number) =>
      Uint8Array.from({ length: 16 }, (_, i) => {
        const [y, x] = [Math.floor(i / 4), i % 4];
        return stateOf(series, 0, time).data[2 * y * 8 + 2 * x];
      });
    for (let time = 0; time + 2 < size.times; time++) {
      expect(nextState(parityRule, coarse(time), 4)).toEqual(coarse(time + 2));
    }
  });

  it('noise flips so many cells', () => {
    const size = { runs: 4, times: 26, side: 32 };
    const series = planarAutomaton(parityRule, size, new RandomStream(1, 'noise'), 0.1);
    let flipped = 0;
    for (let run = 0; run < size.runs; run++) {
      for (let time = 0; time < 25; time++) {
        const next = nextState(parityRule, Uint8Array.from(stateOf(series, run, time).data), 32);
        stateOf(series, run, time + 1).data.forEach((value, i) => (flipped += Number(value !== next[i])));
      }
    }
    const cells = 4 * 25 * 32 * 32;
    expect(Math.abs(flipped / cells - 0.1)).toBeLessThan(5 * Math.sqrt(0.09 / cells));
  });

  it('diffusion keeps the mass and damps every wave by exp(−D q²)', () => {
    const [side, coefficient] = [16, 0.5];
    const size = { runs: 1, times: 3, side };
    const series = planarDiffusion(size, coefficient, 1, new RandomStream(1, 'waves'));
    const wave = (time: number, m: number) =>
      stateOf(series, 0, time).data.reduce(
        (sum, value, i) => sum + value * Math.cos((2 * Math.PI * m * (i % side)) / side),
        0,
      );
    for (const m of [0, 1, 2, 3]) {
      const q = (2 * Math.PI * m) / side;
      // Sampling the Gaussian adds what it has beyond the zone's edge.
      expect(wave(1, m) / wave(0, m)).toBeCloseTo(Math.exp(-coefficient * q * q), 3);
      expect(wave(2, m) / wave(1, m)).toBeCloseTo(Math.exp(-coefficient * q * q), 3);
    }
  });
});
