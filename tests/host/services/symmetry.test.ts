import { describe, expect, test } from 'vitest';
import { symmetryOf } from '../../../main/host/services/symmetry.ts';
import { callSchemas, type CallArgument } from '../../../preload/contract/index.ts';

const asked = (symmetry: Partial<CallArgument<'symmetryDescribe'>['symmetry']>) =>
  symmetryOf(callSchemas.symmetryDescribe.parse({ symmetry: { spin: 'A1', ...symmetry } }));

describe('symmetryDescribe', () => {
  test('estimates a step that grows with the spin', () => {
    const small = asked({ spin: 'A1' }).cost.stepSeconds;
    const large = asked({ spin: '2A1+E' }).cost.stepSeconds;
    expect(small).toBeGreaterThan(0);
    expect(large).toBeGreaterThan(10 * small);
  });

  test('describes what documents may not hold, such as an empty spin on the way to another', () => {
    expect(asked({ spin: '' }).problem?.message).toBe('A spin without components has no couplings.');
    expect(asked({ spin: '4A1+E' }).problem?.message).toContain('6 components');
    expect(asked({ internal: 'Z3', spin: 'E' }).problem?.remedy).toContain('multiple of A1');
  });
});
