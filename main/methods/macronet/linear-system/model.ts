import type { ArrayRecord, SpecOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { restoreModules, saveModules, SimdEngine } from '../../../compute/simd/index.ts';
import { fromPolar, toPolar, trajectory } from '../../../physics/linear-system/trajectory.ts';
import { completeMacrostate, FlowPair, mapBack, mapThrough } from '../flow-pair.ts';
import { fitStandardisation, type Standardisation } from '../statistics/standardisation.ts';
import { readStandardisation, standardisationArrays } from '../stored.ts';

/** Standard deviation of the elements of M; the prototype's and ours, the paper gives none. */
export const matrixDeviation = 2;
const dimensionU = 4;
const dimensionV = 16;
const standardisationDraws = 20_000;

/** MacroNet of linear systems: u = M / 2, v = the trajectory's coordinates, standardised and widened by the tolerance. */
export class LinearSystemModel {
  readonly spec: SpecOf<'linear-system'>;
  readonly pair: FlowPair;
  readonly #standard: Standardisation;

  constructor(spec: SpecOf<'linear-system'>, standard?: Standardisation, engine = new SimdEngine()) {
    this.spec = spec;
    this.pair = new FlowPair(engine, { ...spec, dimensionU, dimensionV });
    this.#standard = standard ?? this.#measureStandard();
  }

  static load(spec: SpecOf<'linear-system'>, arrays: ArrayRecord): LinearSystemModel {
    const model = new LinearSystemModel(spec, readStandardisation(arrays, 'trajectory', dimensionV));
    restoreModules([model.pair], arrays);
    return model;
  }

  save(): ArrayRecord {
    return { ...saveModules([this.pair]), ...standardisationArrays('trajectory', this.#standard) };
  }

  /** A batch of pairs: M ~ N(0, 2²), x0 ~ N(0, 1), fresh from `stream`; with the tolerance's noise on v. */
  draw(count: number, stream: RandomStream): { u: Float32Array; v: Float32Array } {
    const u = new Float32Array(count * dimensionU);
    const v = new Float32Array(count * dimensionV);
    stream.fillNormal(u);
    for (let i = 0; i < count; i++) {
      const matrix = Array.from(u.subarray(4 * i, 4 * i + 4), (value) => matrixDeviation * value);
      const points = trajectory(matrix, [stream.normal(), stream.normal()]);
      this.#write(points, v.subarray(dimensionV * i, dimensionV * (i + 1)), stream);
    }
    return { u, v };
  }

  /** β = φv of trajectories (16 numbers each), as rows of `macroDimension`. */
  macrostates(trajectories: readonly ArrayLike<number>[]): Float32Array[] {
    const v = new Float32Array(trajectories.length * dimensionV);
    trajectories.forEach((points, i) =>
      this.#write(points, v.subarray(dimensionV * i, dimensionV * (i + 1)), null),
    );
    const z = mapThrough(this.pair.flowV, this.pair.engine, v);
    return trajectories.map((_, i) => z.slice(i * dimensionV, i * dimensionV + this.spec.macroDimension));
  }

  /** Matrices of a macrostate, φu⁻¹(β, z) with z normal: `count` of 4 numbers. */
  sampleMatrices(macrostate: ArrayLike<number>, count: number, stream: RandomStream): Float32Array[] {
    const z = completeMacrostate(macrostate, dimensionU, count, stream);
    const u = mapBack(this.pair.flowU, this.pair.engine, z).map((value) => value * matrixDeviation);
    return Array.from({ length: count }, (_, i) => u.slice(dimensionU * i, dimensionU * (i + 1)));
  }

  /** Trajectories of a macrostate, φv⁻¹(β, z), never integrated (Fig. 4D): `count` of 16 numbers. */
  sampleTrajectories(macrostate: ArrayLike<number>, count: number, stream: RandomStream): Float64Array[] {
    const z = completeMacrostate(macrostate, dimensionV, count, stream);
    const v = mapBack(this.pair.flowV, this.pair.engine, z);
    const widening = Math.hypot(1, this.spec.observationTolerance);
    const { mean, deviation } = this.#standard;
    return Array.from({ length: count }, (_, i) => {
      const coordinates = Float64Array.from(
        v.subarray(dimensionV * i, dimensionV * (i + 1)),
        (value, j) => value * widening * deviation[j] + mean[j],
      );
      return this.spec.coordinates === 'polar' ? fromPolar(coordinates) : coordinates;
    });
  }

  #coordinates(points: ArrayLike<number>): ArrayLike<number> {
    return this.spec.coordinates === 'polar' ? toPolar(points) : points;
  }

  #write(points: ArrayLike<number>, target: Float32Array, noise: RandomStream | null): void {
    const { mean, deviation } = this.#standard;
    const tolerance = this.spec.observationTolerance;
    const widening = Math.hypot(1, tolerance);
    const coordinates = this.#coordinates(points);
    for (let j = 0; j < dimensionV; j++) {
      const disturbance = noise ? tolerance * noise.normal() : 0;
      target[j] = ((coordinates[j] - mean[j]) / deviation[j] + disturbance) / widening;
    }
  }

  #measureStandard(): Standardisation {
    const stream = new RandomStream(this.spec.seed, 'standardisation of trajectories');
    const rows = new Float64Array(standardisationDraws * dimensionV);
    for (let i = 0; i < standardisationDraws; i++) {
      const matrix = Array.from({ length: 4 }, () => matrixDeviation * stream.normal());
      const points = trajectory(matrix, [stream.normal(), stream.normal()]);
      rows.set(Array.from(this.#coordinates(points)), i * dimensionV);
    }
    return fitStandardisation(rows, dimensionV);
  }
}
