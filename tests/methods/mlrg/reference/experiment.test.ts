import { describe, expect, test } from 'vitest';
import type { MlrgReferenceSpec, ReferenceResult } from '../../../../preload/contract/index.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { mlrgReference } from '../../../../main/methods/mlrg/reference/experiment.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

const run = (document: Partial<MlrgReferenceSpec>) => new MemoryRun('mlrg-reference', document);

/** Without what depends on the clock. */
function timeless(finished: MemoryRun<'mlrg-reference'>): Omit<ReferenceResult, 'seconds'> {
  const { seconds, ...rest } = finished.json<ReferenceResult>('reference.json');
  expect(seconds).toBeGreaterThan(0);
  return rest;
}

function linesOf(finished: MemoryRun<'mlrg-reference'>, name: string): string[] {
  const artifact = finished.artifacts.get(name);
  return artifact?.type === 'text' ? artifact.text.trim().split('\n') : [];
}

describe('the reference of Ising spins', () => {
  const finished = run({ row: 4, bondDimensions: [8, 4, 8] });

  test('has tori, crossings and TRG beside the exact values', async () => {
    await mlrgReference.run(finished.start());
    const result = finished.json<ReferenceResult>('reference.json');
    expect(result.coupling).toBe(result.exact.critical);
    expect(result.tori.map(({ length, states }) => [length, states])).toEqual([
      [1, 2],
      [2, 4],
      [3, 8],
      [4, 16],
    ]);
    expect(result.tori[3].centralCharge?.value).toBeCloseTo(0.492, 3);
    expect(result.crossings.map(({ small, large }) => [small, large])).toEqual([
      [1, 2],
      [2, 3],
      [2, 4],
    ]);
    expect(result.trg.map(({ bondDimension }) => bondDimension)).toEqual([4, 8]);
    expect(finished.summary).toMatchObject({ exact: result.exact.critical, trg: result.trg[1].critical });
    expect(finished.notes).toEqual([]);
  });

  test('writes every quantity with its distance from the exact one', () => {
    expect(linesOf(finished, 'tori.csv')[0]).toBe(
      'source,quantity,value,exact,difference,relative difference',
    );
    const [, quantity, value, exact, difference, relative] = linesOf(finished, 'tori.csv')
      .find((line) => line.startsWith('L = 2 and 4,J_c'))!
      .split(',');
    expect(quantity).toBe('J_c');
    expect(Number(difference)).toBeCloseTo(Number(value) - Number(exact), 12);
    expect(Number(relative)).toBeCloseTo(0.0041, 4);
    expect(linesOf(finished, 'trg.csv').some((line) => line.startsWith('chi = 8,Delta_1 (σ)'))).toBe(true);
  });

  test('interrupted and resumed it ends with the same bits', async () => {
    for (const round of [3, 40]) {
      const resumed = run({ row: 4, bondDimensions: [8, 4, 8] });
      let rounds = 0;
      await expect(mlrgReference.run(resumed.start(() => ++rounds === round))).rejects.toThrow(
        RunInterrupted,
      );
      expect(resumed.artifacts.size).toBe(0);
      await mlrgReference.run(resumed.start());
      expect(timeless(resumed)).toEqual(timeless(finished));
    }
  });
});

test('a transition of first order is called one, with c from pairs of rows and no exact dimensions', async () => {
  const finished = run({ internal: 'S5', row: 2, bondDimensions: [] });
  await mlrgReference.run(finished.start());
  const result = finished.json<ReferenceResult>('reference.json');
  expect(result.notes.join(' ')).toContain('first order');
  expect(result.exact).toMatchObject({ yt: null, dimensions: [] });
  expect(result.tori[0].centralCharge).toBeNull();
  expect(result.tori[1].centralCharge).not.toBeNull();
});

test('where no coupling is known exactly, that of the largest crossing is taken', async () => {
  const finished = run({ internal: 'D6', row: 3, bondDimensions: [] });
  await mlrgReference.run(finished.start());
  const result = finished.json<ReferenceResult>('reference.json');
  expect(result.exact.critical).toBeNull();
  expect(result.coupling).toBe(result.crossings.at(-1)!.critical);
  expect(result.notes.join(' ')).toContain('Kosterlitz');
});
