import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vicsekParameters, type VicsekParameters } from '../../../preload/contract/index.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import {
  Flock,
  flockSize,
  headingsByAllPairs,
  stepByAllPairs,
  type FlockState,
} from '../../../main/physics/vicsek/index.ts';

const parameters = (chosen: Partial<VicsekParameters> = {}): VicsekParameters => ({
  ...vicsekParameters.parse({}),
  ...chosen,
});
const flockOf = (chosen: Partial<VicsekParameters> = {}, seed = 1) =>
  new Flock(parameters(chosen), new RandomStream(seed, 'flock'));

/** Where each particle is in the arrays of a flock. */
function places(flock: Flock): Int32Array {
  const at = new Int32Array(flock.count);
  for (let i = 0; i < flock.count; i++) at[flock.identity[i]] = i;
  return at;
}

const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

/** Sums over the neighbours that the particles of `before` had in the step since, by a loop over all pairs. */
function neighboursOf(before: FlockState, flock: Flock) {
  const after = places(flock);
  return headingsByAllPairs(
    {
      ...before,
      x: Float32Array.from(before.identity, (who) => flock.x[after[who]]),
      y: Float32Array.from(before.identity, (who) => flock.y[after[who]]),
    },
    flock.side,
  );
}

/** How far the new directions of a noiseless step are from the averages over all pairs. */
function worstHeading(flock: Flock): number {
  const before = flock.snapshot();
  flock.step();
  const sums = neighboursOf(before, flock);
  const after = places(flock);
  let worst = 0;
  for (let i = 0; i < flock.count; i++) {
    const length = Math.hypot(sums.x[i], sums.y[i]);
    const to = after[before.identity[i]];
    worst = Math.max(
      worst,
      Math.abs(flock.cosine[to] - sums.x[i] / length),
      Math.abs(flock.sine[to] - sums.y[i] / length),
    );
  }
  return worst;
}

