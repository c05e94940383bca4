import type { StoredModel } from '../../../../main/methods/context.ts';
import { flowJacobian, flowStep } from '../../../../main/methods/mlrg/moderator/flow.ts';
import { MonotoneNetwork } from '../../../../main/methods/mlrg/moderator/network.ts';
import type { RgMap, RgMonotone } from '../../../../main/methods/mlrg/rg-map.ts';
import { storeMonotones } from '../../../../main/methods/mlrg/stored.ts';
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

/**
 * A stored training of A1 with C = Σ± [tanh 2(±J − .4 − δ) − tanh 2(±J − 1.2 − δ)]/10 for each shift δ: an even function with its minimum at
 * J = 0 and one maximum near .8 + δ.
 */
export function bumpModel(shifts: readonly number[]): StoredModel {
  const shape = { couplings: 1, widths: [4], layerNorm: false };
  const [steepness, height] = [2, 0.1];
  const members = shifts.map((shift) => {
    const [rise, fall] = [0.4 + shift, 1.2 + shift].map((centre) => -steepness * centre);
    const weights = [steepness, steepness, -steepness, -steepness];
    const parameters = [...weights, rise, fall, rise, fall, height, -height, height, -height];
    return new MonotoneNetwork(shape, Float64Array.from(parameters));
  });
  const { description, arrays } = storeMonotones({
    settings: { internal: 'Z2', spin: 'A1', frame: 'paper' },
    shape,
    flow: { solver: 'rk4', steps: 2 },
    members,
  });
  return { id: 'run/bump', description, arrays };
}

/** Where C of a bump is largest: the zero of its gradient, by bisection. */
export function bumpMaximum(monotone: RgMonotone): number {
  const gradient = new Float64Array(1);
  let [low, high] = [0.5, 1.1];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    monotone.gradient(Float64Array.of(middle), gradient);
    if (gradient[0] > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
