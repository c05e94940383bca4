import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeNpz } from '../../../main/data/npz.ts';
import { createGrowthService } from '../../../main/host/services/growth.ts';
import { storeUpscaler } from '../../../main/methods/inverse-rg/stored.ts';
import { callSchemas, type CallInput, type GrownLevel } from '../../../preload/contract/index.ts';
import { rejectionOf } from '../../data/faults.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

/** Weights near those of Table I. */
const kernel3 = [0.136, 0.157, 0.353];
const kernel7 = [0, 0.001, 0, 0.002, -0.003, 0.004, 0.005, 0.13, 0.15, 0.37];
const run = '2026-01-01-upscaler-training-aaaaaaaa';

let runs: string;
let preview: (argument: CallInput<'growthPreview'>) => Promise<GrownLevel[]>;

beforeEach(() => {
  runs = temporaryFolder();
  const { growthPreview } = createGrowthService(runs);
  preview = async (argument) => await growthPreview(callSchemas.growthPreview.parse(argument));
});

function storeModel(weights: number[], written: number): void {
  const folder = join(runs, run, 'artifacts');
  mkdirSync(folder, { recursive: true });
  const values = Float64Array.from(weights);
  const { upscaler, arrays } = storeUpscaler({ type: 'kernel', size: 3, weights: values, small: values });
  writeFileSync(join(folder, 'model.json'), JSON.stringify({ upscaler }));
  writeFileSync(join(folder, 'weights.npz'), writeNpz(arrays));
  utimesSync(join(folder, 'weights.npz'), written, written);
}

const edited = { size: 7 as const, weights: kernel7, small: kernel3 };
const rest = { seed: 4, levels: 7, coupling: 0.44, sweeps: 0 };

/** Share of the spins in which two lattices differ. */
function difference(a: GrownLevel, b: GrownLevel): number {
  let bits = 0;
  for (let i = 0; i < a.packed.length; i++) {
    for (let byte = a.packed[i] ^ b.packed[i]; byte > 0; byte >>= 1) bits += byte & 1;
  }
  return bits / a.size ** 2;
}

describe('growth preview', () => {
  it('answers every lattice from one spin on, packed', async () => {
    const levels = await preview({ upscaler: edited, ...rest });
    expect(levels.map(({ size }) => size)).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
    expect(levels.map(({ packed }) => packed.length)).toEqual([1, 1, 2, 8, 32, 128, 512, 2048]);
    expect(await preview({ upscaler: edited, ...rest })).toEqual(levels);
    expect(await preview({ upscaler: edited, ...rest, seed: 5 })).not.toEqual(levels);
  });

  it('turns few spins when a weight changes a little: the draws are the same ones', async () => {
    const levels = await preview({ upscaler: edited, ...rest, sweeps: 2 });
    const changed = { ...edited, weights: kernel7.with(9, kernel7[9]! + 1e-3) };
    const other = await preview({ upscaler: changed, ...rest, sweeps: 2 });
    const share = difference(levels.at(-1)!, other.at(-1)!);
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(0.05);
  });

  it('sweeps the last lattice only', async () => {
    const levels = await preview({ upscaler: edited, ...rest });
    const swept = await preview({ upscaler: edited, ...rest, sweeps: 3 });
    expect(swept.slice(0, -1)).toEqual(levels.slice(0, -1));
    expect(difference(levels.at(-1)!, swept.at(-1)!)).toBeGreaterThan(0.01);
  });

  it('takes a stored model, and reads it again when it was trained again', async () => {
    storeModel(kernel3, 1000);
    const upscaler = { model: `run/${run}` };
    const levels = await preview({ upscaler, ...rest });
    expect(levels).toEqual(await preview({ upscaler: { size: 3, weights: kernel3 }, ...rest }));
    storeModel([0, 0, 1], 2000);
    expect(await preview({ upscaler, ...rest })).toEqual(
      await preview({ upscaler: { size: 3, weights: [0, 0, 1] }, ...rest }),
    );
  });

  it('finds a model that was not there before', async () => {
    const upscaler = { model: `run/${run}` };
    const fault = await rejectionOf(preview({ upscaler, ...rest }));
    expect(fault.code).toBe('not-found');
    storeModel(kernel3, 1000);
    expect(await preview({ upscaler, ...rest })).toHaveLength(8);
  });

  it('refuses a wrong number of weights', async () => {
    const fault = await rejectionOf(preview({ upscaler: { size: 5, weights: kernel3 }, ...rest }));
    expect(fault.message).toBe('A 5×5 kernel has 6 free weights; 3 are given.');
    expect(fault.where).toBe('upscaler.weights');
  });
});

describe('kernel of a stored upscaler', () => {
  it('is what the editor starts from', async () => {
    storeModel(kernel3, 1000);
    const { upscalerKernel } = createGrowthService(runs);
    expect(await upscalerKernel({ model: `run/${run}`, coupling: 0.44 })).toEqual({
      size: 3,
      weights: kernel3,
      small: kernel3,
    });
  });
});