describe('a flock', () => {
  it('averages over the neighbours that a loop over all pairs finds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(2.5, 3, 4, 5, 9, 16.7),
        fc.double({ min: 0.2, max: 6, noNaN: true }),
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        fc.integer({ min: 1, max: 1000 }),
        (side, density, speed, seed) => {
          const flock = flockOf({ side, density, speed, noise: 0 }, seed);
          expect(worstHeading(flock)).toBeLessThan(1e-6);
          expect(worstHeading(flock)).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 60, seed: 5 },
    );
  });

  it('finds neighbours across the edges and corners', () => {
    const flock = flockOf({ side: 8, density: 4 / 64, noise: 0, speed: 0.5 });
    const state = flock.snapshot();
    // They move to two pairs: across a corner, and across the right edge at exactly the radius.
    state.x.set([7.625, 7.875, 7, 0.5]);
    state.y.set([0.125, 7.375, 4, 3.5]);
    state.cosine.set([1, 0, 1, 0]);
    state.sine.set([0, 1, 0, 1]);
    state.identity.set([0, 1, 2, 3]);
    flock.restore(state);
    flock.step();
    for (const cosine of flock.cosine) expect(cosine).toBeCloseTo(Math.SQRT1_2, 6);

    state.x[3] = 0.5 + 2 ** -20;
    flock.restore(state);
    flock.step();
    const after = places(flock);
    expect(flock.cosine[after[2]]).toBeCloseTo(1, 6);
    expect(flock.cosine[after[3]]).toBeCloseTo(0, 6);
  });

  it('does not know where the origin of its square is', () => {
    const flock = flockOf({ side: 16, density: 1, noise: 0 });
    const shifted = flockOf({ side: 16, density: 1, noise: 0 });
    const state = flock.snapshot();
    // Multiples of a power of two move without rounding.
    for (let i = 0; i < flock.count; i++) {
      state.x[i] = Math.round(state.x[i] * 2 ** 16) / 2 ** 16;
      state.y[i] = Math.round(state.y[i] * 2 ** 16) / 2 ** 16;
    }
    flock.restore(state);
    shifted.restore({
      ...state,
      x: state.x.map((x) => (x + 6.25) % 16),
      y: state.y.map((y) => (y + 13.5) % 16),
    });
    flock.step();
    shifted.step();
    const [here, there] = [places(flock), places(shifted)];
    for (let i = 0; i < flock.count; i++) {
      expect(shifted.cosine[there[i]]).toBeCloseTo(flock.cosine[here[i]], 6);
      expect(shifted.sine[there[i]]).toBeCloseTo(flock.sine[here[i]], 6);
    }
  });

  it('moves with the old velocity, keeps its speed and stays inside', () => {
    const flock = flockOf({ side: 12, density: 2, speed: 1.3, noise: 3, noiseInterval: 'pi' });
    for (let step = 0; step < 30; step++) {
      const before = flock.snapshot();
      flock.step();
      const after = places(flock);
      for (let i = 0; i < flock.count; i++) {
        const to = after[before.identity[i]];
        const expected = before.x[i] + 1.3 * before.cosine[i];
        const off = flock.x[to] - expected;
        expect(Math.abs(off - 12 * Math.round(off / 12))).toBeLessThan(2e-6);
        expect(flock.x[to]).toBeGreaterThanOrEqual(0);
        expect(flock.x[to]).toBeLessThan(12);
        expect(flock.y[to]).toBeGreaterThanOrEqual(0);
        expect(flock.y[to]).toBeLessThan(12);
        expect(Math.abs(Math.hypot(flock.cosine[to], flock.sine[to]) - 1)).toBeLessThan(2e-7);
      }
      expect(flock.identity.toSorted()).toEqual(Uint32Array.from({ length: flock.count }, (_, i) => i));
    }
  });

  it.each([
    ['unit', 0.5],
    ['pi', Math.PI / 2],
  ] as const)('turns by η ξ with ξ uniform in the interval named "%s"', (noiseInterval, halfWidth) => {
    // Alone in a huge square nobody has neighbours, so that every turn is seen.
    const noise = 0.9;
    const flock = flockOf({ side: 1000, density: 0.0001, noise, noiseInterval });
    const turns: number[] = [];
    for (let step = 0; step < 100; step++) {
      const before = flock.snapshot();
      flock.step();
      const sums = neighboursOf(before, flock);
      const after = places(flock);
      for (let i = 0; i < flock.count; i++) {
        if (sums.neighbours[i] > 1) continue;
        const to = after[before.identity[i]];
        const turn = flock.angle[to] - Math.atan2(before.sine[i], before.cosine[i]);
        turns.push(Math.atan2(Math.sin(turn), Math.cos(turn)) / noise / halfWidth);
      }
    }
    expect(turns.length).toBeGreaterThan(9000);
    const mean = turns.reduce((sum, turn) => sum + turn, 0) / turns.length;
    const squares = turns.reduce((sum, turn) => sum + turn * turn, 0) / turns.length;
    expect(Math.max(...turns.map(Math.abs))).toBeLessThan(1 + 1e-5);
    // Uniform in [−1, 1]: variance 1/3 of the value and 4/45 of its square.
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(1 / 3 / turns.length));
    expect(Math.abs(squares - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / turns.length));
  });

  it('goes on from a snapshot bit for bit', () => {
    const whole = flockOf({ side: 16, density: 1 });
    for (let step = 0; step < 10; step++) whole.step();
    const state = structuredClone(whole.snapshot());
    for (let step = 0; step < 10; step++) whole.step();
    const resumed = flockOf({ side: 16, density: 1 }, 77);
    resumed.restore(state);
    for (let step = 0; step < 10; step++) resumed.step();
    expect(resumed.snapshot()).toEqual(whole.snapshot());
    expect(() => flockOf({ side: 8, density: 1 }).restore(state)).toThrow(RangeError);
  });

  it('is the same for the same seed', () => {
    const [first, second] = [flockOf(), flockOf()];
    const other = flockOf({}, 2);
    for (let step = 0; step < 20; step++) {
      for (const flock of [first, second, other]) flock.step();
    }
    expect(second.snapshot()).toEqual(first.snapshot());
    expect(other.snapshot().x).not.toEqual(first.snapshot().x);
  });

  it('keeps the direction of a particle whose neighbours cancel', () => {
    const flock = flockOf({ side: 4, density: 2 / 16, noise: 0, speed: 0.1 });
    const state = flock.snapshot();
    state.x.set([1, 1.5]);
    state.y.set([1, 1]);
    state.cosine.set([0, 0]);
    state.sine.set([1, -1]);
    flock.restore(state);
    flock.step();
    expect(flock.sine.toSorted()).toEqual(Float32Array.of(-1, 1));
  });

  it('has the same law as the loop over all pairs', () => {
    const chosen = { side: 8, density: 1, noise: 1, speed: 0.5 };
    const first = flockOf(chosen);
    const reference = flockOf(chosen, 2).snapshot();
    const random = new RandomStream(3, 'reference');
    const orders: [number[], number[]] = [[], []];
    for (let step = 0; step < 6000; step++) {
      first.step();
      stepByAllPairs(reference, 8, parameters(chosen), random);
      if (step < 200) continue;
      orders[0].push(first.order());
      orders[1].push(Math.hypot(sum(reference.cosine), sum(reference.sine)) / reference.x.length);
    }
    // Errors from 29 bins of 200 steps.
    const [cells, pairs] = orders.map((order) => {
      const bins = Array.from(
        { length: 29 },
        (_, bin) => order.slice(200 * bin, 200 * bin + 200).reduce((a, b) => a + b, 0) / 200,
      );
      const mean = bins.reduce((a, b) => a + b, 0) / 29;
      return { mean, variance: bins.reduce((a, b) => a + (b - mean) ** 2, 0) / 29 / 28 };
    });
    expect(Math.abs(cells.mean - pairs.mean)).toBeLessThan(4 * Math.sqrt(cells.variance + pairs.variance));
  });

  it('takes another noise and speed without starting again', () => {
    const flock = flockOf({ side: 16, density: 1, noise: 6 });
    for (let step = 0; step < 20; step++) flock.step();
    const { x } = flock.snapshot();
    flock.change({ noise: 0, noiseInterval: 'unit', speed: 0.5 });
    expect(flock.x).toEqual(x);
    expect(flock.speed).toBe(0.5);
    for (let step = 0; step < 200; step++) flock.step();
    expect(flock.order()).toBeGreaterThan(0.95);
  });

  it('counts ρL² particles and refuses none, too many, and a square it would meet itself in', () => {
    expect(flockSize({ side: 32, density: 0.3 })).toBe(307);
    expect(flockSize({ side: 100, density: 10 })).toBe(100_000);
    expect(() => flockOf({ side: 4, density: 0.01 })).toThrow(
      expect.objectContaining({ code: 'bad-argument' }),
    );
    expect(() => flockOf({ side: 101, density: 10 })).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(() => flockOf({ side: 2 })).toThrow(expect.objectContaining({ code: 'bad-argument' }));
  });

  it('says 1 of a flock that flies one way, and 0 of one that cancels', () => {
    const flock = flockOf({ side: 4, density: 0.25 });
    const state = flock.snapshot();
    state.cosine.set([1, 1, 1, 1]);
    state.sine.fill(0);
    flock.restore(state);
    expect(flock.order()).toBe(1);
    expect([...flock.angle]).toEqual([0, 0, 0, 0]);
    state.cosine.set([1, -1, 1, -1]);
    flock.restore(state);
    expect(flock.order()).toBe(0);
  });
});
