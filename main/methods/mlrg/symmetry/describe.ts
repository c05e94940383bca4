import {
  dimensionOf,
  irreps,
  type CouplingDescription,
  type SymmetryDescription,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import type { CouplingSpace, SpinRepresentation, ValueSet } from '../coupling-space.ts';
import { mostStates } from '../exact/visible-states.ts';
import { examineSpin } from './allowed.ts';
import { charactersOf, conjugacyClasses } from './characters.ts';
import { cartesianProducts, explanationOf, titleOf } from './explanations.ts';
import { internalKernels, pairOrbits } from './kernels.ts';
import { visibleStates } from './orbit-count.ts';
import { irrepGenerators, spinRepresentation } from './representations.ts';
import { matrixOf } from './signed-permutation.ts';
import { couplingSpace, spinOnEdge } from './space.ts';
import { valueSet } from './value-sets.ts';

/**
 * What a choice of symmetries means. A choice that is not allowed is described too, with `problem` and without couplings.
 *
 * @param secondsPerStep estimate for an exact RG step, also where there are too many states for one
 */
export function describeSymmetry(
  settings: SymmetrySettings,
  secondsPerStep: (space: CouplingSpace) => number,
): SymmetryDescription {
  const values = valueSet(settings.internal);
  const { counts, problem } = examineSpin(settings.spin, values);
  const spin = spinRepresentation(counts);
  const space = problem === null ? couplingSpace(settings) : null;
  return {
    settings,
    internal: describeInternal(values),
    spin: {
      multiplicities: spin.multiplicities,
      dimension: spin.dimension,
      components: spin.components,
    },
    characters: {
      classes: conjugacyClasses.map(({ name, tex, size }) => ({ name, tex, size })),
      rows: irreps.map((irrep) => ({
        irrep,
        values: charactersOf(irrepGenerators[irrep]),
        multiplicity: spin.multiplicities[irrep],
        transformsAs: cartesianProducts[irrep],
      })),
      spin: charactersOf(spin),
    },
    matrices: generatorMatrices(spin, spinOnEdge(spin, settings.frame)),
    couplings: space === null ? [] : space.couplings.map(describeCoupling(space)),
    pattern: space === null ? [] : patternOf(space),
    cost: space === null ? noCost(values, spin) : costOf(space, secondsPerStep),
    problem,
  };
}

function describeInternal(values: ValueSet): SymmetryDescription['internal'] {
  return {
    group: values.group,
    title: titleOf(values),
    explanation: explanationOf(values),
    order: values.order,
    values: values.size,
    pairOrbits: pairOrbits(values).count,
    kernels: internalKernels(values).map(({ name, tex, parity, matrix }) => ({
      name,
      tex,
      parity,
      matrix: rowsOf(matrix, values.size),
    })),
    minusOne: values.minusOne !== null,
  };
}

function generatorMatrices(
  vertex: SpinRepresentation,
  edge: SpinRepresentation,
): SymmetryDescription['matrices'] {
  return [
    {
      element: 'C4',
      tex: 'T_{C_4}',
      vertex: matrixOf(vertex.rotation),
      edge: matrixOf(edge.rotation),
    },
    { element: 'sigma', tex: 'T_\\sigma', vertex: matrixOf(vertex.mirror), edge: matrixOf(edge.mirror) },
  ];
}

const describeCoupling =
  ({ vertex }: CouplingSpace) =>
  ({ name, kernel, between, directions }: CouplingSpace['couplings'][number]): CouplingDescription => ({
    name,
    tex: `J_{${name.slice(1)}}`,
    kernel,
    between,
    directions: directions.map((matrix) => rowsOf(matrix, vertex.dimension)),
  });

function patternOf({ kernels, couplings, edge, vertex }: CouplingSpace): string[][][] {
  return kernels.map((_, kernel) => {
    const own = couplings.filter((coupling) => coupling.kernel === kernel);
    const entries = Array.from({ length: edge.dimension * vertex.dimension }, (_, at) =>
      sumOf(own.map(({ name, directions }) => ({ name, factor: directions[0][at] }))),
    );
    return rowsOf(entries, vertex.dimension);
  });
}

/** "J0", "−J4", "J1 − J2" or "0". */
function sumOf(terms: readonly { name: string; factor: number }[]): string {
  const present = terms.filter(({ factor }) => factor !== 0);
  const [first, ...rest] = present.map(({ name, factor }) => ({ sign: factor < 0 ? '−' : '+', name }));
  if (first === undefined) return '0';
  const start = first.sign === '−' ? `−${first.name}` : first.name;
  return [start, ...rest.map(({ sign, name }) => `${sign} ${name}`)].join(' ');
}

function costOf(
  space: CouplingSpace,
  secondsPerStep: (space: CouplingSpace) => number,
): SymmetryDescription['cost'] {
  const { states, orbits } = visibleStates(space);
  return {
    states,
    orbits,
    stepSeconds: secondsPerStep(space),
    // A byte for every configuration while orbits are found; then for each orbit what an Enumeration holds.
    bytes: states + orbits * (12 + 2 * space.vertex.dimension + 8),
    possible: states <= mostStates,
  };
}

/** Of a choice without couplings there is nothing to enumerate. */
function noCost({ size }: ValueSet, { multiplicities }: SpinRepresentation): SymmetryDescription['cost'] {
  const states = size ** (4 * dimensionOf(multiplicities));
  return { states, orbits: 0, stepSeconds: 0, bytes: 0, possible: false };
}

function rowsOf<T>(entries: ArrayLike<T>, columns: number): T[][] {
  const all = Array.from(entries);
  return Array.from({ length: all.length / columns }, (_, row) =>
    all.slice(row * columns, (row + 1) * columns),
  );
}
