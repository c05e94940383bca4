import { describe, expect, it } from 'vitest';
import type { VicsekOrderResult } from '../../../../preload/contract/index.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { vicsekOrder } from '../../../../main/methods/self-similarity/vicsek/experiment.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

const small = {
  particles: { density: 1 },
  sides: [8, 6],
  noises: [2, 0, 6, 3],
  burnIn: 200,
  steps: 2000,
  repeats: 4,
};

describe('the order of Vicsek flocks', () => {
  it('falls with noise, and says how its errors were made', async () => {
    const run = new MemoryRun('vicsek-order', small);
    await vicsekOrder.run(run.start());
    const { sizes, notes } = run.json<VicsekOrderResult>('order.json');
    expect(sizes.map(({ side, particles }) => [side, particles])).toEqual([
      [6, 36],
      [8, 64],
    ]);
    for (const { noise, order, deviation, autocorrelation } of sizes) {
      expect(noise).toEqual([0, 2, 3, 6]);
      // Without noise a flock ends up flying one way.
      expect(order[0].value).toBeCloseTo(1, 4);
      expect(order[1].value).toBeGreaterThan(order[2].value);
      expect(order[2].value).toBeGreaterThan(order[3].value);
      for (const estimate of [...order.slice(1), ...deviation.slice(1)]) {
        expect(estimate.error).toBeGreaterThan(0);
        expect(estimate.error).toBeLessThan(0.03);
      }
      expect(autocorrelation[3]!.value).toBeLessThan(autocorrelation[1]!.value);
    }
    expect(notes[0]).toContain('[−½, ½]');
    const table = run.artifacts.get('order.csv');
    const lines = (table as { text: string }).text.trim().split('\n');
    expect(lines[0]).toMatch(/^L,particles,eta,phi,phi error,std/);
    expect(lines).toHaveLength(1 + 8);
    expect(run.summary).toHaveProperty('peak L8', sizes[1].peak.noise);
  });

  it('is random directions at full noise: φ √N has mean √π/2', async () => {
    const run = new MemoryRun('vicsek-order', {
      ...small,
      sides: [10],
      noises: [2],
      particles: { density: 1, noiseInterval: 'pi' },
    });
    await vicsekOrder.run(run.start());
    const [{ order, deviation }] = run.json<VicsekOrderResult>('order.json').sizes;
    // A Rayleigh distribution, up to corrections of relative order 1/N.
    const expected = Math.sqrt(Math.PI / 4 / 100);
    expect(Math.abs(order[0].value - expected)).toBeLessThan(5 * order[0].error! + expected / 100);
    const spread = Math.sqrt((1 - Math.PI / 4) / 100);
    expect(Math.abs(deviation[0].value - spread)).toBeLessThan(5 * deviation[0].error! + spread / 100);
  });

  it('ends with the same bits when it was interrupted', async () => {
    const whole = new MemoryRun('vicsek-order', { ...small, steps: 1000 });
    await vicsekOrder.run(whole.start());
    const broken = new MemoryRun('vicsek-order', { ...small, steps: 1000 });
    let breaths = 0;
    let starts = 1;
    for (;;) {
      const outcome = await vicsekOrder
        .run(broken.start(({ values }) => Number(values.progress) < 1 && ++breaths % 4 === 0))
        .catch((error: unknown) => error);
      if (outcome === undefined) break;
      expect(outcome).toBeInstanceOf(RunInterrupted);
      starts++;
    }
    expect(starts).toBeGreaterThan(2);
    expect(broken.artifacts.get('order.csv')).toEqual(whole.artifacts.get('order.csv'));
  });

  it('refuses a size with too many particles before it computes anything', async () => {
    const run = new MemoryRun('vicsek-order', { particles: { density: 20 }, sides: [32, 128] });
    await expect(vicsekOrder.run(run.start())).rejects.toMatchObject({ code: 'too-large' });
    expect(run.artifacts.size).toBe(0);
  });
});
