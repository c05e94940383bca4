import { describe, expect, it } from 'vitest';
import { isTrivial, seedInitialState, simulate } from '../../../main/physics/gray-scott/index.ts';

const spots = { Da: 0.16, Db: 0.08, F: 0.035, k: 0.06 };
const squares = { squares: { low: 12, high: 23 }, squareSide: { low: 3, high: 7 } };

describe('the initial state', () => {
  it('without noise holds the background and the squares, nothing else', () => {
    const size = 64;
    const a = new Float32Array(size * size);
    const b = new Float32Array(size * size);
    seedInitialState(a, b, size, { ...squares, noise: 0 }, 4);
    let filled = 0;
    for (let i = 0; i < a.length; i++) {
      if (b[i] > 0) filled++;
      expect([a[i], b[i]]).toEqual(b[i] > 0 ? [0.5, 0.25] : [1, 0]);
    }
    expect(filled).toBeGreaterThanOrEqual(3 * 3);
    expect(filled).toBeLessThanOrEqual(23 * 7 * 7);
  });

  it('depends on its seed alone, and stays within [0, 1]', () => {
    const fields = [9, 9, 10].map((seed) => {
      const a = new Float32Array(1024).fill(7);
      const b = new Float32Array(1024).fill(7);
      seedInitialState(a, b, 32, { ...squares, noise: 0.02 }, seed);
      return { a, b };
    });
    expect(fields[0]).toEqual(fields[1]);
    expect(fields[0].b).not.toEqual(fields[2].b);
    for (const { a, b } of fields) {
      expect(Math.min(...a, ...b)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...a, ...b)).toBeLessThanOrEqual(1);
    }
  });

  it('holds as many squares of such sides as the ranges say, both ends included', () => {
    const sides = new Set<number>();
    for (let seed = 0; seed < 200; seed++) {
      const a = new Float32Array(1024);
      const b = new Float32Array(1024);
      const one = { squares: { low: 1, high: 1 }, squareSide: { low: 2, high: 4 }, noise: 0 };
      seedInitialState(a, b, 32, one, seed);
      sides.add(Math.sqrt(b.filter((v) => v > 0).length));
    }
    expect(sides).toEqual(new Set([2, 3, 4]));
  });
});

describe('simulate', () => {
  it('gives the same bits for the same seed, and fields of its own', () => {
    const options = { size: 32, steps: 400, seed: 5 };
    const first = simulate(spots, options);
    const kept = first.b.slice();
    expect(simulate(spots, { ...options, seed: 6 }).b).not.toEqual(kept);
    expect(simulate(spots, options)).toEqual(first);
    expect(first.b).toEqual(kept);
    expect(first).toMatchObject({ steps: 400, trivial: false });
  });

  it('is the same on both engines', () => {
    const options = { size: 16, steps: 230, seed: 5 };
    expect(simulate(spots, { ...options, engine: 'typescript' })).toEqual(
      simulate(spots, { ...options, engine: 'wasm-simd' }),
    );
  });

  it('stops early when b has died out', () => {
    const extinct = simulate({ ...spots, F: 0.01, k: 0.08 }, { size: 32, steps: 100_000, seed: 1 });
    expect(extinct.trivial).toBe(true);
    expect(extinct.steps).toBeLessThan(2000);
    expect(Math.max(...extinct.b)).toBeLessThan(1e-4);
  });

  it('stops early in a uniform state that is not empty', () => {
    const uniform = simulate({ Da: 0.2, Db: 0.1, F: 0.05, k: 0.05 }, { size: 32, steps: 100_000, seed: 1 });
    expect(uniform.trivial).toBe(true);
    expect(uniform.steps).toBeLessThan(100_000);
    // The nontrivial fixed point of the reaction: a b = F + k and F (1 − a) = (F + k) b.
    const a = (1 - Math.sqrt(1 - (4 * 0.1 ** 2) / 0.05)) / 2;
    expect(uniform.a[7]).toBeCloseTo(a, 3);
    expect(uniform.b[7]).toBeCloseTo(0.1 / a, 3);
  });

  it('starts from given fields without touching them', () => {
    const initial = { a: new Float32Array(64).fill(0.5), b: new Float32Array(64).fill(0.25) };
    const { a } = simulate(spots, { size: 8, steps: 1, initial });
    expect(a[0]).not.toBe(0.5);
    expect(initial.a[0]).toBe(0.5);
  });

  it('refuses what it cannot run', () => {
    expect(() => simulate({ ...spots, Da: 0.26 }, { seed: 1 })).toThrow(
      expect.objectContaining({ code: 'unstable' }),
    );
    expect(() => simulate(spots, {})).toThrow(/seed/);
    expect(() => simulate(spots, { size: 30, seed: 1 })).toThrow(/multiple of 4/);
    const short = { a: new Float32Array(3), b: new Float32Array(3) };
    expect(() => simulate(spots, { size: 8, initial: short })).toThrow(/64/);
  });
});

describe('the rule for trivial patterns', () => {
  it('is std(b) below the threshold, or no number', () => {
    const wave = Float32Array.from({ length: 64 }, (_, i) => 0.2 + (i % 2 ? 0.02 : -0.02));
    expect(isTrivial(wave, 0.019)).toBe(false);
    expect(isTrivial(wave, 0.021)).toBe(true);
    expect(isTrivial(Float32Array.of(1, Number.NaN, 3, 4), 0.02)).toBe(true);
  });
});
