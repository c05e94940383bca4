import type { CouplingSpace } from '../../../../main/methods/mlrg/coupling-space.ts';
import { crossBonds, squareBonds } from '../../../../preload/contract/index.ts';

/** Energy of a plaquette by its definition, Σ over bonds of −Σ_m J_m Σ_ab M_m[a, b] K_m(s_a, s′_b); spins are base-q numbers. */
export function energy(
  space: CouplingSpace,
  couplings: ArrayLike<number>,
  graph: 'square' | 'cross',
  visible: readonly number[],
  hidden: readonly number[],
): number {
  const q = space.values.size;
  const digit = (state: number, component: number, components: number) =>
    Math.floor(state / q ** (components - 1 - component)) % q;
  const n = space.edge.dimension;
  const m = space.vertex.dimension;
  let sum = 0;
  for (const bond of graph === 'square' ? squareBonds : crossBonds) {
    const edge = graph === 'square' ? hidden[bond.hidden] : visible[bond.visible];
    const vertex = graph === 'square' ? visible[bond.visible] : hidden[bond.hidden];
    for (const [index, { kernel, directions }] of space.couplings.entries()) {
      for (let a = 0; a < n; a++) {
        for (let b = 0; b < m; b++) {
          const k = space.kernels[kernel].matrix[digit(edge, a, n) * q + digit(vertex, b, m)];
          sum -= couplings[index] * directions[bond.direction][a * m + b] * k;
        }
      }
    }
  }
  return sum;
}

/** Every configuration of `sites` spins with `states` states each, the first the most significant. */
export function configurations(sites: number, states: number): number[][] {
  return Array.from({ length: states ** sites }, (_, index) =>
    Array.from({ length: sites }, (_site, site) => Math.floor(index / states ** (sites - 1 - site)) % states),
  );
}

/** ln Σ_z exp(−E(x, z)) of every visible configuration, by its definition. */
export function logWeights(
  space: CouplingSpace,
  couplings: ArrayLike<number>,
  graph: 'square' | 'cross',
): { visible: number[]; logWeight: number }[] {
  const q = space.values.size;
  const [hidden, visible] =
    graph === 'square'
      ? [space.edge.dimension, space.vertex.dimension]
      : [space.vertex.dimension, space.edge.dimension];
  const hiddenConfigurations = configurations(graph === 'square' ? 4 : 1, q ** hidden);
  return configurations(4, q ** visible).map((x) => ({
    visible: x,
    logWeight: Math.log(
      hiddenConfigurations.reduce((sum, z) => sum + Math.exp(-energy(space, couplings, graph, x, z)), 0),
    ),
  }));
}
