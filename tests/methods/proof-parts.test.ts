import { expect, it } from 'vitest';
import type { ProofContext } from '../../main/methods/proof.ts';
import { runParts } from '../../main/methods/proof-parts.ts';

const part = (name: string, share: number) => ({
  share,
  run: (inner: ProofContext) => {
    inner.progress(0, name);
    inner.progress(0.5, name);
    inner.progress(1, name);
    return Promise.resolve([`${name} 1`, `${name} 2`]);
  },
});

it('runs parts in their order, each within its share of the progress', async () => {
  const reports: [number, string][] = [];
  const context = {
    progress: (fraction: number, message: string) => reports.push([fraction, message]),
  } as Partial<ProofContext> as ProofContext;
  const rows = await runParts([part('exact', 0.25), part('learned', 0.75)], context);
  expect(rows).toEqual(['exact 1', 'exact 2', 'learned 1', 'learned 2']);
  expect(reports).toEqual([
    [0, 'exact'],
    [0.125, 'exact'],
    [0.25, 'exact'],
    [0.25, 'learned'],
    [0.625, 'learned'],
    [1, 'learned'],
  ]);
});
