import { describe, expect, it } from 'vitest';
import { criticalLiebCoupling } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { Divergence } from '../../../../main/methods/mlrg/exact/divergence.ts';
import { enumerate } from '../../../../main/methods/mlrg/exact/enumeration.ts';
import { renormalizeExactly } from '../../../../main/methods/mlrg/exact/step.ts';
import { couplingSpace, couplingSpaceBetween } from '../../../../main/methods/mlrg/symmetry/space.ts';

const divergenceOf = (internal: 'Z2' | 'Z4' | 'D4' | 'S3', spin: string) =>
  new Divergence(enumerate(couplingSpace({ internal, spin, frame: 'paper' })));

describe('one exact RG step', () => {
  it('has the beta function of A1', () => {
    const divergence = divergenceOf('Z2', 'A1');
    const beta = [0.3, 0.5, 0.7, 0.9, 1.1].map(
      (bare) => renormalizeExactly(divergence, Float64Array.of(bare)).couplings[0] - bare,
    );
    for (const [i, expected] of [-0.047, -0.0561, -0.0328, 0.0353, 0.1509].entries()) {
      expect(Math.abs(beta[i] - expected)).toBeLessThan(2e-4);
    }
  });

  it('leaves the bare axis, where the gradient along the other couplings vanishes', () => {
    const divergence = divergenceOf('Z2', 'A1+E');
    const teacher = Float64Array.of(0.5, 0, 0, 0, 0);
    divergence.teach(teacher);
    const gradient = new Float64Array(5);
    divergence.evaluate(Float64Array.of(0.4, 0, 0, 0, 0), gradient);
    expect(Math.max(...gradient.subarray(1).map(Math.abs))).toBeLessThan(1e-15);
    const step = renormalizeExactly(divergence, teacher, { restarts: 0 });
    expect(step.couplings[1]).toBeGreaterThan(0.3);
    expect(step.nats / Math.LN2).toBeCloseTo(0.00502, 5);
  });

  it('finds the lowest minimum that many more restarts find', () => {
    const divergence = divergenceOf('Z2', 'A1+E');
    for (const [seed, size] of [0.3, 0.6, 1].entries()) {
      const random = new RandomStream(seed, 'teachers of a step');
      const teacher = Float64Array.from({ length: 5 }, () => size * random.normal());
      const few = renormalizeExactly(divergence, teacher);
      const many = renormalizeExactly(divergence, teacher, { restarts: 60, random });
      expect(few.converged).toBe(true);
      expect(few.residual).toBeLessThan(1e-12);
      expect(few.nats - many.nats).toBeLessThan(1e-10);
    }
  });

  it('does not depend on the signs of the hidden components of the fine lattice', () => {
    const divergence = divergenceOf('Z2', 'A1+E');
    // A sign of the first component of edge sites reverses the couplings of the first row, J0 and J1.
    const one = renormalizeExactly(divergence, Float64Array.of(0.5, 0.3, 0.2, 0.3, -0.1));
    const other = renormalizeExactly(divergence, Float64Array.of(-0.5, -0.3, 0.2, 0.3, -0.1));
    for (const [m, coupling] of one.couplings.entries()) expect(other.couplings[m]).toBeCloseTo(coupling, 9);
  });

  it('gives two Isings for the 4-state clock: twice the divergence at twice the coupling', () => {
    const clock = divergenceOf('D4', 'A1');
    const ising = divergenceOf('Z2', 'A1');
    for (const bare of [0.4, criticalLiebCoupling, 1]) {
      const doubled = renormalizeExactly(clock, Float64Array.of(2 * bare, 0));
      const single = renormalizeExactly(ising, Float64Array.of(bare));
      expect(doubled.nats).toBeCloseTo(2 * single.nats, 11);
      expect(doubled.couplings[0]).toBeCloseTo(2 * single.couplings[0], 8);
      expect(doubled.couplings[1]).toBeCloseTo(0, 8);
    }
  });

  it('takes hidden spins of another representation, as Fig. 4', () => {
    const teacher = couplingSpace({ internal: 'Z2', spin: 'A1', frame: 'paper' });
    const bits = ['A1', '2A1', 'A1+E', '2A1+E', 'B1'].map((hidden) => {
      const student = couplingSpaceBetween('Z2', 'A1', hidden, 'paper');
      const divergence = new Divergence(enumerate(student, { teacher }));
      return renormalizeExactly(divergence, Float64Array.of(0.5)).nats / Math.LN2;
    });
    for (const [i, expected] of [0.02826, 0.02693, 0.00502, 0.00143, 0.14122].entries()) {
      expect(Math.abs(bits[i] - expected)).toBeLessThan(1e-5);
    }
  });
});
