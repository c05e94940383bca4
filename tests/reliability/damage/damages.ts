import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RandomStream } from '../../../main/compute/random.ts';

/** What can happen to a file on a disk, without a word from the system. */
export type FileDamage = (random: RandomStream, bytes: Buffer) => Buffer | null;

const flip: FileDamage = (random, bytes) => {
  const damaged = Buffer.from(bytes);
  damaged[random.integer(bytes.length)] ^= 1 << random.integer(8);
  return damaged;
};

const truncate: FileDamage = (random, bytes) => bytes.subarray(0, random.integer(bytes.length));

const zeroBlock: FileDamage = (random, bytes) => {
  const damaged = Buffer.from(bytes);
  const start = random.integer(bytes.length);
  return damaged.fill(0, start, Math.min(bytes.length, start + 1 + random.integer(4096)));
};

const lengthen: FileDamage = (random, bytes) =>
  Buffer.concat([bytes, Buffer.alloc(1 + random.integer(512), random.integer(256))]);

const remove: FileDamage = () => null;

/** Half of all damages are single bits, a quarter truncations. */
const choices: readonly FileDamage[] = [
  flip,
  flip,
  flip,
  flip,
  flip,
  flip,
  truncate,
  truncate,
  truncate,
  zeroBlock,
  lengthen,
  remove,
];

/** Damages a file in a random way that changes it, and writes it if it is still there. */
export function damageFile(path: string, random: RandomStream): void {
  const bytes = readFileSync(path);
  for (;;) {
    const damaged = (choices[random.integer(choices.length)] ?? flip)(random, bytes);
    // Zeros over zeros, and nothing cut from nothing, are no damage.
    if (damaged && bytes.equals(damaged)) continue;
    if (bytes.length === 0 && damaged) continue;
    if (damaged) writeFileSync(path, damaged);
    else rmSync(path);
    return;
  }
}
