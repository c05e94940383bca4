import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../main/compute/random.ts';

const rotate = (x: bigint, k: bigint) => BigInt.asUintN(32, (x << k) | (x >> (32n - k)));
const first = (seed: number, name: string) => new RandomStream(seed, name).bits();

describe('xoshiro128** streams', () => {
  it('follow the published recurrence', () => {
    const stream = new RandomStream(1, 'reference');
    const s = stream
      .state()
      .slice(0, 4)
      .map((word) => BigInt.asUintN(32, BigInt(word)));
    for (let i = 0; i < 1000; i++) {
      const expected = BigInt.asUintN(32, rotate(BigInt.asUintN(32, s[1] * 5n), 7n) * 9n);
      const t = BigInt.asUintN(32, s[1] << 9n);
      s[2] ^= s[0];
      s[3] ^= s[1];
      s[1] ^= s[2];
      s[0] ^= s[3];
      s[2] ^= t;
      s[3] = rotate(s[3], 11n);
      expect(BigInt(stream.bits())).toBe(expected);
    }
  });

  it('go on from a restored state, through JSON, with the same digits', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.string(), fc.nat(20), (seed, name, warmUp) => {
        const stream = new RandomStream(seed, name);
        for (let i = 0; i < warmUp; i++) stream.normal();
        const other = new RandomStream(0, 'other');
        other.restore(JSON.parse(JSON.stringify(stream.state())) as (number | null)[]);
        for (let i = 0; i < 5; i++) expect(other.normal()).toBe(stream.normal());
      }),
    );
  });

  it('give the same numbers in bulk', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(9), { maxLength: 5 }), (seed, counts) => {
        const [one, bulk] = [new RandomStream(seed, 'bulk'), new RandomStream(seed, 'bulk')];
        const target = new Uint32Array(9);
        for (const count of counts) {
          bulk.fillBits(target, count);
          const expected = Array.from({ length: count }, () => one.bits());
          expect([...target.subarray(0, count)]).toEqual(expected);
        }
        expect(bulk.state()).toEqual(one.state());
      }),
    );
  });

  it('differ by seed and by name', () => {
    const draws = new Set(Array.from({ length: 100 }, (_, i) => [first(i, 'a'), first(i, 'b')]).flat());
    expect(draws.size).toBe(200);
  });

  it('have the moments of their distributions', () => {
    const stream = new RandomStream(7, 'moments');
    const n = 200_000;
    const normals = new Float64Array(n);
    stream.fillNormal(normals);
    const mean = normals.reduce((sum, x) => sum + x, 0) / n;
    const variance = normals.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    const kurtosis = normals.reduce((sum, x) => sum + (x - mean) ** 4, 0) / n / variance ** 2;
    // Five standard errors each.
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(kurtosis - 3)).toBeLessThan(5 * Math.sqrt(24 / n));
  });

  it('draw integers without bias and permutations that are permutations', () => {
    const stream = new RandomStream(3, 'integers');
    const counts = new Float64Array(7);
    const n = 70_000;
    for (let i = 0; i < n; i++) counts[stream.integer(7)]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - n / 7) ** 2 / (n / 7), 0);
    expect(chiSquare).toBeLessThan(22.5); // 0.1% point of χ² with 6 degrees of freedom
    const order = stream.permutation(257);
    expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 257 }, (_, i) => i));
  });

  it('refuse a state of the wrong length', () => {
    expect(() => new RandomStream(1, 'x').restore([1, 2, 3])).toThrow(/5 numbers/);
  });
});
