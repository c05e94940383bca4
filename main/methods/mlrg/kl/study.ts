import type { KlResult, MlrgKlSpec } from '../../../../preload/contract/index.ts';
import type { Snapshot } from '../../context.ts';
import { isLower } from '../exact/minimise.ts';
import { enumerableStates } from '../exact/visible-states.ts';
import { couplingSpaceBetween } from '../symmetry/space.ts';
import type { FitOrder, FittedPoint } from './fit-task.ts';

/** Points that a thread fits at a time. */
const perPiece = 4;

interface Piece {
  curve: number;
  points: number[];
}

interface Curve {
  hidden: string;
  couplings: string[];
  nats: Float64Array;
  residual: Float64Array;
  /** 0 where the last Newton step was not negligible. */
  converged: Float64Array;
  /** [points][couplings]. */
  students: Float64Array;
}

/**
 * Divergences of all curves. Every point is fitted by itself, then once more from the students of its neighbours, which finds minima that
 * random starts missed. Pieces and their results do not depend on how many threads there are.
 */
export class KlStudy {
  readonly x: number[];
  readonly curves: Curve[];
  readonly #spec: MlrgKlSpec;
  readonly #pieces: Piece[];
  /** Students of the first pass, which the second starts from. */
  #first: Float64Array[] = [];
  #done = 0;

  /** Throws a HostError for representations that are not allowed or too large. */
  constructor(spec: MlrgKlSpec) {
    this.#spec = spec;
    const { low, high } = spec.couplings;
    this.x = Array.from({ length: spec.points }, (_, i) => low + ((high - low) * i) / (spec.points - 1));
    this.curves = spec.hidden.map((hidden) => {
      const space = couplingSpaceBetween(spec.internal, spec.visible, hidden, spec.frame);
      enumerableStates(space.values, space.edge);
      const { couplings } = space;
      return {
        hidden,
        couplings: couplings.map(({ name }) => name),
        nats: new Float64Array(spec.points),
        residual: new Float64Array(spec.points),
        converged: new Float64Array(spec.points),
        students: new Float64Array(spec.points * couplings.length),
      };
    });
    this.#pieces = this.curves.flatMap((_, curve) =>
      Array.from({ length: Math.ceil(spec.points / perPiece) }, (_, i) => ({
        curve,
        points: Array.from(
          { length: Math.min(perPiece, spec.points - i * perPiece) },
          (_, j) => i * perPiece + j,
        ),
      })),
    );
  }

  /** Pieces of both passes that are done, of all. */
  get progress(): { done: number; total: number } {
    return { done: this.#done, total: 2 * this.#pieces.length };
  }

  get complete(): boolean {
    return this.#done === 2 * this.#pieces.length;
  }

  /** At most `count` pieces that can be done at the same time. */
  next(count: number): FitOrder[] {
    const pass = this.#passEnd();
    return this.#pieces
      .slice(this.#done % this.#pieces.length)
      .slice(0, Math.min(count, pass - this.#done))
      .map((piece) => this.#order(piece));
  }

  /** Takes the results of the orders of the last `next`; the curve and points of each that is new. */
  take(results: readonly FittedPoint[][]): { hidden: string; point: number; nats: number }[] {
    const news: { hidden: string; point: number; nats: number }[] = [];
    for (const fitted of results) {
      const { curve, points } = this.#pieces[this.#done % this.#pieces.length];
      for (const [i, point] of points.entries()) {
        if (!this.#keep(this.curves[curve], point, fitted[i])) continue;
        news.push({ hidden: this.curves[curve].hidden, point, nats: fitted[i].nats });
      }
      this.#done++;
    }
    if (this.#done === this.#pieces.length) this.#first = this.curves.map(({ students }) => students.slice());
    return news;
  }

  snapshot(): Snapshot {
    const arrays = Object.fromEntries(
      this.curves.flatMap(({ nats, residual, converged, students }, i) => [
        [`nats${i}`, whole(nats)],
        [`residual${i}`, whole(residual)],
        [`converged${i}`, whole(converged)],
        [`students${i}`, whole(students)],
        [`first${i}`, whole(this.#first[i] ?? new Float64Array(0))],
      ]),
    );
    return { arrays, values: { done: this.#done } };
  }

  restore({ arrays, values }: Snapshot): void {
    this.#done = Number(values.done);
    const read = (name: string) => arrays[name].data as Float64Array;
    for (const [i, curve] of this.curves.entries()) {
      curve.nats.set(read(`nats${i}`));
      curve.residual.set(read(`residual${i}`));
      curve.converged.set(read(`converged${i}`));
      curve.students.set(read(`students${i}`));
    }
    if (this.#done >= this.#pieces.length) {
      this.#first = this.curves.map((_, i) => Float64Array.from(read(`first${i}`)));
    }
  }

  result(seconds: number): KlResult {
    const { internal, frame, visible } = this.#spec;
    return {
      internal,
      frame,
      visible,
      curves: this.curves.map((curve) => ({
        hidden: curve.hidden,
        couplings: curve.couplings,
        x: this.x,
        bits: Array.from(curve.nats, (nats) => nats / Math.LN2),
        students: this.x.map((_, point) => Array.from(studentAt(curve, curve.students, point))),
        residual: Array.from(curve.residual),
      })),
      notes: this.#notes(),
      seconds,
    };
  }

  #passEnd(): number {
    return this.#done < this.#pieces.length ? this.#pieces.length : 2 * this.#pieces.length;
  }

  #order({ curve, points }: Piece): FitOrder {
    const { internal, frame, visible, seed, restarts } = this.#spec;
    const first = this.#first[curve];
    return {
      internal,
      frame,
      visible,
      hidden: this.curves[curve].hidden,
      seed,
      restarts,
      points: points.map((point) => ({
        x: this.x[point],
        near:
          first === undefined
            ? []
            : [point - 1, point + 1]
                .filter((other) => other >= 0 && other < this.x.length)
                .map((other) => studentAt(this.curves[curve], first, other).slice()),
      })),
    };
  }

  /** Keeps what is new or lower. */
  #keep(curve: Curve, point: number, fitted: FittedPoint): boolean {
    const second = this.#first.length > 0;
    if (second && !isLower(fitted.nats, curve.nats[point])) return false;
    curve.nats[point] = fitted.nats;
    curve.residual[point] = fitted.residual;
    curve.converged[point] = fitted.converged ? 1 : 0;
    studentAt(curve, curve.students, point).set(fitted.student);
    return true;
  }

  #notes(): string[] {
    const notes = [
      'Exact by enumeration. With more than one hidden component there are several minima; the lowest from all starts and from the students of neighbouring points is given.',
      'The student is given with its hidden spin labelled so that the first coupling of each component is positive.',
    ];
    for (const curve of this.curves) {
      const left = this.x.filter((_, point) => curve.converged[point] === 0);
      if (left.length > 0) {
        notes.push(
          `${curve.hidden}: at J_tch = ${left.map((x) => x.toPrecision(4)).join(', ')} the minimisation stopped at its most steps; see the gradient that is left.`,
        );
      }
      if (curve.students.every((coupling) => Math.abs(coupling) < 1e-6)) {
        notes.push(
          `${curve.hidden}: the best student has no couplings at all. A hidden spin of this representation cannot mediate what the teacher does; the divergence is that of independent spins.`,
        );
      }
    }
    return notes;
  }
}

function studentAt({ couplings }: Curve, students: Float64Array, point: number): Float64Array {
  return students.subarray(point * couplings.length, (point + 1) * couplings.length);
}

const whole = (data: Float64Array) => ({ shape: [data.length], data: data.slice() });
