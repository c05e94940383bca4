import type { InternalGroup } from '../../../../preload/contract/index.ts';
import { bareCouplings } from '../coupling-space.ts';
import { couplingSpace } from '../symmetry/space.ts';
import { plaquetteTensor, teacherPlaquette, type Plaquette } from '../tensor/boltzmann.ts';

/** The bare model of a group: spins A1 on the Lieb lattice with the energy −J K(s, s′) of the first kernel. */
export function bareSpace(group: InternalGroup) {
  return couplingSpace({ internal: group, spin: 'A1', frame: 'paper' });
}

/** A plaquette of the bare model with its hidden spins traced: four equal bonds. */
export function barePlaquette(group: InternalGroup, coupling: number): Plaquette {
  const space = bareSpace(group);
  return teacherPlaquette(space, bareCouplings(space, coupling));
}

/** The same as a tensor [q][q][q][q], its largest entry scaled to 1. */
export function bareTensor(
  group: InternalGroup,
  coupling: number,
): { tensor: Float64Array; dimension: number } {
  const plaquette = barePlaquette(group, coupling);
  return { tensor: plaquetteTensor(plaquette), dimension: plaquette.dimension };
}
