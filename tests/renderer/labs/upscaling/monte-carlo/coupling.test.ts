import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalCoupling } from '../../../../../preload/contract/index.ts';
import {
  correlationLength,
  couplingWords,
} from '../../../../../renderer/labs/upscaling/monte-carlo/coupling.ts';

describe('the correlation length', () => {
  it('diverges at the critical point and nowhere else', () => {
    expect(correlationLength(criticalCoupling)).toBe(Infinity);
    expect(correlationLength(0)).toBe(0);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 2, noNaN: true }), (K) => {
        fc.pre(Math.abs(K - criticalCoupling) > 1e-6);
        expect(correlationLength(K)).toBeGreaterThan(0);
        expect(correlationLength(K)).toBeLessThan(1e6);
      }),
    );
  });

  it('has the amplitudes of Onsager: 1/(4|K − K_c|) above T_c, half of that below', () => {
    const off = 1e-4;
    expect(correlationLength(criticalCoupling - off) * 4 * off).toBeCloseTo(1, 3);
    expect(correlationLength(criticalCoupling + off) * 8 * off).toBeCloseTo(1, 3);
  });
});

it('says in words what is there', () => {
  expect(couplingWords(criticalCoupling)).toBe('critical');
  expect(couplingWords(0.4)).toBe('disordered, ξ\u00a0≈\u00a06.0');
  expect(couplingWords(0.48)).toBe('ordered, ξ\u00a0≈\u00a03.3');
});
