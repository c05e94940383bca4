import { describe, expect, it } from 'vitest';
import { vicsekParameters } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { OrderChain } from '../../../../main/methods/self-similarity/vicsek/order-chain.ts';
import { orderEstimates } from '../../../../main/methods/self-similarity/vicsek/order-estimates.ts';

const parameters = vicsekParameters.parse({ side: 4, density: 1 });
const position = {
  x: new Float32Array(16),
  y: new Float32Array(16),
  cosine: new Float32Array(16),
  sine: new Float32Array(16),
  identity: new Uint32Array(16),
  random: [1, 2, 3, 4, Number.NaN],
};

/** Chains that have measured a Gaussian series of variance 1 about 2 that remembers `memory` of each value. */
function remembering(
  memory: number,
  { steps = 4000, stepsPerBlock = 1, chains = 4, seed = 1 },
): OrderChain[] {
  const random = new RandomStream(seed, 'series');
  return Array.from({ length: chains }, (_, repeat) => {
    const chain = new OrderChain({ parameters, seed, repeat, burnIn: 0, steps, stepsPerBlock });
    let value = random.normal();
    while (!chain.complete) {
      const slice = chain.next();
      const order = Float64Array.from({ length: slice.measured }, () => {
        value = memory * value + Math.sqrt(1 - memory * memory) * random.normal();
        return 2 + value;
      });
      chain.take(slice, { position, order });
    }
    return chain;
  });
}

describe('estimates from simulations', () => {
  it('are the mean and standard deviation of all of them, with errors that cover the scatter', () => {
    const memory = 0.9;
    const tau = (1 + memory) / (1 - memory) / 2;
    const { order, deviation, autocorrelation, errors } = orderEstimates(remembering(memory, {}));
    const trueError = Math.sqrt((2 * tau) / 16_000);
    expect(errors).toBe('bins');
    expect(Math.abs(order.value - 2)).toBeLessThan(4 * trueError);
    // 40 bins tell an error to about 11%.
    expect(Math.abs(order.error! / trueError - 1)).toBeLessThan(0.45);
    expect(Math.abs(deviation.value - 1)).toBeLessThan(4 * deviation.error!);
    expect(Math.abs(autocorrelation!.value - tau)).toBeLessThan(4 * autocorrelation!.error!);
  });

  it('find the same autocorrelation time from blocks of steps', () => {
    const memory = 0.95;
    const tau = (1 + memory) / (1 - memory) / 2;
    const { autocorrelation } = orderEstimates(remembering(memory, { steps: 40_000, stepsPerBlock: 7 }));
    expect(Math.abs(autocorrelation!.value - tau)).toBeLessThan(4 * autocorrelation!.error!);
  });

  it('take whole simulations where stretches are short for the autocorrelation time, and say when there are too few', () => {
    const slow = { steps: 2000 };
    const several = orderEstimates(remembering(0.98, { ...slow, chains: 8 }));
    expect(several.errors).toBe('simulations');
    expect(several.order.error).toBeGreaterThan(0);
    expect(orderEstimates(remembering(0.98, { ...slow, chains: 2 })).errors).toBe('too-small');
  });

  it('have no error and no fluctuation where nothing moves', () => {
    const still = remembering(1, { chains: 1 });
    expect(orderEstimates(still).deviation.value).toBeLessThan(1e-6);
  });
});
