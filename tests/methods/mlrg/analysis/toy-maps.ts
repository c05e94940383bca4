import { flowJacobian, flowStep } from '../../../../main/methods/mlrg/moderator/flow.ts';
import type { RgMap, RgMonotone } from '../../../../main/methods/mlrg/rg-map.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';

/** Spaces with one and two couplings, for maps whose couplings mean nothing. */
export const lineSpace = couplingSpace({ internal: 'Z2', spin: 'A1', frame: 'paper' });
export const planeSpace = couplingSpace({ internal: 'Z3', spin: 'A1', frame: 'paper' });

/** J′ = J* + A (J − J*), of two couplings; as if it were exact, with a divergence of 1/8 bit at every step. */
export function linearMap(matrix: readonly number[], star: readonly number[]): RgMap {
  const n = star.length;
  return {
    type: 'exact',
    title: 'linear',
    space: n === 1 ? lineSpace : planeSpace,
    step: (couplings) => ({
      couplings: Float64Array.from(star, (fixed, row) =>
        star.reduce((sum, at, column) => sum + matrix[row * n + column] * (couplings[column] - at), fixed),
      ),
      bits: 1 / 8,
    }),
    jacobian: () => Float64Array.from(matrix),
    monotone: null,
  };
}

/** How stiff the valley of `valley` is. */
const stiffness = 0.5;

/**
 * C = g(x) + κ/2 (y − x/2)² with g′ = x (x − 1)(x − 2): stable fixed points (0, 0) and (2, 1), a saddle at (1, 1/2), and nothing else.
 */
export const valley: RgMonotone = {
  couplings: 2,
  value: ([x, y]) => x ** 4 / 4 - x ** 3 + x ** 2 + (stiffness / 2) * (y - x / 2) ** 2,
  gradient([x, y], into) {
    const across = stiffness * (y - x / 2);
    into[0] = x * (x - 1) * (x - 2) - across / 2;
    into[1] = across;
  },
  hessianVector(couplings, v, into) {
    const [a, b, c, d] = this.hessian(couplings);
    into.set([a * v[0] + b * v[1], c * v[0] + d * v[1]]);
  },
  hessian: ([x]) =>
    Float64Array.of(3 * x ** 2 - 6 * x + 2 + stiffness / 4, -stiffness / 2, -stiffness / 2, stiffness),
};

/** The gradient flow of a monotone over two couplings, as a learned map has it. */
export function gradientMap(monotone: RgMonotone): RgMap {
  const flow = { solver: 'rk4', steps: 16 } as const;
  return {
    type: 'learned',
    title: 'gradient flow',
    space: planeSpace,
    step(couplings) {
      const end = new Float64Array(couplings.length);
      flowStep(monotone, flow, couplings, end);
      return { couplings: end, bits: null };
    },
    jacobian: (couplings) => flowJacobian(monotone, flow, couplings),
    monotone,
  };
}
