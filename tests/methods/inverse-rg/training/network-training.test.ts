import { describe, expect, it } from 'vitest';
import type { UpscalerTrainingResult } from '../../../../preload/contract/index.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { readUpscaler } from '../../../../main/methods/inverse-rg/stored.ts';
import { upscalerTraining } from '../../../../main/methods/inverse-rg/training/experiment.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

const document = {
  model: { type: 'two-layer', size: 3 },
  data: { source: 'monte-carlo', size: 8, configurations: 400, spacing: 1 },
  optimiser: { name: 'adamw', batch: 50, epochs: 1 },
};

describe('training a two-layer network', () => {
  it('gives the same bits when it is interrupted while sampling and while training, and says what one layer reaches', async () => {
    const straight = new MemoryRun('upscaler-training', document);
    await upscalerTraining.run(straight.start());
    const { loss, notes, parameters, seconds } = straight.json<UpscalerTrainingResult>('training.json');
    expect(parameters).toBe(609);
    expect(loss.heldOut.value).toBeGreaterThan(0);
    expect(notes[0]).toMatch(/One layer with k = 3 has a loss of 0\.\d{5}/);
    expect(seconds).toBeGreaterThan(0);
    expect(readUpscaler(straight.trained('run/x'))).toMatchObject({ type: 'two-layer', channels: 32 });

    const broken = new MemoryRun('upscaler-training', document);
    const stops: string[] = [];
    let breaths = 0;
    for (let done = false; !done;) {
      try {
        await upscalerTraining.run(
          broken.start(({ values }) => {
            const sampling = values.step === undefined;
            const stop = ++breaths === 3 || (values.step === 5 && stops.at(-1) !== 'training');
            if (stop) stops.push(sampling ? 'sampling' : 'training');
            return stop;
          }),
        );
        done = true;
      } catch (error) {
        if (!(error instanceof RunInterrupted)) throw error;
      }
    }
    expect(stops).toEqual(['sampling', 'training']);
    expect(broken.arrays('weights.npz')).toEqual(straight.arrays('weights.npz'));
  });
});
