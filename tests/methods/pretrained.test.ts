import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../main/compute/random.ts';
import { readNpz } from '../../main/data/npz.ts';
import { createUpscaler } from '../../main/methods/inverse-rg/generation/load.ts';
import { readUpscaler } from '../../main/methods/inverse-rg/stored.ts';
import { LinearSystemModel } from '../../main/methods/macronet/linear-system/model.ts';
import { OscillatorModel } from '../../main/methods/macronet/oscillator/model.ts';
import { learnedMap, readMonotones } from '../../main/methods/mlrg/stored.ts';
import { monotoneCritical } from '../../main/methods/mlrg/training/critical.ts';
import { asShipped, datasetFor, pretrainedNames, readingFrom } from '../../main/methods/pretrained.ts';
import { specOf } from '../../main/methods/macronet/stored.ts';
import type { ModelDescription } from '../../main/methods/model-artifacts.ts';
import { loadTuringModel } from '../../main/methods/macronet/turing/load.ts';
import {
  criticalCoupling,
  criticalLiebCoupling,
  experimentSpec,
  schemaOf,
} from '../../preload/contract/index.ts';

const resources = join(import.meta.dirname, '../../resources');
const largest = 3.2 * 2 ** 20;

function stored(name: string) {
  const folder = join(resources, 'models', name);
  return {
    id: `pretrained/${name}`,
    description: JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as Record<string, unknown>,
    arrays: readNpz(readFileSync(join(folder, 'weights.npz'))),
  };
}

describe('pretrained models', () => {
  it.each(pretrainedNames)('%s is small and was made from the example of its name', (name) => {
    const example: unknown = JSON.parse(readFileSync(join(resources, 'examples', `${name}.json`), 'utf8'));
    const { description } = stored(name);
    expect(description.spec).toEqual(experimentSpec.parse(example));
    expect(statSync(join(resources, 'models', name, 'weights.npz')).size).toBeLessThan(largest);
  });

  it('of two vectors load', () => {
    const linear = stored('linear-system');
    const linearModel = LinearSystemModel.load(specOf(linear, 'linear-system'), linear.arrays);
    expect(linear.arrays).toMatchObject(linearModel.save());
    const oscillator = stored('oscillator');
    const oscillatorModel = OscillatorModel.load(specOf(oscillator, 'oscillator'), oscillator.arrays);
    expect(oscillator.arrays).toMatchObject(oscillatorModel.save());
  });

  it.each([
    ['turing-hybrid', 'fields'],
    ['turing-cnn', 'fields'],
    ['turing-picture', 'picture'],
  ])('%s loads and observes %s', async (name, observation) => {
    const model = await loadTuringModel(stored(name));
    expect(model.observation).toBe(observation);
    expect(model.reference.count).toBeGreaterThan(4000);
    expect(model.floor.fields.value).toBeGreaterThan(0);
  });
});

describe('pretrained upscalers', () => {
  const names = pretrainedNames.filter((name) => name.startsWith('upscaler-'));

  it.each(names)('%s reads block spins and draws', (name) => {
    const model = stored(name);
    expect(model.description.summary).toMatchObject({ observation: 'spins' });
    const upscaler = createUpscaler(readUpscaler(model), criticalCoupling);
    const fine = new Uint8Array(64);
    upscaler.double(new Uint8Array(16).fill(1), 4, new RandomStream(1, 'draws'), fine, true);
    // Below an ordered lattice most spins are up.
    expect(fine.reduce((sum, spin) => sum + spin, 0)).toBeGreaterThan(32);
  });
});

describe('pretrained RG monotones', () => {
  const names = pretrainedNames.filter((name) => name.startsWith('mlrg-'));

  it.each(names)('%s maps couplings, with J0* near the exact critical coupling', (name) => {
    const model = stored(name);
    expect(model.description.summary).toMatchObject({ observation: 'couplings' });
    const monotones = readMonotones(model);
    expect(monotones.members.length).toBeGreaterThan(1);
    const map = learnedMap(monotones);
    const critical = monotoneCritical(map);
    // All stay within a tenth of it; of the exact maps only that of A1 does.
    expect(Math.abs(critical! - criticalLiebCoupling)).toBeLessThan(0.1);
    const weak = new Float64Array(map.space.couplings.length);
    weak[0] = 0.5;
    expect(map.step(weak).couplings[0]).toBeLessThan(0.5);
  });
});

describe('making them', () => {
  const spec = schemaOf['turing-cnn'].parse({ kind: 'turing-cnn', data: { source: 'generate', count: 100 } });

  it('shares one generation of patterns, and ships the experiment without it', () => {
    const dataset = datasetFor(spec);
    expect(dataset).toMatchObject({ kind: 'gray-scott-dataset', seed: 1, count: 100 });
    const reading = readingFrom(spec, '2026-01-01-gray-scott-dataset-abcdef');
    expect(reading).toMatchObject({ data: { source: 'run' } });
    expect(datasetFor(reading)).toBeNull();
    const description = { summary: { spec: reading }, spec: reading } as unknown as ModelDescription;
    const shipped = asShipped(description, spec);
    expect(shipped.spec).toEqual(spec);
    expect(shipped.summary.spec).toEqual(spec);
  });

  it('needs no patterns where there are none', () => {
    expect(datasetFor(schemaOf.oscillator.parse({ kind: 'oscillator' }))).toBeNull();
  });

  it('has an example for every name', () => {
    expect(pretrainedNames.every((name) => existsSync(join(resources, 'examples', `${name}.json`)))).toBe(
      true,
    );
  });
});
