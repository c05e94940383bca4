import { describe, expect, it } from 'vitest';
import { operatorsOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { directProducts, rsrgRows } from '../../../../main/methods/inverse-rg/bench/rsrg.ts';
import {
  emptyOperatorSums,
  operatorFamilies,
  operatorSums,
  PlaquetteHistogram,
} from '../../../../main/methods/inverse-rg/rsrg/plaquettes.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

describe('benchmark of the RSRG', () => {
  it('compares two ways to the same sums', () => {
    const random = new RandomStream(1, 'spins');
    const spins = Uint8Array.from({ length: 256 }, () => random.bits() >>> 31);
    const sums = emptyOperatorSums();
    operatorSums(new PlaquetteHistogram(16).count(spins), sums);
    for (const [i, { set, parity }] of operatorFamilies.entries()) {
      const direct = directProducts(spins, 16, operatorsOf(set, parity));
      expect(Int32Array.from(direct)).toEqual(Int32Array.from(sums[i]));
    }
  });

  it('gives one row with its ratio', async () => {
    const rows = await rsrgRows({
      level: 'quick',
      seed: 1,
      pool: poolOfOne(),
      model: () => Promise.reject(new Error('no model is needed')),
      progress: () => undefined,
    });
    expect(rows.map(({ id }) => id)).toEqual(['inverse-rg.rsrg.ratio']);
    expect(rows[0].measured).toBeGreaterThan(1);
  });
});
