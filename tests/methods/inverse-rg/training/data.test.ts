import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  eachConfiguration,
  monteCarloData,
  partCounts,
  recordedData,
  type TrainingData,
} from '../../../../main/methods/inverse-rg/training/data.ts';
import { emptyEnsemble, packedBytes } from '../../../../main/physics/ising/spins.ts';

/** First byte of each configuration that the pieces of a use hold, in the order of the parts. */
function read(data: TrainingData, use: 'training' | 'held-out'): number[] {
  const found: number[] = [];
  for (const [part, { use: own, configurations }] of data.parts.entries()) {
    if (own !== use) continue;
    for (let done = 0; done < configurations; done += data.perPiece) {
      eachConfiguration(data.piece(part, done, null), (spins) => {
        found.push(spins.slice(0, 8).reduce((byte, spin) => 2 * byte + spin, 0));
      });
    }
  }
  return found;
}

describe('recorded data', () => {
  it('are gone through once each, in their order, the last sixth held out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: 250 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (count, training, heldOut) => {
          const ensemble = emptyEnsemble(4, count);
          for (let i = 0; i < count; i++) ensemble.packed[i * packedBytes(4)] = i;
          const data = recordedData(ensemble, null, { training, heldOut });
          const kept = read(data, 'training');
          expect([...kept, ...read(data, 'held-out')]).toEqual(Array.from({ length: count }, (_, i) => i));
          expect(count - kept.length).toBe(Math.floor(count / 6));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('Monte Carlo data', () => {
  const specification = {
    source: 'monte-carlo',
    size: 8,
    configurations: 1000,
    coupling: 0.44,
    spacing: 2,
  } as const;

  it('share the configurations equally between couplings and chains, a fifth as many held out of other chains', () => {
    const couplings = [0.4, 0.42, 0.44];
    const data = monteCarloData(specification, couplings, 1, partCounts({ type: 'kernel', size: 3 }));
    for (const [use, each] of [
      ['training', 333],
      ['held-out', 67],
    ] as const) {
      for (const stratum of couplings.keys()) {
        const own = data.parts.filter((part) => part.use === use && part.stratum === stratum);
        expect(own.reduce((sum, { configurations }) => sum + configurations, 0)).toBe(each);
        expect(own.length).toBeGreaterThan(1);
        let before = 0;
        for (const part of own) {
          expect(part.before).toBe(before);
          before += part.configurations;
        }
      }
    }
    const chains = data.parts.map((_, part) => {
      const piece = data.piece(part, 0, null);
      return piece.type === 'chain' ? `${piece.segment.chain} at ${piece.segment.coupling}` : '';
    });
    expect(new Set(chains).size).toBe(data.parts.length);
  });

  it('end with the last configuration of each chain', () => {
    const data = monteCarloData(specification, [0.44], 1, { training: 3, heldOut: 2 });
    const { configurations } = data.parts[0];
    const last = data.piece(0, configurations - 5, null);
    expect(last.type === 'chain' && last.segment.configurations).toBe(5);
  });
});
