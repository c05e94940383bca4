import { describe, expect, it } from 'vitest';
import { HostError } from '../../../preload/contract/errors.ts';
import { checkStability, createLattice, stepCoefficients } from '../../../main/physics/gray-scott/index.ts';

const parameters = { Da: 0.16, Db: 0.08, F: 0.035, k: 0.06 };

describe('the limit of a stencil', () => {
  it.each([
    ['five-point', 0.25],
    ['nine-point', 0.375],
  ] as const)('%s runs dt·D = %d and refuses more, naming the limit', (stencil, limit) => {
    expect(() => stepCoefficients({ ...parameters, Da: limit }, stencil)).not.toThrow();
    expect(() => stepCoefficients({ ...parameters, Da: limit / 2 }, stencil, 2)).not.toThrow();
    for (const [beyond, dt] of [
      [{ ...parameters, Da: limit + 1e-6 }, 1],
      [{ ...parameters, Db: limit + 1e-6 }, 1],
      [{ ...parameters, Da: limit / 2 + 1e-6 }, 2],
    ] as const) {
      let error: unknown;
      try {
        stepCoefficients(beyond, stencil, dt);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(HostError);
      expect((error as HostError).code).toBe('unstable');
      expect((error as HostError).message).toContain(String(limit));
      expect((error as HostError).remedy).toBeTruthy();
    }
  });

  it('refuses what is no number, and time that stands still', () => {
    expect(checkStability({ Da: Number.NaN, Db: 0.1 }, 'five-point').stable).toBe(false);
    expect(checkStability({ Da: 0.1, Db: 0.1 }, 'five-point', 0).stable).toBe(false);
  });

  it('offers the nine-point stencil only where it helps', () => {
    expect(() => stepCoefficients({ ...parameters, Da: 0.3 }, 'five-point')).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('nine-point') as string }),
    );
    expect(() => stepCoefficients({ ...parameters, Da: 0.4 }, 'five-point')).toThrow(
      expect.objectContaining({ remedy: expect.not.stringContaining('nine-point') as string }),
    );
  });

  it.each(['five-point', 'nine-point'] as const)(
    '%s: the worst wave grows just beyond the limit',
    (stencil) => {
      const { limit } = checkStability(parameters, stencil);
      const growth = (D: number) => {
        const lattice = createLattice(8);
        // A checkerboard is the worst wave of both.
        for (let i = 0; i < 64; i++) lattice.b[i] = (i + Math.floor(i / 8)) % 2 ? 0.1 : -0.1;
        const divisor = stencil === 'five-point' ? 1 : 6;
        const coefficients = stepCoefficients({ ...parameters, Da: 0, Db: 0, F: 0, k: 0 }, stencil);
        lattice.advance({ ...coefficients, diffusionB: D / divisor }, 200);
        return Math.max(...lattice.b) / 0.1;
      };
      expect(growth(limit * 0.99)).toBeLessThan(1);
      expect(growth(limit * 1.01)).toBeGreaterThan(2);
    },
  );
});
