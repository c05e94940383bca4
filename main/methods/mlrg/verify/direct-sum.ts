import { crossBonds, squareBonds } from '../../../../preload/contract/index.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { bondEnergy, type Spin } from '../symmetry/energy.ts';

type Bonds = readonly { hidden: number; visible: number; direction: number }[];

/**
 * Probability of every visible configuration of a plaquette by summing e^−ε over all bonds and all hidden spins as the energy is written down,
 * MLRG Eqs. 4 to 8: slow, and the proof of everything that is quicker. Configurations are base-q numbers, the first component of corner 0
 * most significant.
 *
 * @param graph `square`: the teacher, visible spins on vertices; `cross`: the student, visible spins on edge sites
 */
export function visibleProbabilities(
  space: CouplingSpace,
  couplings: Float64Array,
  graph: 'square' | 'cross',
): Float64Array {
  const bonds: Bonds = graph === 'square' ? squareBonds : crossBonds;
  const [visible, hidden] = graph === 'square' ? [space.vertex, space.edge] : [space.edge, space.vertex];
  const q = space.values.size;
  const spins = q ** visible.dimension;
  // e^−ε of a bond of each direction, [hidden spin][visible spin].
  const weights = [0, 1, 2, 3].map((direction) =>
    Array.from({ length: q ** hidden.dimension }, (_, h) =>
      Array.from({ length: spins }, (_, v) => {
        const [own, other] = [digits(h, q, hidden.dimension), digits(v, q, visible.dimension)];
        const [edge, vertex] = graph === 'square' ? [own, other] : [other, own];
        return Math.exp(-bondEnergy(space, couplings, direction, edge, vertex));
      }),
    ),
  );
  const probabilities = new Float64Array(spins ** 4);
  for (const [state] of probabilities.entries()) {
    const x = digits(state, spins, 4);
    let product = 1;
    for (let site = 0; bonds.some((bond) => bond.hidden === site); site++) {
      const own = bonds.filter((bond) => bond.hidden === site);
      let sum = 0;
      for (const [h] of weights[0].entries()) {
        sum += own.reduce((weight, bond) => weight * weights[bond.direction][h][x[bond.visible]], 1);
      }
      product *= sum;
    }
    probabilities[state] = product;
  }
  const total = probabilities.reduce((sum, p) => sum + p, 0);
  return probabilities.map((p) => p / total);
}

/** Σ p ln(p/p′) in nats. */
export function relativeEntropy(p: Float64Array, other: Float64Array): number {
  return p.reduce((sum, value, i) => sum + (value > 0 ? value * Math.log(value / other[i]) : 0), 0);
}

function digits(number: number, base: number, count: number): Spin {
  const found: number[] = [];
  for (let rest = number; found.length < count; rest = Math.floor(rest / base)) found.unshift(rest % base);
  return Uint8Array.from(found);
}
