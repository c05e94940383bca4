import type { FixedPointCharacter, Phase, RowSpectrum } from '../../../../preload/contract/index.ts';
import { eigenvaluesOf } from '../../../compute/eigenvalues.ts';
import { exactFixedPoint } from '../exact/map.ts';
import { phaseOf } from '../exact/phase.ts';
import { saddlePoints } from '../moderator/newton.ts';
import type { RgMap } from '../rg-map.ts';
import { plaquetteTensor, teacherPlaquette } from '../tensor/boltzmann.ts';
import { fixedPointFreeEnergy } from '../tensor/free-energy.ts';
import { longestRow, plaquetteSpectrum, rowSpectrum } from '../tensor/row.ts';
import { degeneracyAt, isInfinite, type StepBits } from './flow-paths.ts';
import { curlOf, distance, invariantDirection, norm, unit } from './jacobian.ts';

/** Two fixed points closer than this are one. */
const same = 1e-4;
/** Couplings shorter than this are zero: the trivial fixed point, which has its own description. */
const vanishing = 1e-3;
/** Newton steps from one start; from nearby it takes five. */
const mostIterations = 30;
/** Scaling dimensions of a row. */
const levels = 8;

/** What is read off one fixed point of one map. */
export interface PointReading {
  residual: number;
  character: FixedPointCharacter;
  phase: Phase;
  eigenvalues: { re: number; im: number }[];
  /** Of the leading eigenvalue. */
  direction: number[];
  /** y = ln |λ| / ln √2 of the leading eigenvalue, where it is relevant. */
  relevant: number | null;
  degeneracy: number;
  bits: number | null;
  curl: number;
  rows: RowSpectrum[];
}

/** Couplings from the lowest to the highest of a box. */
export interface CouplingBox {
  low: number[];
  high: number[];
}

/**
 * Fixed points by damped Newton: of J′ = J for maps in general, of ∇C = 0 for learned ones (Eq. 24), which have nothing to say outside `box`.
 * Starts that lead nowhere or to infinity are left out.
 */
export function fixedPointsFrom(
  map: RgMap,
  starts: readonly Float64Array[],
  box: CouplingBox | null = null,
): Float64Array[] {
  if (map.monotone) {
    return saddlePoints(map.monotone, starts, box ? { box } : {}).map(({ couplings }) => couplings);
  }
  return starts
    .map((start) => exactFixedPoint(map, start, mostIterations))
    .filter(({ converged, couplings }) => converged && !isInfinite(couplings))
    .map(({ couplings }) => couplings);
}

/** Without repetitions and, where the map fixes J = 0 by itself, without that; in the order of J0. */
export function distinctPoints(points: readonly (readonly number[])[], trivial: boolean): number[][] {
  const found: number[][] = [];
  for (const point of points) {
    if (trivial && norm(point) < vanishing) continue;
    if (found.every((other) => distance(point, other) > same * (1 + norm(point)))) found.push([...point]);
  }
  return found.toSorted((a, b) => a[0] - b[0]);
}

/** Everything read off a fixed point; transfer matrices of rows up to `row` tensors. */
export function readPoint(
  map: RgMap,
  couplings: Float64Array,
  row: number,
  stepBits?: StepBits,
): PointReading {
  const step = map.step(couplings);
  return {
    residual: distance(step.couplings, couplings),
    ...linearisation(map, couplings),
    degeneracy: degeneracyAt(map.space, couplings),
    bits: step.bits ?? stepBits?.(couplings, step.couplings) ?? null,
    rows: rowsAt(map, couplings, row),
  };
}

/**
 * J = 0, which the exact map fixes. It has a kink there: J′(εJ) = εJ′(J) + O(ε³), homogeneous of degree one but not linear, so that
 * there is no Jacobian. What is linearised instead is the map just beside it, on the ray along which the flow approaches J = 0 at last;
 * the eigenvalue along the ray is the rate of that approach.
 */
export function readTrivialPoint(map: RgMap, row: number): PointReading {
  const n = map.space.couplings.length;
  const ray = asymptoticRay(map);
  const zero = new Float64Array(n);
  return {
    residual: norm(map.step(zero).couplings),
    ...linearisation(map, ray),
    degeneracy: degeneracyAt(map.space, zero),
    bits: 0,
    rows: rowsAt(map, zero, row),
  };
}

/** Length of the couplings that stand for J → 0. */
const besideZero = 0.02;
/** Steps before Newton's method finds the ray that the flow is on the way to. */
const stepsToRay = 10;

/** The direction that one step keeps, with the length `besideZero`. */
function asymptoticRay(map: RgMap): Float64Array {
  const n = map.space.couplings.length;
  const rescaled = (couplings: Float64Array) => unit(couplings).map((entry) => entry * besideZero);
  let ray = new Float64Array(n).with(0, besideZero);
  if (n === 1) return ray;
  for (let step = 0; step < stepsToRay; step++) ray = rescaled(map.step(ray).couplings);
  const directions = {
    step: (couplings: Float64Array) => ({
      couplings: rescaled(map.step(couplings).couplings),
      bits: null,
    }),
    /** Of J ↦ εJ′/|J′|: ε/|J′| (1 − uuᵀ) dJ′/dJ with u = J′/|J′|. */
    jacobian(couplings: Float64Array) {
      const { couplings: next } = map.step(couplings);
      const direction = unit(next);
      const jacobian = map.jacobian(couplings);
      const scale = besideZero / norm(next);
      return jacobian.map((_, at) => {
        const [row, column] = [Math.floor(at / n), at % n];
        let along = 0;
        for (let m = 0; m < n; m++) along += direction[m] * jacobian[m * n + column];
        return scale * (jacobian[at] - direction[row] * along);
      });
    },
  };
  const { couplings, converged } = exactFixedPoint(directions, ray, mostIterations);
  return converged ? couplings : ray;
}

function linearisation(
  map: RgMap,
  couplings: Float64Array,
): Pick<PointReading, 'phase' | 'character' | 'eigenvalues' | 'direction' | 'relevant' | 'curl'> {
  const n = couplings.length;
  const jacobian = map.jacobian(couplings);
  const eigenvalues = eigenvaluesOf(jacobian, n);
  const moduli = eigenvalues.map(({ re, im }) => Math.hypot(re, im));
  const growing = moduli.filter((modulus) => modulus > 1).length;
  return {
    // Rounding would take the flow from an unstable point anywhere.
    phase: growing === 0 ? phaseOf(map, couplings) : 'undecided',
    character: growing === 0 ? 'stable' : growing === n ? 'unstable' : 'saddle',
    eigenvalues,
    direction: Array.from(invariantDirection(jacobian, n, eigenvalues[0])),
    relevant: growing > 0 ? Math.log(moduli[0]) / Math.log(Math.SQRT2) : null,
    curl: curlOf(jacobian, n),
  };
}

/**
 * Rows of teacher tensors. The central charge of one tensor takes its free energy from the fixed point; an error of that grows as L², so
 * that longer rows take it from the next shorter one instead.
 */
function rowsAt(map: RgMap, couplings: Float64Array, row: number): RowSpectrum[] {
  const plaquette = teacherPlaquette(map.space, couplings);
  const { dimension } = plaquette;
  const single = rowSpectrum(
    plaquetteTensor(plaquette),
    dimension,
    1,
    levels,
    fixedPointFreeEnergy(map.space, couplings),
  );
  const longer = Array.from({ length: Math.min(row, longestRow(dimension)) - 1 }, (_, i) =>
    plaquetteSpectrum(plaquette, i + 2, levels),
  );
  return [single, ...longer];
}
