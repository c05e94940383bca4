import { describe, expect, it } from 'vitest';
import { HostError, schemaOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { networkLearner } from '../../../../main/methods/self-similarity/network/index.ts';
import { stateOf, type Spacetime } from '../../../../main/methods/self-similarity/spacetime.ts';
import {
  gameOfLife,
  nextState,
  parityRule,
  planarAutomaton,
  planarDiffusion,
} from '../../../../main/methods/self-similarity/verify/planar-systems.ts';

const defaults = schemaOf['self-similarity'].parse({ kind: 'self-similarity' }).dynamics;

function training(series: Spacetime, change: Partial<typeof defaults> & { kernel: number }, seed = 1) {
  const settings = { ...defaults, restarts: 2, ...change };
  return networkLearner.dynamics({ series, settings, augment: false }, new RandomStream(seed, 'rule'));
}

function learn(series: Spacetime, change: Partial<typeof defaults> & { kernel: number }) {
  const trainer = training(series, change);
  trainer.advance(trainer.steps);
  return trainer.result().rule;
}

describe('dynamics learnt by a network', () => {
  it('of the Game of Life is exact on all 512 neighbourhoods', () => {
    const series = planarAutomaton(
      gameOfLife,
      { runs: 16, times: 12, side: 24 },
      new RandomStream(1, 'life'),
    );
    const rule = learn(series, { kernel: 3, steps: 700, rate: 0.03 });
    for (let context = 0; context < 512; context++) {
      const state = Uint8Array.from({ length: 9 }, (_, i) => (context >> i) & 1);
      const lattice = { fields: 1, height: 3, width: 3, data: Float32Array.from(state) };
      // On a torus of 3 × 3 the neighbourhood of the centre is the whole lattice.
      expect(rule.step(lattice, 'periodic').data[4]).toBe(nextState(gameOfLife, state, 3)[4]);
    }
  });

  it('of a noisy automaton are its probabilities', () => {
    const noise = 0.2;
    const random = new RandomStream(1, 'parity');
    const series = planarAutomaton(parityRule, { runs: 8, times: 40, side: 24 }, random, noise);
    const rule = learn(series, { kernel: 2, steps: 600, rate: 0.03 });
    for (let context = 0; context < 8; context++) {
      const data = Float32Array.of(context & 1, (context >> 1) & 1, context >> 2, 0);
      const parity = data[0] ^ data[1] ^ data[2];
      // 10^4 samples of every context: the probability is known to 0.004.
      const [probability] = rule.step({ fields: 1, height: 2, width: 2, data }, 'periodic').data;
      expect(Math.abs(probability - (parity ? 1 - noise : noise))).toBeLessThan(0.03);
    }
  });

  it('of linear diffusion leave less than 10⁻³ of the variance', () => {
    const size = { runs: 4, times: 12, side: 24 };
    const series = planarDiffusion(size, 0.25, 1.5, new RandomStream(1, 'diffusion'));
    const test = planarDiffusion(size, 0.25, 1.5, new RandomStream(2, 'diffusion'));
    const rule = learn(series, { kernel: 3, steps: 400, units: 4 });
    let [error, variance] = [0, 0];
    for (let time = 0; time + 1 < test.times; time++) {
      const predicted = rule.step(stateOf(test, 0, time), 'periodic').data;
      const next = stateOf(test, 0, time + 1).data;
      next.forEach((value, i) => {
        error += (predicted[i] - value) ** 2;
        variance += value ** 2;
      });
    }
    expect(error / variance).toBeLessThan(1e-3);
  });

  it('have the same bits whether interrupted or not', () => {
    const series = planarAutomaton(parityRule, { runs: 4, times: 20, side: 16 }, new RandomStream(1, 'bits'));
    const change = { kernel: 2, steps: 40 };
    const whole = training(series, change);
    whole.advance(40);
    const first = training(series, change);
    first.advance(13);
    const saved = structuredClone(first.snapshot());
    const second = training(series, change, 7);
    second.restore(saved);
    expect([second.done, second.losses]).toEqual([13, first.losses]);
    second.advance(100);
    expect(second.snapshot()).toEqual(whole.snapshot());
    const lattice = stateOf(series, 0, 3);
    expect(second.result().rule.step(lattice, 'periodic')).toEqual(
      whole.result().rule.step(lattice, 'periodic'),
    );
  });

  it('tell what is wrong with the data and with the rate', () => {
    const series = planarDiffusion({ runs: 2, times: 8, side: 8 }, 0.25, 1, new RandomStream(1, 'bad'));
    series.data[5] = Number.NaN;
    expect(() => training(series, { kernel: 3 })).toThrow(HostError);
    series.data[5] = 0;
    expect(() => training({ ...series, vectors: true }, { kernel: 3 })).toThrow(/vector/);
    const steep = training(series, { kernel: 3, rate: 1e38, steps: 20, activation: 'relu' });
    expect(() => steep.advance(20)).toThrow(/diverged/);
  });
});
