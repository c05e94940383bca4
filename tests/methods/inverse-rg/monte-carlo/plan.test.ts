import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latticeSides, samplingAlgorithms } from '../../../../preload/contract/index.ts';
import { SimulationPlan } from '../../../../main/methods/inverse-rg/monte-carlo/plan.ts';

const orders = fc
  .record({
    size: fc.constantFrom(...latticeSides),
    coupling: fc.constant(0.44),
    algorithm: fc.constantFrom(...samplingAlgorithms),
    seed: fc.constant(1),
    start: fc.constant('random' as const),
    configurations: fc.integer({ min: 64, max: 3000 }),
    spacing: fc.integer({ min: 1, max: 40 }),
    warmUp: fc.integer({ min: 0, max: 50 }),
    chains: fc.integer({ min: 1, max: 64 }),
    bins: fc.integer({ min: 8, max: 200 }),
    correlation: fc.boolean(),
    rsrg: fc.boolean(),
    keepShare: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ keepShare, ...order }) => ({ ...order, keep: Math.floor(keepShare * order.configurations) }));

describe('plan of a simulation', () => {
  it('shares everything out: configurations, sweeps, bins, series and what is kept', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const plan = new SimulationPlan(order);
        const counts = new Uint32Array(plan.bins);
        let [configurations, kept] = [0, 0];
        for (let chain = 0; chain < order.chains; chain++) {
          let [swept, measured, recorded] = [0, 0, 0];
          let lastBin = 0;
          for (let slice = plan.slice(chain, 0); slice; slice = plan.slice(chain, swept)) {
            expect(slice.sweeps).toBeGreaterThan(0);
            expect(slice.measured).toBe(measured);
            const after = plan.measured(swept + slice.sweeps);
            expect(slice.bin === null).toBe(swept < order.warmUp);
            // Bins are contiguous, and what the slice measures is what its counters say.
            expect(slice.bin ?? lastBin).toBeGreaterThanOrEqual(lastBin);
            lastBin = slice.bin ?? lastBin;
            const counted = slice.bin === null ? 0 : Math.floor((slice.since + slice.sweeps) / order.spacing);
            expect(after - measured).toBe(counted);
            counts[lastBin] += counted;
            measured = after;
            recorded += slice.recorded;
            swept += slice.sweeps;
          }
          expect(swept).toBe(plan.sweeps(chain));
          expect(measured).toBe(plan.share(chain));
          expect(recorded).toBe(Math.min(plan.seriesLength, plan.share(chain) * order.spacing));
          expect(plan.kept(chain)).toBeLessThanOrEqual(plan.share(chain));
          configurations += measured;
          kept += plan.kept(chain);
        }
        expect(configurations).toBe(order.configurations);
        expect(kept).toBe(order.keep);
        expect(Math.min(...counts)).toBeGreaterThan(0);
        // Alike: of one chain up to one configuration, over chains whose shares differ by one too.
        const chainsPerBin = Math.ceil(order.chains / plan.bins);
        const least = Math.min(...counts);
        expect(Math.max(...counts)).toBeLessThanOrEqual(
          order.chains > plan.bins ? 2 * least + 2 * chainsPerBin : least + 2,
        );
      }),
      { numRuns: 50, seed: 3 },
    );
  });

  it('has the bins asked for where the chains divide them', () => {
    const order = {
      size: 64,
      coupling: 0.44,
      algorithm: 'swendsen-wang',
      seed: 1,
      start: 'random',
      configurations: 20_000,
      spacing: 6,
      warmUp: 300,
      chains: 8,
      bins: 40,
      correlation: true,
      rsrg: true,
      keep: 0,
    } as const;
    expect(new SimulationPlan(order).bins).toBe(40);
    expect(new SimulationPlan({ ...order, chains: 64 }).bins).toBe(40);
    expect(new SimulationPlan({ ...order, chains: 7 }).bins).toBe(42);
    expect(new SimulationPlan({ ...order, configurations: 64, bins: 200 }).bins).toBe(32);
  });
});
