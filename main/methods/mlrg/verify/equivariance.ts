import { squareBonds } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import {
  bondEnergy,
  crossEnergy,
  crossMirror,
  moved,
  quarterTurn,
  squareEnergy,
  squareMirror,
  transformed,
  type Spin,
} from '../symmetry/energy.ts';

/** Random spins of both graphs, and couplings of either sign. */
export interface Plaquette {
  strengths: Float64Array;
  square: { visible: Spin[]; hidden: Spin[] };
  cross: { visible: Spin[]; hidden: Spin };
}

/** Couplings uniform in ±1 and uniform spins. */
export function randomPlaquette(
  { values, couplings, edge, vertex }: CouplingSpace,
  random: RandomStream,
): Plaquette {
  const spin = (n: number): Spin => Uint8Array.from({ length: n }, () => random.integer(values.size));
  const four = (n: number) => Array.from({ length: 4 }, () => spin(n));
  return {
    strengths: Float64Array.from(couplings, () => random.between(-1, 1)),
    square: { visible: four(vertex.dimension), hidden: four(edge.dimension) },
    cross: { visible: four(edge.dimension), hidden: spin(vertex.dimension) },
  };
}

/** What should leave the energies of both graphs as they are. */
export type Symmetry = 'internal' | 'rotation' | 'mirror';

/**
 * Largest change of the energies of teacher and student (Eqs. 5 and 6) under a symmetry: each generator of the internal group, the quarter
 * turn, or of each graph the mirror that keeps its representative bond.
 */
export function energyChange(space: CouplingSpace, plaquette: Plaquette, symmetry: Symmetry): number {
  const energies = ({ square, cross }: Images) => [
    squareEnergy(space, plaquette.strengths, square.hidden, square.visible),
    crossEnergy(space, plaquette.strengths, cross.hidden, cross.visible),
  ];
  const before = energies(plaquette);
  const images =
    symmetry === 'internal'
      ? space.values.generators.map((generator) => internalImage(generator, plaquette))
      : [pointImage(space, plaquette, symmetry)];
  return Math.max(
    ...images.flatMap((image) => energies(image).map((energy, i) => Math.abs(energy - before[i]))),
  );
}

type Images = Pick<Plaquette, 'square' | 'cross'>;

function internalImage(generator: Uint8Array, { square, cross }: Plaquette): Images {
  const mapped = (spin: Spin) => spin.map((value) => generator[value]);
  return {
    square: { visible: square.visible.map(mapped), hidden: square.hidden.map(mapped) },
    cross: { visible: cross.visible.map(mapped), hidden: mapped(cross.hidden) },
  };
}

const operations = {
  rotation: { square: quarterTurn, cross: quarterTurn },
  mirror: { square: squareMirror, cross: crossMirror },
} as const;

function pointImage(
  { values, edge, vertex }: CouplingSpace,
  { square, cross }: Plaquette,
  symmetry: 'rotation' | 'mirror',
): Images {
  const operation = operations[symmetry];
  return {
    square: {
      visible: moved(square.visible, operation.square.corners, vertex[symmetry], values),
      hidden: moved(square.hidden, operation.square.edges, edge[symmetry], values),
    },
    cross: {
      visible: moved(cross.visible, operation.cross.corners, edge[symmetry], values),
      hidden: transformed(vertex[symmetry], cross.hidden, values),
    },
  };
}

/**
 * How much the mirror of the square, acting on visible spins as on vertices, changes ln p(x) of teacher and student (Eq. 8). Both keep it
 * only if their frames agree.
 */
export function mirrorDefect(
  space: CouplingSpace,
  { strengths, square }: Plaquette,
): { teacher: number; student: number } {
  const x = square.visible;
  const mirrored = moved(x, squareMirror.corners, space.vertex.mirror, space.values);
  const change = (logarithm: (visible: readonly Spin[]) => number) =>
    Math.abs(logarithm(mirrored) - logarithm(x));
  return {
    teacher: change((visible) => teacherLogarithm(space, strengths, visible)),
    student: change((visible) => studentLogarithm(space, strengths, visible)),
  };
}

/** ln p_tch(x) + ln Z_tch: each hidden spin of the square summed over. */
function teacherLogarithm(space: CouplingSpace, strengths: Float64Array, visible: readonly Spin[]): number {
  let logarithm = 0;
  for (let k = 0; k < 4; k++) {
    const bonds = squareBonds.filter(({ hidden }) => hidden === k);
    logarithm += logarithmOfSum(space.values.size, space.edge.dimension, (hidden) =>
      bonds.reduce(
        (sum, { visible: corner, direction }) =>
          sum + bondEnergy(space, strengths, direction, hidden, visible[corner]),
        0,
      ),
    );
  }
  return logarithm;
}

/** ln p_std(x) + ln Z_std: the hidden spin in the middle of the cross summed over. */
function studentLogarithm(space: CouplingSpace, strengths: Float64Array, visible: readonly Spin[]): number {
  return logarithmOfSum(space.values.size, space.vertex.dimension, (hidden) =>
    crossEnergy(space, strengths, hidden, visible),
  );
}

/** ln Σ exp(−energy) over all states of a spin. */
function logarithmOfSum(values: number, dimension: number, energyOf: (spin: Spin) => number): number {
  const spin = new Uint8Array(dimension);
  let sum = 0;
  for (let state = 0; state < values ** dimension; state++) {
    for (let a = 0, rest = state; a < dimension; a++, rest = Math.floor(rest / values))
      spin[a] = rest % values;
    sum += Math.exp(-energyOf(spin));
  }
  return Math.log(sum);
}
