import { HostError, type RgPath } from '../../../../preload/contract/index.ts';
import { criticalBareCoupling } from '../exact/critical.ts';
import type { RgMap } from '../rg-map.ts';
import { monotoneCritical } from '../training/critical.ts';
import { degeneracyCrossing, type Bracket } from './critical.ts';
import {
  fixedPointsFrom,
  readPoint,
  readTrivialPoint,
  type CouplingBox,
  type PointReading,
} from './fixed-points.ts';
import { flowPath } from './flow-paths.ts';
import { planeRow, type PlaneGrid, type PlaneRow } from './flow-plane.ts';
import { makeMap, stepBits, type MapOrder } from './maps.ts';

/** What one thread does at a time, by its name; inputs and results are structured-cloned. */
export interface PieceWork {
  /** Flows from some starts. `bits`: with the D_KL of steps that the map does not know. */
  paths: { starts: number[][]; steps: number; bits: boolean };
  /** Bisection on the phase. */
  transition: { bracket: Bracket };
  crossing: { step: number; bracket: Bracket };
  /** The maximum of C along the flow, found in a scan of so many points. */
  peak: { steps: number; bracket: Bracket; points: number };
  'fixed-points': { starts: number[][]; box: CouplingBox | null };
  /** null: J = 0 of the exact map. */
  reading: { couplings: number[] | null; row: number };
  'plane-row': { grid: PlaneGrid; row: number };
}

export interface PieceResults {
  paths: RgPath[];
  /** `why` says what the ends flow to where there is none. */
  transition: { critical: number | null; why: string };
  crossing: number | null;
  peak: number | null;
  'fixed-points': number[][];
  reading: PointReading;
  'plane-row': PlaneRow;
}

export type PieceType = keyof PieceWork;
export interface Piece<T extends PieceType = PieceType> {
  type: T;
  map: MapOrder;
  work: PieceWork[T];
}

type Workers = {
  [T in PieceType]: (map: RgMap, work: PieceWork[T]) => PieceResults[T];
};

const workers: Workers = {
  paths: (map, { starts, steps, bits }) => {
    const known = bits && map.type === 'learned' ? stepBits(map.space.settings) : undefined;
    return starts.map((start) => flowPath(map, Float64Array.from(start), steps, known));
  },
  transition: (map, { bracket }) => transitionIn(map, bracket),
  crossing: (map, { step, bracket }) => degeneracyCrossing(map, step, bracket),
  peak: (map, { steps, bracket: [low, high], points }) => monotoneCritical(map, { low, high, points, steps }),
  'fixed-points': (map, { starts, box }) =>
    fixedPointsFrom(
      map,
      starts.map((start) => Float64Array.from(start)),
      box,
    ).map((point) => Array.from(point)),
  reading: (map, { couplings, row }) =>
    couplings === null
      ? readTrivialPoint(map, row)
      : readPoint(
          map,
          Float64Array.from(couplings),
          row,
          map.type === 'learned' ? stepBits(map.space.settings) : undefined,
        ),
  'plane-row': (map, { grid, row }) => planeRow(map, grid, row, true),
};

/** J0* by bisection. */
function transitionIn(map: RgMap, [low, high]: Bracket): PieceResults['transition'] {
  try {
    return { critical: criticalBareCoupling(map, { low, high }).critical, why: '' };
  } catch (error) {
    if (error instanceof HostError && error.code === 'not-available')
      return { critical: null, why: error.message };
    throw error;
  }
}

/** The thread task 'mlrg.analyse'. */
export function analysePiece<T extends PieceType>({ type, map, work }: Piece<T>): PieceResults[T] {
  return workers[type](makeMap(map), work);
}
