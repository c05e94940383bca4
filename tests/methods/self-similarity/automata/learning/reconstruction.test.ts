import { expect, it } from 'vitest';
import { RandomStream } from '../../../../../main/compute/random.ts';
import { thresholdMap } from '../../../../../main/methods/self-similarity/automata/learning/binary-map.ts';
import {
  EvolvedPatches,
  PatchBatch,
} from '../../../../../main/methods/self-similarity/automata/learning/patches.ts';
import {
  patchVariance,
  reconstructionOf,
} from '../../../../../main/methods/self-similarity/automata/learning/reconstruction.ts';

const shape = { space: 2, time: 2, mask: 'row' } as const;
const probability = Float64Array.from({ length: 8 }, (_, i) => (204 >> i) & 1);

function batchOf204(): PatchBatch {
  const batch = new PatchBatch(shape, 20_000);
  new EvolvedPatches(204).draw(batch, new RandomStream(1, 'reconstruction'));
  return batch;
}

it('the variance of a cell is 1/4 where all densities are as likely as their complements', () => {
  expect(Math.abs(patchVariance(batchOf204()) - 0.25)).toBeLessThan(0.002);
});

it('a map that keeps one of two cells leaves what the other does not share with it', () => {
  const keep = thresholdMap(shape, Float64Array.from([1, 0, -0.5]));
  // Both cells have covariance Var(p) = .9²/12 = .0675, so that 1/4 − .0675²/(1/4) remains of one in two cells.
  const expected = (0.25 - 0.0675 ** 2 / 0.25) / 2;
  expect(Math.abs(reconstructionOf(keep.value, probability, batchOf204()) - expected)).toBeLessThan(0.003);
});

it('a constant map leaves all', () => {
  const constant = thresholdMap(shape, Float64Array.from([0, 0, -1]));
  const batch = batchOf204();
  expect(reconstructionOf(constant.value, probability, batch)).toBeCloseTo(patchVariance(batch), 12);
});
