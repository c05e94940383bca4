import { describe, expect, it } from 'vitest';
import type { InternalGroup } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { Divergence } from '../../../../main/methods/mlrg/exact/divergence.ts';
import { enumerate } from '../../../../main/methods/mlrg/exact/enumeration.ts';
import { couplingSpace, couplingSpaceBetween } from '../../../../main/methods/mlrg/symmetry/space.ts';
import { visibleStates } from '../../../../main/methods/mlrg/symmetry/orbit-count.ts';
import { visibleProbabilities } from '../../../../main/methods/mlrg/verify/direct-sum.ts';

const choices: [InternalGroup, string, 'paper' | 'geometric'][] = [
  ['Z2', 'A1', 'paper'],
  ['Z2', 'A1+E', 'paper'],
  ['Z2', 'A1+E', 'geometric'],
  ['Z2', 'A2+B1+B2', 'paper'],
  ['Z2', 'B1+E', 'geometric'],
  ['S3', '2A1', 'paper'],
  ['Z3', 'A1', 'paper'],
  ['Z4', 'A1+B2', 'geometric'],
  ['Z6', 'B2', 'geometric'],
  ['D6', 'B1', 'paper'],
  ['Z6', 'A1', 'paper'],
];

describe('enumeration of a plaquette', () => {
  it('has 4, 532 and 8264 orbits of A1, A1+E and 2A1+E', () => {
    const orbits = ['A1', 'A1+E', '2A1+E'].map(
      (spin) => enumerate(couplingSpace({ internal: 'Z2', spin, frame: 'paper' })).orbits,
    );
    expect(orbits).toEqual([4, 532, 8264]);
  });

  it.each(choices)(
    'of %s spins %s (%s frame) has as many orbits as Burnside counts',
    (internal, spin, frame) => {
      const space = couplingSpace({ internal, spin, frame });
      const { orbits, weights } = enumerate(space);
      const counted = visibleStates(space);
      expect(orbits).toBe(counted.orbits);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(counted.states);
    },
  );

  it.each(choices)(
    'of %s spins %s (%s frame) gives the probabilities of the energy as it is written down',
    (internal, spin, frame) => {
      const space = couplingSpace({ internal, spin, frame });
      const random = new RandomStream(1, `${internal} ${spin} ${frame}`);
      const [teacher, student] = [0, 1].map(() =>
        Float64Array.from(space.couplings, () => 0.6 * random.normal()),
      );
      const enumeration = enumerate(space);
      const divergence = new Divergence(enumeration);
      divergence.teach(teacher);
      divergence.evaluate(student);
      const { representatives, weights } = enumeration;
      for (const [graph, couplings, probabilities] of [
        ['square', teacher, divergence.teacherProbabilities],
        ['cross', student, divergence.studentProbabilities],
      ] as const) {
        const direct = visibleProbabilities(space, couplings, graph);
        for (const [o, state] of representatives.entries()) {
          const expected = direct[state] * weights[o];
          expect(Math.abs(probabilities[o] - expected)).toBeLessThan(1e-12 * Math.max(expected, 1e-3));
        }
      }
    },
  );

  it('sums over two values as ln 2cosh does', () => {
    const space = couplingSpace({ internal: 'Z2', spin: 'A1+E', frame: 'paper' });
    const couplings = [0.5, -0.3, 0.2, 0.7, 0.1];
    const results = ([undefined, 'values'] as const).map((trace) => {
      const divergence = new Divergence(enumerate(space, trace ? { trace } : {}));
      const gradient = new Float64Array(5);
      const hessian = new Float64Array(25);
      divergence.teach(Float64Array.from(couplings));
      const nats = divergence.evaluate(Float64Array.from(couplings.toReversed()), gradient, hessian);
      return [
        nats,
        ...gradient,
        ...hessian,
        ...divergence.jacobian(Float64Array.from(couplings.toReversed())),
      ];
    });
    for (const [i, value] of results[0].entries()) expect(results[1][i]).toBeCloseTo(value, 11);
  });

  it('takes another hidden spin for the student', () => {
    const teacher = couplingSpace({ internal: 'Z2', spin: 'A1', frame: 'paper' });
    const student = couplingSpaceBetween('Z2', 'A1', '2A1+E', 'paper');
    const divergence = new Divergence(enumerate(student, { teacher }));
    const couplings = Float64Array.of(0.4, -0.2, 0.6);
    divergence.evaluate(couplings);
    const direct = visibleProbabilities(student, couplings, 'cross');
    for (const [o, state] of divergence.enumeration.representatives.entries()) {
      expect(divergence.studentProbabilities[o]).toBeCloseTo(
        direct[state] * divergence.enumeration.weights[o],
        13,
      );
    }
  });

  it('refuses visible spins that differ, and more configurations than it can hold', () => {
    const teacher = couplingSpace({ internal: 'Z2', spin: 'A1', frame: 'paper' });
    const other = couplingSpaceBetween('Z2', 'B1', 'A1', 'paper');
    expect(() => enumerate(other, { teacher })).toThrow('different visible spins');
    expect(() => enumerate(couplingSpace({ internal: 'Z6', spin: '3A1', frame: 'paper' }))).toThrow(
      /2,176,782,336 visible configurations/,
    );
  });
});
