import { describe, expect, it } from 'vitest';
import { criticalCoupling } from '../../../preload/contract/index.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import { clustersPerSweep, flipCluster } from '../../../main/physics/ising/wolff.ts';

describe('a sweep of Wolff clusters', () => {
  it.each([
    [16, 0],
    [16, 0.3],
    [32, 0.42],
    [16, criticalCoupling],
    [64, criticalCoupling],
    [32, 0.45],
    [32, 0.8],
  ])('flips the lattice about once at L = %i, K = %f', (size, coupling) => {
    const random = new RandomStream(4, 'wolff');
    const spins = new Uint8Array(size * size).fill(1);
    const stack = new Int32Array(size * size);
    const clusters = clustersPerSweep(size, coupling);
    const sweeps = 200;
    let flipped = 0;
    for (let sweep = -20; sweep < sweeps; sweep++) {
      for (let i = 0; i < clusters; i++) {
        const count = flipCluster(spins, size, coupling, random, stack);
        if (sweep >= 0) flipped += count;
      }
    }
    const perSite = flipped / sweeps / size ** 2;
    expect(perSite).toBeGreaterThan(0.5);
    expect(perSite).toBeLessThan(2);
  });

  it('counts the spins it flips', () => {
    const random = new RandomStream(4, 'count');
    const spins = Uint8Array.from({ length: 256 }, () => random.bits() & 1);
    const stack = new Int32Array(256);
    for (let i = 0; i < 100; i++) {
      const before = spins.slice();
      const count = flipCluster(spins, 16, 0.4, random, stack);
      expect(spins.filter((spin, site) => spin !== before[site])).toHaveLength(count);
    }
  });
});
