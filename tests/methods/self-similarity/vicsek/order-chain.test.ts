import { describe, expect, it } from 'vitest';
import { vicsekParameters } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { Flock } from '../../../../main/physics/vicsek/index.ts';
import { OrderChain } from '../../../../main/methods/self-similarity/vicsek/order-chain.ts';
import { orderOfSlice } from '../../../../main/methods/self-similarity/vicsek/order-task.ts';

// 80,000 particles: slices of 25 steps.
const parameters = vicsekParameters.parse({ side: 200, density: 2 });
const plan = { parameters, seed: 1, repeat: 0, burnIn: 10, steps: 33, stepsPerBlock: 4 };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('a simulation in slices', () => {
  it('measures what it would in one go', () => {
    const chain = new OrderChain(plan);
    const slices: { unmeasured: number; measured: number }[] = [];
    while (!chain.complete) {
      const slice = chain.next();
      slices.push({ unmeasured: slice.unmeasured, measured: slice.measured });
      chain.take(slice, orderOfSlice(slice));
    }
    expect(slices).toEqual([
      { unmeasured: 10, measured: 15 },
      { unmeasured: 0, measured: 18 },
    ]);
    expect(chain.moves).toEqual({ done: 43 * 80_000, total: 43 * 80_000 });

    const flock = new Flock(parameters, new RandomStream(1, 'vicsek/order/200/1.5/0'));
    const order = Array.from({ length: 43 }, () => {
      flock.step();
      return flock.order();
    }).slice(10);
    const counts = Array.from({ length: 10 }, (_, bin) => chain.moments[3 * bin]);
    expect(counts).toEqual([4, 3, 3, 4, 3, 3, 4, 3, 3, 3]);
    expect(chain.moments[1]).toBeCloseTo(sum(order.slice(0, 4)), 12);
    expect(chain.moments[29]).toBeCloseTo(sum(order.slice(30).map((phi) => phi * phi)), 12);
    expect([...chain.blocks]).toHaveLength(8);
    expect(chain.blocks[7]).toBeCloseTo(sum(order.slice(28, 32)) / 4, 6);
  });
});
