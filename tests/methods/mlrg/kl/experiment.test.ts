import { describe, expect, it } from 'vitest';
import type { KlResult } from '../../../../preload/contract/index.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { mlrgKl } from '../../../../main/methods/mlrg/kl/experiment.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

const document = { couplings: { low: 0.3, high: 1.1 }, points: 9, restarts: 4 };

const withoutTime = (result: KlResult) => ({ ...result, seconds: 0 });

async function resultOf(run: MemoryRun<'mlrg-kl'>): Promise<KlResult> {
  await mlrgKl.run(run.start());
  return run.json<KlResult>('kl.json');
}

describe('divergence of hidden representations', () => {
  it('has the values of Fig. 4', async () => {
    const run = new MemoryRun('mlrg-kl', document);
    const { curves } = await resultOf(run);
    expect(curves.map(({ hidden }) => hidden)).toEqual(['A1', '2A1', 'A1+E', '2A1+E', 'B1']);
    const expected = [
      [0.00576, 0.02826],
      [0.00572, 0.02693],
      [0.00015, 0.00502],
      [0.00004, 0.00143],
      [0.02103, 0.14122],
    ];
    for (const [i, { x, bits, residual }] of curves.entries()) {
      expect(x[2]).toBeCloseTo(0.5, 12);
      expect(Math.abs(bits[0] - expected[i][0])).toBeLessThan(1e-5);
      expect(Math.abs(bits[2] - expected[i][1])).toBeLessThan(1e-5);
      expect(Math.max(...residual)).toBeLessThan(1e-12);
    }
    expect(run.metric('bits: A1+E')).toEqual(curves[2].bits);
    // What a smaller representation can do, a larger one that holds it can.
    const [a1, twoA1, a1E, twoA1E] = curves.map(({ bits }) => bits);
    for (const [i, bits] of twoA1E.entries()) {
      expect(bits).toBeLessThanOrEqual(Math.min(a1E[i], twoA1[i]) + 1e-12);
      expect(Math.max(a1E[i], twoA1[i])).toBeLessThanOrEqual(a1[i] + 1e-12);
    }
  });

  it('says that a hidden spin without a coupling cannot mediate', async () => {
    const { curves, notes } = await resultOf(new MemoryRun('mlrg-kl', { ...document, hidden: ['B1', 'A1'] }));
    expect(curves[0].students.every(([coupling]) => Math.abs(coupling) < 1e-6)).toBe(true);
    expect(notes.filter((note) => note.startsWith('B1: the best student has no couplings'))).toHaveLength(1);
    expect(notes.some((note) => note.startsWith('A1:'))).toBe(false);
  });

  it('goes on after an interruption as if there had been none', async () => {
    const whole = new MemoryRun('mlrg-kl', document);
    const expected = withoutTime(await resultOf(whole));
    for (const at of [3, 20]) {
      const run = new MemoryRun('mlrg-kl', document);
      await expect(mlrgKl.run(run.start(({ values }) => values.done === at))).rejects.toThrow(RunInterrupted);
      expect(withoutTime(await resultOf(run))).toEqual(expected);
      expect(run.artifacts.get('kl.csv')).toEqual(whole.artifacts.get('kl.csv'));
    }
  });

  it('does Potts spins, which hold multiples of A1 alone', async () => {
    const potts = { ...document, internal: 'S3', points: 3 };
    const { curves } = await resultOf(new MemoryRun('mlrg-kl', { ...potts, hidden: ['A1', '2A1'] }));
    for (const i of [0, 1, 2]) expect(curves[1].bits[i]).toBeLessThan(curves[0].bits[i]);
    await expect(
      mlrgKl.run(new MemoryRun('mlrg-kl', { ...potts, hidden: ['A1', 'E'] }).start()),
    ).rejects.toThrow(/no −1/);
  });

  it('writes a table with one line for each point', async () => {
    const run = new MemoryRun('mlrg-kl', { ...document, hidden: ['A1', 'A1+E'] });
    const { curves } = await resultOf(run);
    const artifact = run.artifacts.get('kl.csv');
    const lines = artifact?.type === 'text' ? artifact.text.trimEnd().split('\n') : [];
    expect(lines).toHaveLength(1 + 2 * 9);
    expect(lines[0]).toBe('hidden,J_tch,bits,gradient_left_nats,J0,J1');
    expect(lines[1].split(',').slice(0, 3)).toEqual(['A1', '0.3', String(curves[0].bits[0])]);
    expect(lines[1].endsWith(',')).toBe(true);
  });
});
