import { describe, expect, it } from 'vitest';
import { schemaOf, type SelfSimilaritySpec } from '../../../../../preload/contract/index.ts';
import {
  learnerOf,
  studySeconds,
  studySentence,
} from '../../../../../renderer/labs/self-similarity/learn/cost.ts';
import { scaleWords, studyName } from '../../../../../renderer/labs/self-similarity/learn/names.ts';
import { nextScale } from '../../../../../renderer/labs/self-similarity/learn/scales.ts';

const study = (document: object): SelfSimilaritySpec =>
  schemaOf['self-similarity'].parse({ kind: 'self-similarity', ...document });

/** Every S with every T. */
const grid = (spaces: number[], times: number[]) =>
  spaces.flatMap((space) => times.map((time) => `${space}x${time}`));

describe('the name of a study', () => {
  it('says the system and its scales', () => {
    expect(studyName(study({}))).toBe('Rule 60 at N = 2, 3, 4');
    expect(studyName(study({ system: { type: 'diffusion' } }))).toBe(
      'Diffusion at S × T = 2 × 4, 3 × 9, 2 × 2, 2 × 8',
    );
    expect(studyName(study({ system: { type: 'vicsek', noise: 2 }, scales: ['2x2'] }))).toBe(
      'Vicsek, η = 2 at N = 2',
    );
    expect(
      studyName(study({ system: { type: 'data', sourceName: 'x'.repeat(200) } })).length,
    ).toBeLessThanOrEqual(120);
  });

  it('says a scan by its ranges, and that free dynamics are compared', () => {
    expect(studyName(study({ scales: grid([2, 3], [1, 2, 3, 4]) }))).toBe(
      'Rule 60, scan of S = 2, 3 and T = 1 to 4',
    );
    expect(studyName(study({ scales: grid([2, 3, 4], [2, 3, 6]) }))).toBe(
      'Rule 60, scan of S = 2 to 4 and T = 2, 3, 6',
    );
    // One that is missing is not to be claimed.
    expect(studyName(study({ scales: grid([2, 3], [1, 2, 3]).slice(1) }))).toBe(
      'Rule 60 at S × T = 2 × 2, 2 × 3, 3 × 1, 3 × 2, 3 × 3',
    );
    expect(studyName(study({ scales: ['2x2'], free: true }))).toBe('Rule 60 at N = 2, shared and free');
  });

  it('writes a scale as N only where S is T', () => {
    expect(scaleWords(['2x2', '4x4'])).toBe('N = 2, 4');
    expect(scaleWords(['2x2', '2x4'])).toBe('S × T = 2 × 2, 2 × 4');
  });
});

describe('the next scale', () => {
  it('goes on as the last one is, and is not there yet', () => {
    expect(nextScale(['2x2', '3x3'])).toBe('4x4');
    expect(nextScale(['2x4'])).toBe('3x9');
    expect(nextScale(['3x9', '2x4'])).toBe('4x16');
    expect(nextScale([])).toBe('2x2');
  });
});

describe('the cost of a study', () => {
  it('grows with restarts, scales and repeats', () => {
    const base = studySeconds(study({}), null)!;
    expect(studySeconds(study({ coarseGraining: { restarts: 96 } }), null)!).toBeGreaterThan(base);
    expect(studySeconds(study({ scales: ['2x2'] }), null)!).toBeLessThan(base);
    expect(studySeconds(study({ repeats: 5 }), null)!).toBeGreaterThan(base);
  });

  it('is not known of own data before there are any', () => {
    const own = study({ system: { type: 'data' } });
    expect(studySeconds(own, null)).toBeNull();
    const table = { binary: true, spacetime: { shape: [1, 100, 1, 1, 64] } };
    expect(learnerOf(own, table)).toBe('binary');
    expect(learnerOf(own, { ...table, binary: false })).toBe('network');
    expect(studySeconds(own, table)).toBeGreaterThan(0);
    expect(studySeconds(own, { ...table, binary: false })).toBeGreaterThan(studySeconds(own, table)!);
    expect(studySentence(own, null)).toBe(
      'own data: learns the local rule, then a coarse-graining at N = 2, 3, 4.',
    );
  });

  it('is what a study of the same recipe took, whatever its rule and seed', () => {
    const measured = [
      { spec: study({ seed: 9, repeats: 2, system: { type: 'automaton', rule: 90 } }), computeSeconds: 20 },
    ];
    expect(studySeconds(study({}), null, measured)).toBe(10);
    const wider = study({ system: { type: 'automaton', width: 512 } });
    expect(studySeconds(wider, null, measured)).toBe(studySeconds(wider, null));
  });
});
