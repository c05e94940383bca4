import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../../preload/contract/index.ts';
import {
  presets,
  recipe,
  recipeOf,
  trainingName,
} from '../../../../../renderer/labs/renormalization/train/recipes.ts';

const symmetry = { internal: 'Z2', spin: 'A1+E', frame: 'paper' } as const;

describe('recipes', () => {
  it('of exact gradients are the defaults of the document for one component', () => {
    const single = { ...symmetry, spin: 'A1' };
    expect(recipe('exact', single)).toEqual(
      schemaOf['mlrg-training'].parse({ kind: 'mlrg-training', symmetry: single }),
    );
  });

  it('of exact gradients take warmer teachers and smaller steps for several, as the pretrained models do', () => {
    expect(recipe('exact', symmetry)).toMatchObject({
      network: { widths: [32, 32] },
      proposals: { inverseTemperature: 10 },
      learningRate: 0.003,
      steps: 2000,
    });
  });

  it('of the paper are what the released code does', () => {
    expect(recipe('paper', symmetry)).toMatchObject({
      network: { widths: [12, 24, 6], layerNorm: true },
      flow: { solver: 'euler', steps: 1 },
      gradient: { type: 'contrastive' },
      proposals: { potential: 'norm', leapfrogSteps: 33, stepSize: 0.01, updates: 8 },
      learningRate: 5e-4,
    });
    expect(recipe('paper', { ...symmetry, spin: 'A1' }).network.widths).toEqual([6, 12, 8]);
    // What the paper has no network for gets the widest.
    expect(recipe('paper', { ...symmetry, spin: '3A1+E' }).network.widths).toEqual([24, 48, 12]);
  });

  it('are recognised whatever the seed and however long and many the trainings', () => {
    const paper = recipe('paper', symmetry);
    expect(recipeOf({ ...paper, seed: 7, members: 10, steps: 20_000 })).toBe('paper');
    expect(recipeOf(recipe('exact', symmetry))).toBe('exact');
    expect(recipeOf({ ...paper, learningRate: 1e-4 })).toBeNull();
  });

  it('are all on offer, the chosen symmetry first', () => {
    const offered = presets({ ...symmetry, internal: 'Z4' });
    expect(offered.map(({ title }) => title)).toEqual([
      'Exact gradients, A₁⊕E, Z4',
      'Paper’s recipe, A₁, Z2',
      'Paper’s recipe, A₁⊕E, Z2',
      'Paper’s recipe, 2A₁⊕E, Z2',
    ]);
    expect(offered.every(({ spec }) => schemaOf['mlrg-training'].safeParse(spec).success)).toBe(true);
  });

  it('name their runs after symmetry, gradient and length', () => {
    expect(trainingName(recipe('exact', symmetry))).toBe('A₁⊕E, Z2, exact gradients, 3 × 2000 steps');
    expect(trainingName({ ...recipe('paper', symmetry), members: 1 })).toBe('A₁⊕E, Z2, CD-5, 1 × 2000 steps');
  });
});
