import { describe, expect, it } from 'vitest';
import { recipe } from '../../../../../renderer/labs/renormalization/train/recipes.ts';
import {
  trainingSeconds,
  trainingSentence,
} from '../../../../../renderer/labs/renormalization/train/cost.ts';
import { isingDescription, vectorDescription } from '../descriptions.ts';

const spec = recipe('exact', isingDescription.settings);

describe('the cost of a training', () => {
  it('is not known before its symmetry is', () => {
    expect(trainingSeconds(spec, null)).toBeNull();
  });

  it('grows with steps, networks, teachers and couplings', () => {
    const base = trainingSeconds(spec, isingDescription)!;
    const more = [
      { ...spec, steps: 2 * spec.steps },
      { ...spec, members: 2 * spec.members },
      { ...spec, proposals: { ...spec.proposals, batch: 4 * spec.proposals.batch } },
    ];
    for (const one of more) expect(trainingSeconds(one, isingDescription)).toBeGreaterThan(base);
    const vector = recipe('exact', vectorDescription.settings);
    expect(trainingSeconds(vector, vectorDescription)).toBeGreaterThan(base);
  });

  it('goes by one that was measured here, if its steps are the same', () => {
    const measured = { spec: { ...spec, seed: 5, steps: 200 }, computeSeconds: 12 };
    expect(trainingSeconds(spec, null, [measured])).toBeCloseTo(30, 12);
    const wider = { ...spec, network: { ...spec.network, widths: [64, 64] } };
    expect(trainingSeconds(wider, null, [measured])).toBeNull();
  });

  it('is said in a sentence', () => {
    expect(trainingSentence(spec, 25)).toBe(
      'Trains 3 networks side by side, 500 steps each of 64 teachers with exact gradients; about 25 s.',
    );
    expect(trainingSentence({ ...recipe('paper', spec.symmetry), members: 1 }, null)).toBe(
      'Trains one network, 2\u2009000 steps each of 200 teachers with CD-5.',
    );
  });
});
