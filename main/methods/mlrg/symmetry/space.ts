import type { InternalGroup, SymmetrySettings } from '../../../../preload/contract/index.ts';
import type { Coupling, CouplingSpace, InternalKernel, SpinRepresentation } from '../coupling-space.ts';
import { allowedSpin } from './allowed.ts';
import { invariantMatrices } from './invariants.ts';
import { internalKernels } from './kernels.ts';
import { turnedRepresentation } from './representations.ts';
import { conjugated, withoutSigns } from './signed-permutation.ts';
import { valueSet } from './value-sets.ts';

/**
 * All bond energies between two spins of the chosen representation, as Eqs. 3, 4 and 15 to 18.
 *
 * @throws HostError bad-specification for a choice that is not allowed
 */
export function couplingSpace(settings: SymmetrySettings): CouplingSpace {
  return couplingSpaceBetween(settings.internal, settings.spin, settings.spin, settings.frame);
}

/**
 * The same with edge sites and vertices of different representations. For the student on the cross graph (Fig. 4) `edge` is what visible
 * spins carry and `vertex` what the hidden spin in the middle does.
 *
 * @throws HostError bad-specification for a choice that is not allowed
 */
export function couplingSpaceBetween(
  internal: InternalGroup,
  edge: string,
  vertex: string,
  frame: SymmetrySettings['frame'],
): CouplingSpace {
  const values = valueSet(internal);
  const edgeSpin = spinOnEdge(allowedSpin(edge, values), frame);
  const vertexSpin = allowedSpin(vertex, values);
  const kernels = internalKernels(values);
  return {
    settings: { internal, spin: edge, frame },
    values,
    edge: edgeSpin,
    vertex: vertexSpin,
    kernels,
    couplings: couplingsBetween(edgeSpin, vertexSpin, kernels),
  };
}

/** A spin as the mirror of an edge site's bond sees it. */
export function spinOnEdge(spin: SpinRepresentation, frame: SymmetrySettings['frame']): SpinRepresentation {
  return frame === 'geometric' ? turnedRepresentation(spin) : spin;
}

function couplingsBetween(
  edge: SpinRepresentation,
  vertex: SpinRepresentation,
  kernels: readonly InternalKernel[],
): Coupling[] {
  const couplings: Coupling[] = [];
  for (const [kernel, { parity }] of kernels.entries()) {
    // Even kernels do not see the signs.
    const seen = parity === 'even' ? withoutSigns : <T>(unchanged: T) => unchanged;
    for (const matrix of invariantMatrices(seen(edge.mirror), seen(vertex.mirror))) {
      const turned = (m: Float64Array) => conjugated(seen(edge.rotation), m, seen(vertex.rotation));
      const [up, left] = [turned(matrix), turned(turned(matrix))];
      const leading = matrix.findIndex((entry) => entry !== 0);
      couplings.push({
        name: `J${couplings.length}`,
        kernel,
        between: [
          edge.components[Math.floor(leading / vertex.dimension)].irrep,
          vertex.components[leading % vertex.dimension].irrep,
        ],
        directions: [matrix, up, left, turned(left)],
      });
    }
  }
  return couplings;
}
