import { expect, it } from 'vitest';
import { schemaOf } from '../../../../../preload/contract/index.ts';
import {
  diffusionSeconds,
  diffusionSentence,
  particleSteps,
  vicsekSeconds,
  vicsekSentence,
} from '../../../../../renderer/labs/self-similarity/scaling/cost.ts';

const order = (changes: object = {}) => schemaOf['vicsek-order'].parse({ kind: 'vicsek-order', ...changes });
const study = (changes: object = {}) =>
  schemaOf['diffusion-study'].parse({ kind: 'diffusion-study', ...changes });

it('counts every particle of every simulation, burn-in too', () => {
  const spec = order({ sides: [32], noises: [1, 2], repeats: 3, burnIn: 100, steps: 900 });
  expect(particleSteps(spec)).toBe(307 * 2 * 3 * 1000);
});

it('follows what flocks took here', () => {
  const took = { spec: order(), computeSeconds: 50 };
  expect(vicsekSeconds(order(), [took])).toBeCloseTo(51);
  expect(vicsekSeconds(order({ repeats: 8 }), [took])).toBeCloseTo(101);
});

it('says what the buttons will do', () => {
  expect(vicsekSentence(order(), 45)).toBe(
    '48 simulations of 307, 1\u2009229 particles, 10\u2009000 steps each after burn-in; about 45 s.',
  );
  expect(diffusionSentence(study())).toMatch(/^Makes 6 data sets, fits 3 kernels and 4 coarse-grainings/);
  expect(diffusionSeconds(study({ cells: 1000 }))).toBeGreaterThan(5 * diffusionSeconds(study()));
});
