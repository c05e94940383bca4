import { describe, expect, it } from 'vitest';
import type { InternalGroup } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { Divergence } from '../../../../main/methods/mlrg/exact/divergence.ts';
import { enumerate } from '../../../../main/methods/mlrg/exact/enumeration.ts';
import { renormalizeExactly } from '../../../../main/methods/mlrg/exact/step.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import { relativeEntropy, visibleProbabilities } from '../../../../main/methods/mlrg/verify/direct-sum.ts';

const choices: [InternalGroup, string, 'paper' | 'geometric'][] = [
  ['Z2', 'A1', 'paper'],
  ['Z2', 'A1+E', 'paper'],
  ['Z2', 'A1+B1+E', 'geometric'],
  ['Z4', 'B1', 'paper'],
  ['Z3', '2A1', 'paper'],
  ['S3', '2A1', 'paper'],
  ['Z5', 'A1', 'paper'],
];

function prepared(internal: InternalGroup, spin: string, frame: 'paper' | 'geometric') {
  const space = couplingSpace({ internal, spin, frame });
  const random = new RandomStream(2, `${internal} ${spin} ${frame}`);
  const draw = () => Float64Array.from(space.couplings, () => 0.5 * random.normal());
  return { space, teacher: draw(), student: draw(), divergence: new Divergence(enumerate(space)) };
}

const moved = (couplings: Float64Array, m: number, by: number) =>
  couplings.map((coupling, i) => (i === m ? coupling + by : coupling));

describe.each(choices)('divergence of %s spins %s, %s frame', (internal, spin, frame) => {
  const { space, teacher, student, divergence } = prepared(internal, spin, frame);
  const size = student.length;

  it('is what full enumeration gives', () => {
    divergence.teach(teacher);
    const full = new Divergence(enumerate(space, { reduction: 'none' }));
    full.teach(teacher);
    const nats = divergence.evaluate(student);
    expect(Math.abs(full.evaluate(student) - nats)).toBeLessThan(1e-13);
    if (space.edge.dimension > 3) return;
    const direct = relativeEntropy(
      visibleProbabilities(space, teacher, 'square'),
      visibleProbabilities(space, student, 'cross'),
    );
    expect(Math.abs(direct - nats)).toBeLessThan(1e-11);
  });

  it('has the gradient and the Hessian of finite differences', () => {
    divergence.teach(teacher);
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    divergence.evaluate(student, gradient, hessian);
    const [up, down] = [new Float64Array(size), new Float64Array(size)];
    const step = 1e-4;
    for (let m = 0; m < size; m++) {
      const difference =
        divergence.evaluate(moved(student, m, step), up) -
        divergence.evaluate(moved(student, m, -step), down);
      expect(Math.abs(difference / (2 * step) - gradient[m])).toBeLessThan(1e-7);
      for (let n = 0; n < size; n++) {
        expect(Math.abs((up[n] - down[n]) / (2 * step) - hessian[m * size + n])).toBeLessThan(1e-6);
      }
    }
  });
});

describe('Jacobian of the RG step', () => {
  it.each([
    ['Z2', 'A1'],
    ['Z2', 'A1+E'],
    ['D4', 'A1'],
    ['S3', 'A1'],
  ] as [InternalGroup, string][])(
    'of %s spins %s is what finite differences of steps give',
    (internal, spin) => {
      const { divergence, teacher } = prepared(internal, spin, 'paper');
      const { couplings } = renormalizeExactly(divergence, teacher);
      const jacobian = divergence.jacobian(couplings);
      const size = couplings.length;
      const step = 1e-4;
      for (let n = 0; n < size; n++) {
        const [up, down] = [step, -step].map(
          (by) =>
            renormalizeExactly(divergence, moved(teacher, n, by), { start: couplings, restarts: 0 })
              .couplings,
        );
        for (let m = 0; m < size; m++) {
          expect((up[m] - down[m]) / (2 * step)).toBeCloseTo(jacobian[m * size + n], 5);
        }
      }
    },
  );
});

describe('divergence far out', () => {
  it('neither overflows nor loses its sign at very strong couplings', () => {
    const { divergence } = prepared('Z2', 'A1+E', 'paper');
    const gradient = new Float64Array(5);
    divergence.teach(Float64Array.of(300, 0, 0, 0, 0));
    const nats = divergence.evaluate(Float64Array.of(500, -400, 300, 200, -100), gradient);
    expect(nats).toBeGreaterThan(0);
    expect([nats, ...gradient].every(Number.isFinite)).toBe(true);
  });

  it('refuses couplings of another space', () => {
    const { divergence } = prepared('Z2', 'A1', 'paper');
    expect(() => divergence.evaluate(new Float64Array(2))).toThrow('the student has 1 couplings, not 2');
    expect(() => divergence.teach(new Float64Array(5))).toThrow('the teacher has 1 couplings, not 5');
  });
});
