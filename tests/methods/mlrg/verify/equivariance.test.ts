import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { product } from '../../../../main/methods/mlrg/symmetry/signed-permutation.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import {
  energyChange,
  mirrorDefect,
  randomPlaquette,
} from '../../../../main/methods/mlrg/verify/equivariance.ts';
import { allowedChoices } from '../arbitraries.ts';

const cases = fc.record({ choice: allowedChoices(4), seed: fc.integer() });

describe('energies of teacher and student', () => {
  test.each(['internal', 'rotation', 'mirror'] as const)('stay the same: %s', (symmetry) => {
    fc.assert(
      fc.property(cases, ({ choice, seed }) => {
        const space = couplingSpace(choice);
        const plaquette = randomPlaquette(space, new RandomStream(seed, 'plaquette'));
        expect(energyChange(space, plaquette, symmetry)).toBeLessThan(1e-12);
      }),
      { numRuns: 60 },
    );
  });

  test('change where a coupling is not turned with its bond', () => {
    const space = couplingSpace({ internal: 'Z2', spin: 'A1+E', frame: 'paper' });
    const [random, same] = [new RandomStream(1, 'plaquette'), [0, 0, 0, 0] as const];
    const couplings = space.couplings.map((coupling) => {
      const [a, b, c, d] = same.map((direction) => coupling.directions[direction]);
      return { ...coupling, directions: [a, b, c, d] as typeof coupling.directions };
    });
    const broken = { ...space, couplings };
    expect(energyChange(broken, randomPlaquette(space, random), 'rotation')).toBeGreaterThan(0.1);
  });
});

describe('the frames', () => {
  test('share one mirror of the visible spins if they are geometric', () => {
    fc.assert(
      fc.property(allowedChoices(4), (choice) => {
        const { edge, vertex } = couplingSpace({ ...choice, frame: 'geometric' });
        expect(edge.mirror).toEqual(product(vertex.rotation, vertex.mirror));
        expect(edge.rotation).toEqual(vertex.rotation);
      }),
    );
  });

  test.each(['A1+E', 'A1+B1', 'A1+B2+E', 'A1+A2'])(
    'give p(x) of %s one mirror if they are geometric; the paper’s break it for the student',
    (spin) => {
      const largest = (frame: 'paper' | 'geometric') => {
        const space = couplingSpace({ internal: 'Z2', spin, frame });
        const random = new RandomStream(7, 'mirror');
        const defects = Array.from({ length: 20 }, () => mirrorDefect(space, randomPlaquette(space, random)));
        return {
          teacher: Math.max(...defects.map(({ teacher }) => teacher)),
          student: Math.max(...defects.map(({ student }) => student)),
        };
      };
      const geometric = largest('geometric');
      expect(Math.max(geometric.teacher, geometric.student)).toBeLessThan(1e-12);
      expect(largest('paper').teacher).toBeLessThan(1e-12);
      // A2 changes its sign under either mirror, so that both frames are the same.
      const broken = largest('paper').student > 0.1;
      expect(broken).toBe(spin !== 'A1+A2');
    },
  );
});
