import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostError } from '../../../preload/contract/errors.ts';
import { stencils } from '../../../preload/contract/experiments/gray-scott.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import {
  availableEngine,
  createLattice,
  seedInitialState,
  stepCoefficients,
  type Lattice,
} from '../../../main/physics/gray-scott/index.ts';

const spots = { Da: 0.16, Db: 0.08, F: 0.035, k: 0.06 };
/** Spatio-temporal chaos: a difference of one rounding would grow to the size of the fields. */
const chaos = { Da: 0.2097, Db: 0.1049, F: 0.026, k: 0.051 };
const squares = { squares: { low: 12, high: 23 }, squareSide: { low: 3, high: 7 }, noise: 0.02 };

function pair(size: number, seed: number): [Lattice, Lattice] {
  const lattices: [Lattice, Lattice] = [createLattice(size, 'wasm-simd'), createLattice(size, 'typescript')];
  for (const { a, b } of lattices) seedInitialState(a, b, size, squares, seed);
  return lattices;
}

describe('the SIMD kernel and its TypeScript twin', () => {
  it('the kernel loads where the tests run', () => {
    expect(availableEngine()).toEqual({ engine: 'wasm-simd', reason: 'the SIMD kernel loads' });
  });

  for (const stencil of stencils) {
    for (const size of [4, 8, 20, 64]) {
      it(`give the same bits after 1,000 steps, ${stencil}, ${size}²`, () => {
        for (const parameters of [spots, chaos]) {
          const [simd, twin] = pair(size, 7);
          const coefficients = stepCoefficients(parameters, stencil);
          for (const lattice of [simd, twin]) lattice.advance(coefficients, 1000);
          expect(simd.a).toEqual(twin.a);
          expect(simd.b).toEqual(twin.b);
        }
      });
    }
  }

  it('agree for any stable parameters, time step, size and number of steps', () => {
    fc.assert(
      fc.property(
        fc.record({
          Da: fc.double({ min: 0, max: 0.25, noNaN: true }),
          Db: fc.double({ min: 0, max: 0.25, noNaN: true }),
          F: fc.double({ min: 0, max: 0.12, noNaN: true }),
          k: fc.double({ min: 0, max: 0.08, noNaN: true }),
        }),
        fc.constantFrom(...stencils),
        fc.constantFrom(0.25, 0.5, 1),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 21 }),
        fc.integer({ min: 0, max: 0xffffffff }),
        (parameters, stencil, dt, quarter, steps, seed) => {
          const [simd, twin] = pair(4 * quarter, seed);
          const coefficients = stepCoefficients(parameters, stencil, dt);
          for (const lattice of [simd, twin]) lattice.advance(coefficients, steps);
          expect(simd.a).toEqual(twin.a);
          expect(simd.b).toEqual(twin.b);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a time step', () => {
  /** One Fourier mode of a small b decays by exactly 1 + dt (Db λ − F − k), λ the stencil's eigenvalue. */
  for (const [stencil, eigenvalue] of [
    ['five-point', (p: number, q: number) => 2 * Math.cos(p) + 2 * Math.cos(q) - 4],
    [
      'nine-point',
      (p: number, q: number) => (8 * Math.cos(p) + 8 * Math.cos(q) + 4 * Math.cos(p) * Math.cos(q) - 20) / 6,
    ],
  ] as const) {
    it(`damps a Fourier mode at the rate of the ${stencil} Laplacian`, () => {
      const n = 32;
      const lattice = createLattice(n);
      const p = (2 * Math.PI * 3) / n;
      const q = (2 * Math.PI * 5) / n;
      const wave = Float64Array.from({ length: n * n }, (_, i) =>
        Math.cos(p * (i % n) + q * Math.floor(i / n)),
      );
      // Without a there is no reaction; b may be of either sign.
      lattice.b.set(wave);
      lattice.advance(stepCoefficients({ Da: 0.1, Db: 0.2, F: 0, k: 0.05 }, stencil), 10);
      const factor = (1 + 0.2 * eigenvalue(p, q) - 0.05) ** 10;
      for (let i = 0; i < wave.length; i++)
        expect(Math.abs(lattice.b[i] - factor * wave[i])).toBeLessThan(1e-6);
    });
  }

  it('follows Eq. 9 in a uniform system', () => {
    const lattice = createLattice(8);
    lattice.a.fill(0.5);
    lattice.b.fill(0.25);
    lattice.advance(stepCoefficients({ Da: 0.2, Db: 0.1, F: 0.03, k: 0.06 }, 'five-point', 0.5), 1);
    expect(lattice.a[13]).toBeCloseTo(0.5 + 0.5 * (-0.5 * 0.0625 + 0.03 * 0.5), 6);
    expect(lattice.b[13]).toBeCloseTo(0.25 + 0.5 * (0.5 * 0.0625 - 0.09 * 0.25), 6);
  });

  it('does not depend on where the lattice begins', () => {
    const n = 16;
    const random = new RandomStream(5, 'shift');
    const original = createLattice(n);
    const shifted = createLattice(n);
    for (let y = 0; y < n; y++) {
      for (let x = 0; x < n; x++) {
        const there = ((y + 3) % n) * n + ((x + 7) % n);
        shifted.a[there] = original.a[y * n + x] = random.uniform();
        shifted.b[there] = original.b[y * n + x] = random.uniform();
      }
    }
    const coefficients = stepCoefficients(spots, 'nine-point');
    original.advance(coefficients, 33);
    shifted.advance(coefficients, 33);
    for (let y = 0; y < n; y++) {
      for (let x = 0; x < n; x++) {
        const there = ((y + 3) % n) * n + ((x + 7) % n);
        expect(Math.abs(shifted.b[there] - original.b[y * n + x])).toBeLessThan(1e-6);
      }
    }
  });

  it('keeps b out of the denormal range', () => {
    const lattice = createLattice(8);
    lattice.a.fill(1);
    lattice.b.fill(1e-6);
    lattice.advance(stepCoefficients({ Da: 0.2, Db: 0.1, F: 0.03, k: 0.06 }, 'five-point'), 5000);
    for (const b of lattice.b) expect(b).toBeGreaterThan(1.2e-38);
  });
});

describe('a lattice', () => {
  it.each([0, 2, 6, 10, 4.5, -4, Number.NaN])('is refused at side %s', (size) => {
    expect(() => createLattice(size)).toThrow(HostError);
    expect(() => createLattice(size)).toThrow(/multiple of 4/);
  });
});
