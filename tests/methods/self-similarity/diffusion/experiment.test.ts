import { describe, expect, it } from 'vitest';
import type { DiffusionStudyResult } from '../../../../preload/contract/index.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { diffusionStudy } from '../../../../main/methods/self-similarity/diffusion/experiment.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

const document = { cells: 48, duration: 40, stepsPerUnit: [1, 3], kernels: [3, 7], scales: ['2x4', '2x2'] };

async function resultOf(run: MemoryRun<'diffusion-study'>): Promise<DiffusionStudyResult> {
  await diffusionStudy.run(run.start());
  return run.json<DiffusionStudyResult>('study.json');
}

const withoutTime = (result: DiffusionStudyResult) => ({ ...result, seconds: 0 });

const refusal = async (given: Record<string, unknown>) =>
  await diffusionStudy.run(new MemoryRun('diffusion-study', { ...document, ...given }).start());

describe('diffusion study', () => {
  it('finds what is known of diffusion, and ends with the same figures after an interruption', async () => {
    const whole = new MemoryRun('diffusion-study', document);
    const result = await resultOf(whole);
    const errorAt = (timeStep: number, kernel: number) =>
      result.prediction.find((entry) => entry.timeStep === timeStep && entry.kernel === kernel)!;
    expect(result.prediction).toHaveLength(6);
    // Euler steps of Δt = 1 are the kernel (½, 0, ½), three of Δt = 1/3 one of 7 cells.
    expect(errorAt(1, 3).error.value).toBeLessThan(1e-15);
    expect(errorAt(1, 3).weights.map((weight) => Math.round(1e6 * weight) / 1e6 + 0)).toEqual([0.5, 0, 0.5]);
    expect(errorAt(1 / 3, 7).error.value).toBeLessThan(1e-15);
    expect(errorAt(0, 7).error.value).toBeLessThan(1e-9);
    expect(errorAt(0, 3).error.value).toBeGreaterThan(100 * errorAt(0, 7).error.value);

    const [analytic, coarse] = [0, 1].map((timeStep) =>
      result.consistency.find(
        (entry) => entry.timeStep === timeStep && entry.space === 2 && entry.time === 4,
      )!,
    );
    for (const which of ['learned', 'ideal'] as const) {
      expect(analytic[which].value).toBeLessThan(1e-6);
      expect(coarse[which].value).toBeGreaterThan(100 * analytic[which].value);
      expect(analytic[which].error).toBeNull();
    }
    const [right, wrong] = result.scaling;
    expect(Math.abs(right.diffusion.ratio.value - 1)).toBeLessThan(1e-3);
    expect(Math.abs(wrong.diffusion.ratio.value - 0.5)).toBeLessThan(1e-3);
    expect(Math.abs(right.exponent.macro.value - 1)).toBeLessThan(0.01);
    expect(right.micro.x.length).toBe(right.micro.value.length);
    expect(Math.abs(result.exponent.z.value - 2)).toBeLessThan(0.005);
    expect(result.exponent.points.map(({ space }) => space)).toEqual([2, 3, 4, 5]);
    expect(whole.summary.z).toBe(result.exponent.z.value);

    const table = whole.artifacts.get('study.csv');
    const lines = table?.type === 'text' ? table.text.trimEnd().split('\n') : [];
    expect(lines[0]).toBe('quantity,time_step,kernel,S,T,value,error');
    expect(lines).toHaveLength(1 + 6 + 3 * 6 + 5 * 2 + 4 + 1);
    expect(lines[1]).toBe(`test_mse,0,3,,,${errorAt(0, 3).error.value},`);

    const run = new MemoryRun('diffusion-study', document);
    const interrupted = diffusionStudy.run(run.start(({ values }) => values.done === 20));
    await expect(interrupted).rejects.toThrow(RunInterrupted);
    expect(withoutTime(await resultOf(run))).toEqual(withoutTime(result));
    expect(run.artifacts.get('study.csv')).toEqual(whole.artifacts.get('study.csv'));
  });

  it('refuses before it begins what would blow up or be too short', async () => {
    await expect(refusal({ coefficient: 2, stepsPerUnit: [3] })).rejects.toThrow(/blow up/);
    await expect(refusal({ coefficient: 0.1 })).rejects.toThrow(/narrower than the cells/);
    await expect(refusal({ scales: ['2x11'] })).rejects.toThrow(/too few for the scale 2x11/);
    await expect(refusal({ scales: ['9x2'] })).rejects.toThrow(/too few for the scale 9x2/);
  });
});
