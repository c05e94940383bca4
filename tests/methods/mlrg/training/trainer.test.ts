import { describe, expect, it } from 'vitest';
import { exactMap } from '../../../../main/methods/mlrg/exact/map.ts';
import { flowStep } from '../../../../main/methods/mlrg/moderator/flow.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import { memberSeed, Trainer } from '../../../../main/methods/mlrg/training/trainer.ts';
import { schemaOf } from '../../../../preload/contract/index.ts';

function specOf(document: Record<string, unknown>) {
  return schemaOf['mlrg-training'].parse({ kind: 'mlrg-training', ...document });
}

describe('a trainer', () => {
  it('learns the exact map of A1 on the whole bare axis', () => {
    const spec = specOf({
      steps: 300,
      network: { widths: [12, 12] },
      learningRate: 0.01,
      proposals: { inverseTemperature: 0, replicas: 1 },
    });
    const trainer = new Trainer(spec, couplingSpace(spec.symmetry), 3);
    const exact = exactMap(spec.symmetry);
    const largestError = () => {
      const student = new Float64Array(1);
      let most = 0;
      for (let bare = 0.1; bare < 1.25; bare += 0.1) {
        const teacher = Float64Array.of(bare);
        flowStep(trainer.network, spec.flow, teacher, student);
        most = Math.max(most, Math.abs(student[0] - exact.step(teacher).couplings[0]));
      }
      return most;
    };
    expect(largestError()).toBeGreaterThan(0.12);
    for (let step = 0; step < spec.steps; step++) trainer.advance();
    expect(trainer.step).toBe(spec.steps);
    expect(largestError()).toBeLessThan(0.05);
  });

  it('goes on from a snapshot as if nothing had been', () => {
    const spec = specOf({ symmetry: { spin: 'A1+E' }, steps: 20, proposals: { batch: 8, replicas: 3 } });
    const space = couplingSpace(spec.symmetry);
    const whole = new Trainer(spec, space, 5);
    for (let step = 0; step < 4; step++) whole.advance();
    const resumed = new Trainer(spec, space, 5);
    // Through JSON, as values go in a checkpoint.
    const { arrays, values } = whole.snapshot();
    resumed.restore({ arrays, values: JSON.parse(JSON.stringify(values)) as Record<string, unknown> });
    for (let step = 0; step < 4; step++) expect(resumed.advance()).toBe(whole.advance());
    expect(resumed.network.parameters).toEqual(whole.network.parameters);
  });

  it('says what to lower when its couplings have run away', () => {
    const spec = specOf({ steps: 20, proposals: { batch: 4 } });
    const trainer = new Trainer(spec, couplingSpace(spec.symmetry), 5);
    // The weights of the last layer: the slopes of C.
    trainer.network.parameters.fill(1e4, -24);
    expect(() => trainer.advance()).toThrow(
      expect.objectContaining({
        code: 'unstable',
        where: 'learningRate',
        remedy: expect.stringContaining('Lower the learning rate'),
      }),
    );
  });

  it('seeds every training of a run anew', () => {
    expect([0, 1, 2].map((member) => memberSeed(0xffffffff, member))).toEqual([0xffffffff, 0, 1]);
  });
});
