import { describe, expect, it } from 'vitest';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { linearSystem } from '../../../../main/methods/macronet/linear-system/experiment.ts';
import { LinearSystemModel } from '../../../../main/methods/macronet/linear-system/model.ts';
import { specOf } from '../../../../main/methods/macronet/stored.ts';
import { sweptAngle, trajectory } from '../../../../main/physics/linear-system/trajectory.ts';
import { atStep, MemoryRun } from '../memory-run.ts';

const small = { steps: 120, batch: 64, flowU: { layers: 2, width: 16 }, flowV: { layers: 2, width: 16 } };

describe('training on linear systems', () => {
  it('makes the loss smaller and leaves a model that reads the same', async () => {
    const run = new MemoryRun('linear-system', small);
    await linearSystem.run(run.start());
    const totals = run.metric('held out: total');
    expect(totals[totals.length - 1]).toBeLessThan(0.7 * totals[0]);
    expect(run.summary.rotation).toBeGreaterThan(0.5);
    expect(run.backend).toBe('simd-engine');

    const stored = run.trained('run/test');
    const model = LinearSystemModel.load(specOf(stored, 'linear-system'), stored.arrays);
    const points = trajectory([0, -3, 3, 0], [1, 0]);
    const [macrostate] = model.macrostates([points]);
    expect(macrostate).toHaveLength(2);
    const matrices = model.sampleMatrices(macrostate, 3, new RandomStream(1, 'z'));
    expect(matrices.every((m) => m.length === 4 && m.every(Number.isFinite))).toBe(true);
    const [sampled] = model.sampleTrajectories(macrostate, 1, new RandomStream(1, 'z'));
    expect(Number.isFinite(sweptAngle(sampled))).toBe(true);
    expect(model.save()).toEqual(stored.arrays);
  });

  it.each(['rotation', 'learned'] as const)(
    'ends with the same bits after an interruption, mixing by %s',
    async (mixing) => {
      const spec = {
        ...small,
        steps: 12,
        flowU: { ...small.flowU, mixing },
        flowV: { ...small.flowV, mixing },
      };
      const whole = new MemoryRun('linear-system', spec);
      await linearSystem.run(whole.start());
      const interrupted = new MemoryRun('linear-system', spec);
      await expect(linearSystem.run(interrupted.start(atStep(7)))).rejects.toThrow(RunInterrupted);
      await linearSystem.run(interrupted.start());
      expect(interrupted.arrays('weights.npz')).toEqual(whole.arrays('weights.npz'));
      expect(interrupted.summary).toEqual(whole.summary);
    },
  );

  it('takes raw positions as they are', () => {
    const spec = new MemoryRun('linear-system', { ...small, coordinates: 'raw' }).spec;
    const model = new LinearSystemModel(spec);
    const { v } = model.draw(4, new RandomStream(1, 'pairs'));
    expect(v).toHaveLength(64);
    expect(v.every(Number.isFinite)).toBe(true);
  });
});
