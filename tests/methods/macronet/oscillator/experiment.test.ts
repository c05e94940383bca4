import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { oscillator } from '../../../../main/methods/macronet/oscillator/experiment.ts';
import { OscillatorModel } from '../../../../main/methods/macronet/oscillator/model.ts';
import { specOf } from '../../../../main/methods/macronet/stored.ts';
import { energy } from '../../../../main/physics/oscillator/motion.ts';
import { atStep, MemoryRun } from '../memory-run.ts';

const small = { steps: 400, batch: 128, readings: 8, flow: { layers: 4, width: 24, clamp: 3 } };

describe('training on the oscillator', () => {
  it('makes the loss smaller and leaves a model that reads and samples', async () => {
    const run = new MemoryRun('oscillator', small);
    await oscillator.run(run.start());
    const totals = run.metric('held out: total');
    expect(totals[totals.length - 1]).toBeLessThan(0.7 * totals[0]);
    expect(Object.keys(run.summary)).toContain('spearman');

    const stored = run.trained('run/test');
    const model = OscillatorModel.load(specOf(stored, 'oscillator'), stored.arrays);
    const [beta] = model.macrostates([[1, 0]], 32, new RandomStream(1, 'paddings'));
    const states = model.sampleStates(beta, 64, new RandomStream(1, 'z'));
    expect(states.every(([x, p]) => Number.isFinite(energy(x, p)))).toBe(true);
  });

  it('pairs states of equal energy', () => {
    const model = new OscillatorModel(new MemoryRun('oscillator', small).spec);
    const { u, v } = model.draw(16, new RandomStream(1, 'pairs'));
    for (let i = 0; i < 16; i++) {
      const start = i * model.dimension;
      expect(energy(v[start], v[start + 1])).toBeCloseTo(energy(u[start], u[start + 1]), 5);
    }
  });

  it('ends with the same bits after an interruption', async () => {
    const spec = { ...small, steps: 10 };
    const whole = new MemoryRun('oscillator', spec);
    await oscillator.run(whole.start());
    const interrupted = new MemoryRun('oscillator', spec);
    await expect(oscillator.run(interrupted.start(atStep(4)))).rejects.toThrow(RunInterrupted);
    await oscillator.run(interrupted.start());
    expect(interrupted.arrays('weights.npz')).toEqual(whole.arrays('weights.npz'));
  });
});
