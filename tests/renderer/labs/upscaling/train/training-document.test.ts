import { describe, expect, it } from 'vitest';
import { schemaOf, type UpscalerTrainingSpec } from '../../../../../preload/contract/index.ts';
import { trainingCost, trainingSentence } from '../../../../../renderer/labs/upscaling/train/cost.ts';
import {
  optimiserFor,
  shownEntries,
  stepName,
  trainingAdvice,
  trainingName,
  trainingProblem,
} from '../../../../../renderer/labs/upscaling/train/kinds.ts';

const spec = (settings: object = {}): UpscalerTrainingSpec =>
  schemaOf['upscaler-training'].parse({ kind: 'upscaler-training', ...settings });
const adamw = { optimiser: { name: 'adamw' } };
const run = { data: { source: 'run', run: 'x' } };

describe('a training document', () => {
  it('has a name that says what is trained on what', () => {
    expect(trainingName(spec())).toBe('k = 7, 32², critical');
    expect(
      trainingName(spec({ model: { type: 'kernel', size: 3 }, loss: 'weighted', ...adamw, ...run })),
    ).toBe('k = 3, spins of a run, weighted, AdamW');
    expect(trainingName(spec({ model: { type: 'temperature' } }))).toBe('k = 5, K = 0.36 to 0.5, 32²');
    expect(trainingName(spec({ model: { type: 'two-layer', size: 7 }, ...adamw }))).toBe(
      'two layers, k = 7, 32², critical',
    );
    expect(trainingName(spec({ model: { type: 'sequential' } }))).toBe(
      'sequential, fixed point, 32², critical',
    );
  });

  it('shows no optimiser for tables, which are counted', () => {
    expect(shownEntries(spec({ model: { type: 'sequential' } }).model)).not.toContain('optimiser');
    expect(shownEntries(spec().model)).toContain('optimiser');
  });

  it('takes the optimiser that its model needs when the model changes, and leaves it alone otherwise', () => {
    expect(optimiserFor('two-layer', 'kernel')?.name).toBe('adamw');
    expect(optimiserFor('kernel', 'two-layer')?.name).toBe('newton');
    expect(optimiserFor('temperature', 'kernel')).toBeNull();
    expect(optimiserFor('two-layer', 'two-layer')).toBeNull();
  });

  it('says what can not be trained', () => {
    expect(trainingProblem(spec())).toBeNull();
    expect(trainingProblem(spec({ model: { type: 'two-layer' } }))).toContain('choose AdamW');
    expect(trainingProblem(spec({ model: { type: 'two-layer' }, ...adamw }))).toBeNull();
    expect(trainingProblem(spec({ model: { type: 'temperature' }, ...run }))).toContain('one temperature');
    expect(trainingProblem(spec({ model: { type: 'temperature', low: 0.5, high: 0.4 } }))).toContain('below');
  });

  it('says what may surprise', () => {
    expect(trainingAdvice(spec())).toBeNull();
    expect(trainingAdvice(spec({ loss: 'weighted' }))).toContain('counts the blocking twice');
    expect(trainingAdvice(spec({ model: { type: 'temperature' } }))).toContain('8 couplings');
  });

  it('counts iterations of Newton and steps of AdamW', () => {
    expect(stepName(spec())).toBe('iteration');
    expect(stepName(spec(adamw))).toBe('step');
  });
});

const seconds = (settings: object) => trainingCost(spec(settings), 2, null).training;

describe('what a training costs', () => {
  it('is generation above all for Newton, whatever the kernel', () => {
    const small = trainingCost(spec({ model: { type: 'kernel', size: 3 } }), 2, null);
    const large = trainingCost(spec(), 2, null);
    expect(small.generation).toBe(large.generation);
    expect(large.training).toBeLessThan(large.generation);
  });

  it('grows with epochs for AdamW, and a network costs more than a kernel', () => {
    const few = seconds({ optimiser: { name: 'adamw', epochs: 10 } });
    expect(seconds({ optimiser: { name: 'adamw', epochs: 100 } })).toBeCloseTo(10 * few);
    expect(
      seconds({ model: { type: 'two-layer' }, optimiser: { name: 'adamw', epochs: 10 } }),
    ).toBeGreaterThan(few);
  });

  it('has nothing to generate from a run', () => {
    const cost = trainingCost(spec(run), 2, { configurations: 1000, size: 64 });
    expect(cost.generation).toBeLessThan(1);
    expect(trainingSentence(spec(run), cost)).toMatch(
      /^Reads the spins of the run and solves .* about \d+ s\.$/,
    );
  });

  it('is said in a sentence', () => {
    expect(trainingSentence(spec(), trainingCost(spec(), 2, null))).toMatch(
      /^Simulates 100\u2009000 configurations of 32² and a fifth as many held out, and solves for the weights by Newton; about \d+ s\.$/,
    );
    const once = spec({ model: { type: 'two-layer' }, optimiser: { name: 'adamw', epochs: 1 } });
    expect(trainingSentence(once, trainingCost(once, 2, null))).toContain('trains 1 epoch with AdamW');
  });
});
