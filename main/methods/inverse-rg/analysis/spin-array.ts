import { HostError, type ArrayRecord } from '../../../../preload/contract/index.ts';

/** Configurations handed in: `count` times L×L bytes of 0 and 1. */
export interface SpinArray {
  size: number;
  count: number;
  data: Uint8Array;
}

/**
 * The input array `spins`, [M, L, L] or one [L, L]. Throws HostError 'bad-argument' when it is missing, no uint8 array of square lattices
 * with L ≥ 2, empty, or holds anything but 0 and 1.
 */
export function spinArray(inputs: ArrayRecord): SpinArray {
  const { spins } = inputs;
  if (!spins) throw unfit('There are no spins to analyse.');
  const { data, shape } = spins;
  if (!(data instanceof Uint8Array)) throw unfit('Spins are uint8 values, 0 for down and 1 for up.');
  const [count, size, columns] = shape.length === 2 ? [1, ...shape] : shape;
  if (shape.length < 2 || shape.length > 3 || size !== columns) {
    throw unfit(`An array of shape ${shape.join(' × ') || 'nothing'} does not hold square lattices.`);
  }
  if (size < 2 || count < 1) throw unfit(`${count} lattices of ${size} × ${size} spins cannot be measured.`);
  const strange = data.find((value) => value > 1);
  if (strange !== undefined) throw unfit(`Spins are 0 or 1; there is a ${strange}.`);
  return { size, count, data };
}

const unfit = (message: string) =>
  new HostError('bad-argument', message, {
    where: 'spins',
    remedy: 'Give an array [configurations, L, L] of 0 and 1 named "spins".',
  });
