import { cpSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { RandomStream } from '../../../main/compute/random.ts';
import {
  readNewestCheckpoint,
  removeGenerations,
  writeCheckpoint,
  type CheckpointContent,
} from '../../../main/host/store/checkpoints.ts';
import { damageFile } from './damages.ts';

export interface CheckpointTrials {
  trials: number;
  /** Trials whose damage was reported. */
  detected: number;
  /** Trials after which the generation before was read, bit for bit, and the next one written was the newest. */
  restored: number;
}

const files = ['arrays.bin', 'state.json', 'manifest.json'] as const;
const older = '00000001';
const newer = '00000002';

/** A training's state of some 30 kB at a step: weights, slots of an optimiser, a large random state, small values. */
function contentAt(step: number): CheckpointContent {
  const random = new RandomStream(step, 'content');
  const weights = new Float32Array(4096);
  random.fillNormal(weights);
  const slots = new Float64Array(1024);
  random.fillNormal(slots);
  const values = {
    step,
    best: Number.POSITIVE_INFINITY,
    random: random.state(),
    note: 'state of a training',
  };
  return {
    arrays: {
      weights: { shape: [64, 64], data: weights },
      slots: { shape: [1024], data: slots },
      spins: { shape: [256], data: Int8Array.from(weights.subarray(0, 256), (x) => (x < 0 ? -1 : 1)) },
    },
    values,
  };
}

/** Damages the newer of two generations in one of the ways a disk or a careless hand has. */
function damageNewer(folder: string, random: RandomStream): void {
  const way = random.integer(20);
  if (way === 0) rmSync(join(folder, newer), { recursive: true });
  else if (way === 1) {
    const file = files[random.integer(files.length)] ?? 'arrays.bin';
    cpSync(join(folder, older, file), join(folder, newer, file));
  } else damageFile(join(folder, newer, files[random.integer(files.length)] ?? 'arrays.bin'), random);
}

/** The newer generation damaged at random: found out, and the one before read instead. */
export function damageCheckpoints(folder: string, trials: number, random: RandomStream): CheckpointTrials {
  const template = join(folder, 'template');
  const [first, second, third] = [contentAt(1), contentAt(2), contentAt(3)];
  writeCheckpoint(template, first);
  writeCheckpoint(template, second);
  const work = join(folder, 'work');
  const found: CheckpointTrials = { trials, detected: 0, restored: 0 };
  for (let trial = 0; trial < trials; trial++) {
    rmSync(work, { recursive: true, force: true });
    cpSync(template, work, { recursive: true });
    damageNewer(work, random);
    const { generation, content, damaged } = readNewestCheckpoint(work);
    const gone = !readdirSync(work).includes(newer);
    if (gone || damaged.some((bad) => bad.generation === 2)) found.detected++;
    removeGenerations(
      work,
      damaged.map((bad) => bad.generation),
    );
    writeCheckpoint(work, third);
    const next = readNewestCheckpoint(work);
    const whole = next.damaged.length === 0 && isDeepStrictEqual(next.content, third);
    if (generation === 1 && isDeepStrictEqual(content, first) && whole) found.restored++;
  }
  return found;
}

/** Both generations whole, their folders exchanged: the newer content is read all the same. */
export function swapGenerations(folder: string): boolean {
  const [first, second] = [contentAt(1), contentAt(2)];
  writeCheckpoint(folder, first);
  writeCheckpoint(folder, second);
  renameSync(join(folder, older), join(folder, 'aside'));
  renameSync(join(folder, newer), join(folder, older));
  renameSync(join(folder, 'aside'), join(folder, newer));
  return isDeepStrictEqual(readNewestCheckpoint(folder).content, second);
}
