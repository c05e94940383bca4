import { describe, expect, it } from 'vitest';
import { criticalCoupling } from '../../../preload/contract/index.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import { bernoulliPlanes, bondProbability } from '../../../main/physics/ising/cluster-bonds.ts';
import { swendsenWangSweep } from '../../../main/physics/ising/swendsen-wang-plain.ts';
import { PackedLattice } from '../../../main/physics/ising/swendsen-wang.ts';
import { bondSum } from './enumeration.ts';

describe('binary digits of a probability', () => {
  it('add up to it', () => {
    for (const p of [0, 1e-12, 0.1, 0.5, bondProbability(criticalCoupling), bondProbability(2), 1]) {
      const sum = bernoulliPlanes(p).reduce((total, plane, i) => total - plane * 2 ** -(i + 1), 0);
      expect(sum).toBeCloseTo(p, 15);
    }
  });
});

describe('packed spins', () => {
  const size = 32;

  it('are read as they were loaded', () => {
    for (const side of [2, 7, 16, 32, 64, 96]) {
      const random = new RandomStream(1, 'spins');
      const spins = Uint8Array.from({ length: side * side }, () => random.bits() & 1);
      const lattice = new PackedLattice(side, 0.4);
      lattice.load(spins);
      expect(lattice.read(new Uint8Array(side * side))).toEqual(spins);
    }
  });

  it.each([0.2, criticalCoupling, 0.5])(
    'have the averages of the plain algorithm at K = %f, also across the borders of words',
    (coupling) => {
      const bins = 40;
      const sweeps = 50;
      const spins = new Uint8Array(size * size);
      const parent = new Int32Array(size * size);
      const lattice = new PackedLattice(size, coupling);
      const plainStream = new RandomStream(2, 'plain');
      const packedStream = new RandomStream(2, 'packed');
      const plain = () => swendsenWangSweep(spins, size, coupling, plainStream, parent);
      const packed = () => {
        lattice.sweep(packedStream);
        lattice.read(spins);
      };
      const measured = [plain, packed].map((sweep) => {
        spins.fill(1);
        lattice.load(spins);
        for (let i = 0; i < 50; i++) sweep();
        return Array.from({ length: bins }, () => {
          const sums = [0, 0, 0, 0, 0];
          for (let i = 0; i < sweeps; i++) {
            sweep();
            const m = (2 * spins.reduce((sum, spin) => sum + spin, 0)) / spins.length - 1;
            for (const [j, value] of [
              bondSum(spins, size) / size ** 2,
              Math.abs(m),
              m ** 4,
              bondAcross(spins, 'columns'),
              bondAcross(spins, 'rows'),
            ].entries()) {
              sums[j] += value / sweeps;
            }
          }
          return sums;
        });
      });
      for (let j = 0; j < 5; j++) {
        const [a, b] = measured.map((rows) => {
          const values = rows.map((row) => row[j]);
          const mean = values.reduce((sum, value) => sum + value, 0) / bins;
          const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (bins - 1) / bins;
          return { mean, variance };
        });
        expect(Math.abs(a.mean - b.mean) / Math.sqrt(a.variance + b.variance)).toBeLessThan(5);
      }
    },
  );

  /** Mean σσ over the bonds that close the torus: those at which packed words wrap. */
  function bondAcross(spins: Uint8Array, direction: 'columns' | 'rows'): number {
    let sum = 0;
    for (let i = 0; i < size; i++) {
      const [first, last] =
        direction === 'columns' ? [i * size, i * size + size - 1] : [i, (size - 1) * size + i];
      sum += spins[first] === spins[last] ? 1 : -1;
    }
    return sum / size;
  }
});
