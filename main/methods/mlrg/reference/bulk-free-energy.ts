import { valuesOf, type InternalGroup } from '../../../../preload/contract/index.ts';
import { barePlaquette, bareSpace } from './bare-model.ts';
import { bareModelOf, energyGap } from './exact-values.ts';
import { integrate } from './quadrature.ts';

/**
 * ln Z per tensor of the infinite bare lattice in nats, relative to `bareTensor` (largest entry 1): Ising and the four-state clock at any
 * coupling (Onsager 1944), Potts models of three and four states at their critical point (Baxter 1973); null where it is not known.
 */
export function bulkFreeEnergy(group: InternalGroup, coupling: number): number | null {
  const perTensor =
    bareModelOf(group) === 'four-state clock'
      ? twice(decorated(2, coupling, -coupling / 2))
      : potts(group, coupling);
  return perTensor === null ? null : perTensor - barePlaquette(group, coupling).logScale;
}

const twice = (value: number | null) => (value === null ? null : 2 * value);

function potts(group: InternalGroup, coupling: number): number | null {
  if (bareModelOf(group) !== 'Potts') return null;
  const { matrix } = bareSpace(group).kernels[0];
  return decorated(valuesOf(group), coupling * energyGap(group), coupling * matrix[1]);
}

/**
 * ln Z per tensor of Potts spins on the Lieb lattice with the bond weight exp(gap δ + offset). Summing out the spin on an edge leaves
 * A e^{Kδ}; a tensor has two vertices and four edges.
 */
function decorated(q: number, gap: number, offset: number): number | null {
  const u = Math.exp(gap);
  const amplitude = Math.log(2 * u + q - 2) + 2 * offset;
  const coupling = Math.log((u * u + q - 1) / (2 * u + q - 2));
  const perVertex = q === 2 ? onsager(coupling / 2) + coupling : baxter(q, coupling);
  return perVertex === null ? null : 2 * perVertex + 4 * amplitude;
}

/** ln Z per spin of the square Ising lattice with weights e^{K s s′}. */
function onsager(coupling: number): number {
  const k = (2 * Math.sinh(2 * coupling)) / Math.cosh(2 * coupling) ** 2;
  const integral = integrate(
    (phi) => Math.log((1 + Math.sqrt(Math.max(0, 1 - (k * Math.sin(phi)) ** 2))) / 2),
    0,
    Math.PI / 2,
  );
  return Math.log(2 * Math.cosh(2 * coupling)) + integral / Math.PI;
}

/**
 * ln Z per spin of the square Potts lattice with weights e^{Kδ} at e^K = 1 + √q, q ≤ 4:
 * ½ ln q + 2 ∫₀^∞ sinh((π − μ)x) tanh(μx) / (x sinh πx) dx with 2 cos μ = √q (Baxter, J. Phys. C 6, L445, 1973); null elsewhere.
 */
function baxter(q: number, coupling: number): number | null {
  if (q > 4 || Math.abs(coupling - Math.log(1 + Math.sqrt(q))) > 1e-9) return null;
  const mu = Math.acos(Math.sqrt(q) / 2);
  // In y = μx, which leaves a limit at q = 4; e^{-y} ends the tail.
  const integrand = (y: number) => {
    const ratio =
      mu === 0 ? 1 : Math.expm1((-2 * (Math.PI - mu) * y) / mu) / Math.expm1((-2 * Math.PI * y) / mu);
    return (Math.exp(-y) * Math.tanh(y) * ratio) / y;
  };
  return Math.log(q) / 2 + 2 * (integrate(integrand, 0, 1) + integrate(integrand, 1, 40));
}
