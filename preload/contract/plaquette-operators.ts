import type { OperatorSet } from './ensembles.ts';

/** Codes of a 3×3 plaquette: bit 3·column + row, 1 for an up spin. */
export const plaquetteCodes = 512;
export type SpinParity = 'odd' | 'even';

/**
 * A product of spins that fits on a 3×3 plaquette, modulo translation, rotation and reflection. The operator S of a periodic lattice is
 * the sum of the product over all places and all different orientations, each once.
 */
export interface PlaquetteOperator {
  /** The smallest of its masks over plaquette cells, in the bit order of the codes. */
  mask: number;
  /** Its cells on the plaquette. */
  cells: { row: number; column: number }[];
  /** Factors of the product: its sign under reversal of all spins is (−1)^spins. */
  spins: number;
  parity: SpinParity;
  /** One mask for each orientation that no translation carries into another. */
  orientations: number[];
  /** Places on the plaquette where one orientation fits. */
  translations: number;
  /** All of its masks on the plaquette: orientations times translations. */
  embeddings: number;
}

const side = 3;
const cellsOf = (mask: number) =>
  Array.from({ length: side * side }, (_, bit) => ({ row: bit % side, column: Math.floor(bit / side), bit }))
    .filter(({ bit }) => (mask >> bit) & 1)
    .map(({ row, column }) => ({ row, column }));

type Cells = PlaquetteOperator['cells'];

/** The mask of the same shape moved as far as it goes towards cell (0, 0). */
function cornerMask(cells: Cells): number {
  const top = Math.min(...cells.map(({ row }) => row));
  const left = Math.min(...cells.map(({ column }) => column));
  return cells.reduce((mask, { row, column }) => mask | (1 << (side * (column - left) + row - top)), 0);
}

/** The shape under the eight symmetries of the square, each moved into the corner. */
function images(cells: Cells): number[] {
  const turned = (shape: Cells) => shape.map(({ row, column }) => ({ row: column, column: side - 1 - row }));
  const reflected = cells.map(({ row, column }) => ({ row, column: side - 1 - column }));
  const masks: number[] = [];
  for (let [shape, mirror, turn] = [cells, reflected, 0]; turn < 4; turn++) {
    masks.push(cornerMask(shape), cornerMask(mirror));
    [shape, mirror] = [turned(shape), turned(mirror)];
  }
  return [...new Set(masks)].toSorted((a, b) => a - b);
}

function operatorOf(mask: number): PlaquetteOperator {
  const cells = cellsOf(mask);
  const orientations = images(cells);
  const height = 1 + Math.max(...cells.map(({ row }) => row));
  const width = 1 + Math.max(...cells.map(({ column }) => column));
  const translations = (side + 1 - height) * (side + 1 - width);
  return {
    mask,
    cells,
    spins: cells.length,
    parity: cells.length % 2 ? 'odd' : 'even',
    orientations,
    translations,
    embeddings: orientations.length * translations,
  };
}

function classes(parity: SpinParity): PlaquetteOperator[] {
  const operators: PlaquetteOperator[] = [];
  for (let mask = 1; mask < plaquetteCodes; mask++) {
    const cells = cellsOf(mask);
    const smallest = cornerMask(cells) === mask && images(cells)[0] === mask;
    if (smallest && (cells.length % 2 === 1) === (parity === 'odd')) operators.push(operatorOf(mask));
  }
  return operators.toSorted((a, b) => a.spins - b.spins || a.mask - b.mask);
}

/** All 41 odd and 44 even operators, fewest spins first. */
export const plaquetteOperators: Readonly<Record<SpinParity, readonly PlaquetteOperator[]>> = {
  odd: classes('odd'),
  even: classes('even'),
};

/** The paper keeps products of at most this many spins (Sec. V). */
const paperSpins = 4;

const operatorSets: Readonly<
  Record<OperatorSet, Readonly<Record<SpinParity, readonly PlaquetteOperator[]>>>
> = {
  paper: { odd: paperOperators('odd'), even: paperOperators('even') },
  full: plaquetteOperators,
};

function paperOperators(parity: SpinParity): PlaquetteOperator[] {
  return plaquetteOperators[parity]
    .filter(({ spins }) => spins <= paperSpins)
    .map((operator) => ({ ...operator, orientations: [operator.mask], embeddings: operator.translations }));
}

/**
 * Operators of a set, fewest spins first. `full`: all 85, each summed over its orientations. `paper`: the 36 with at most four spins, the
 * first ones in the same order, each in one orientation only. That is how the authors count, and it matters: the exponents of their Table
 * IV come out so (k = 3: 1/ν = 1.111), while sums over orientations give 1.134(2).
 */
export function operatorsOf(set: OperatorSet, parity: SpinParity): readonly PlaquetteOperator[] {
  return operatorSets[set][parity];
}
