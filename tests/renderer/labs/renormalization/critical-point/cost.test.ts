import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../../preload/contract/index.ts';
import {
  analysisSeconds,
  analysisSentence,
  referenceSeconds,
  referenceSentence,
} from '../../../../../renderer/labs/renormalization/critical-point/cost.ts';
import type { KnownMap } from '../../../../../renderer/labs/renormalization/stores/maps.ts';
import { vectorDescription } from '../descriptions.ts';

const symmetry = vectorDescription.settings;
const spec = schemaOf['mlrg-analysis'].parse({ kind: 'mlrg-analysis', map: { type: 'exact', symmetry } });
const exact: KnownMap = { id: 'exact', title: 'Exact', symmetry, members: 0, choice: spec.map };
const learned: KnownMap = { ...exact, id: 'run/x', members: 3, choice: { type: 'learned', model: 'run/x' } };

describe('the cost of an analysis', () => {
  it('goes by steps of the exact map, and by those of every network', () => {
    const whole = analysisSeconds(spec, exact, vectorDescription)!;
    expect(whole).toBeGreaterThan(spec.points * spec.flowSteps * vectorDescription.cost.stepSeconds);
    expect(analysisSeconds({ ...spec, resolution: 0 }, exact, vectorDescription)).toBeLessThan(whole);
    const one = analysisSeconds(spec, { ...learned, members: 0 }, vectorDescription)!;
    expect(analysisSeconds(spec, learned, vectorDescription)).toBeGreaterThan(3 * one - 10);
  });

  it('is not known of a map nobody knows, and of one analysed here it is what that took', () => {
    expect(analysisSeconds(spec, undefined, null)).toBeNull();
    expect(analysisSeconds(spec, undefined, null, [{ spec, computeSeconds: 8 }])).toBe(8);
  });

  it('is said before the button is pressed', () => {
    expect(analysisSentence(spec, 12)).toBe(
      'Follows 61 bare couplings through 8 RG steps, finds the fixed points and their dimensions, a flow diagram of 21²; about 10 s.',
    );
    expect(analysisSentence({ ...spec, resolution: 0 }, null)).not.toContain('diagram');
  });
});

it('says what a reference computes, longer rows and larger bonds taking longer', () => {
  const small = schemaOf['mlrg-reference'].parse({ kind: 'mlrg-reference', row: 4, bondDimensions: [] });
  expect(referenceSentence(small)).toBe('Diagonalises rows of 1 to 4 tensors; about 1 s.');
  const large = { ...small, row: 8, bondDimensions: [4, 24] };
  expect(referenceSeconds(large)).toBeGreaterThan(referenceSeconds(small));
  expect(referenceSentence(large)).toContain('χ = 4, 24');
});
