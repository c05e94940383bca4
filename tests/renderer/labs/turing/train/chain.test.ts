import { describe, expect, it } from 'vitest';
import { summariseChain } from '../../../../../renderer/labs/turing/train/chain.ts';

describe('summary of a chain of layers', () => {
  it('counts repeated layers and gives the ends of each side', () => {
    const coupling = { side: 'u', name: 'coupling 64', input: '4', output: '4', parameters: 100 } as const;
    expect(
      summariseChain([
        { side: 'u', name: 'rotation', input: '4', output: '4', parameters: 0 },
        coupling,
        { side: 'u', name: 'rotation', input: '4', output: '4', parameters: 0 },
        { ...coupling, output: '3 + 1' },
        { side: 'v', name: 'CNN 16-32', input: '64²×2', output: '3', parameters: 900 },
      ]),
    ).toEqual([
      {
        side: 'u',
        symbol: 'φ_u',
        words: '2 × rotation, 2 × coupling 64',
        dimensions: '4 → 3 + 1',
        parameters: 200,
      },
      { side: 'v', symbol: 'φ_v', words: 'CNN 16-32', dimensions: '64²×2 → 3', parameters: 900 },
    ]);
  });

  it('is empty for no layers', () => {
    expect(summariseChain([])).toEqual([]);
  });
});
