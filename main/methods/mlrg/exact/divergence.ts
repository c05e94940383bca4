import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Enumeration } from './enumeration.ts';
import { hiddenTrace, type HiddenTrace } from './hidden-trace.ts';

/** Curvatures below this part of the largest are flat directions, along which nothing moves. */
const flat = 1e-13;
/** Sums over orbits are sums of sums over blocks of them, which keeps their rounding small. */
const block = 512;

/**
 * D_KL(p_teacher ‖ p_student) of the visible spins of one plaquette in nats, with its derivatives, exact by enumeration (MLRG, Eqs. 5 to 9):
 * both are restricted Boltzmann machines, ln p(x) = Σ ln Σ exp h − ln Z. Use one per thread: results share scratch memory.
 */
export class Divergence {
  readonly enumeration: Enumeration;
  /** Number of couplings of the student. */
  readonly couplings: number;
  readonly #student: HiddenTrace[];
  readonly #teacher: HiddenTrace;
  readonly #entries: readonly (Uint16Array | Uint32Array)[];
  /** Probability of each orbit. */
  readonly #teacherProbability: Float64Array;
  readonly #studentProbability: Float64Array;
  /** −Σ p_t ln(p_t / weight). */
  #entropy = 0;
  readonly #teacherCouplings: Float64Array;
  readonly #histograms: Float64Array[];
  readonly #blocks: Float64Array[];
  readonly #mean: Float64Array;
  readonly #slope: Float64Array;
  /** Couplings, one more if they are odd in number. */
  readonly #padded: number;
  /** G and p G in a block of orbits, [padded couplings][block]. */
  readonly #slopes: Float64Array;
  readonly #weighted: Float64Array;
  /** Σ p G Gᵀ above its diagonal. */
  readonly #products: Float64Array;

  constructor(enumeration: Enumeration) {
    const { space, teacherSpace, student, teacher, orbits } = enumeration;
    this.enumeration = enumeration;
    this.couplings = space.couplings.length;
    this.#student = student.map(({ table }) => hiddenTrace(table));
    this.#entries = student.map(({ entry }) => entry);
    this.#teacher = hiddenTrace(teacher.table);
    this.#teacherProbability = new Float64Array(orbits);
    this.#studentProbability = new Float64Array(orbits);
    this.#teacherCouplings = new Float64Array(teacherSpace.couplings.length);
    this.#histograms = student.map(({ table }) => new Float64Array(table.entries));
    this.#blocks = student.map(({ table }) => new Float64Array(table.couplings.length ** 2));
    this.#mean = new Float64Array(this.couplings);
    this.#slope = new Float64Array(this.couplings);
    this.#padded = this.couplings + (this.couplings % 2);
    this.#slopes = new Float64Array(this.#padded * block);
    this.#weighted = new Float64Array(this.#padded * block);
    this.#products = new Float64Array(this.#padded ** 2);
    this.teach(this.#teacherCouplings);
  }

  /** Fixes the teacher. RangeError for another number of couplings than the teacher's space has. */
  teach(teacher: Float64Array): void {
    checkLength(teacher, this.#teacherCouplings.length, 'teacher');
    this.#teacherCouplings.set(teacher);
    this.#teacher.evaluate(teacher, false);
    const { weights } = this.enumeration;
    const [first, second, third, fourth] = this.enumeration.teacher.entries;
    const { logs } = this.#teacher;
    const p = this.#teacherProbability;
    let highest = -Infinity;
    for (let o = 0; o < p.length; o++) {
      p[o] = logs[first[o]] + logs[second[o]] + logs[third[o]] + logs[fourth[o]];
      if (p[o] > highest) highest = p[o];
    }
    let total = 0;
    let energy = 0;
    for (let start = 0; start < p.length; start += block) {
      const end = Math.min(start + block, p.length);
      let partTotal = 0;
      let partEnergy = 0;
      for (let o = start; o < end; o++) {
        const less = p[o] - highest;
        p[o] = weights[o] * Math.exp(less);
        partTotal += p[o];
        partEnergy += p[o] * less;
      }
      total += partTotal;
      energy += partEnergy;
    }
    for (let o = 0; o < p.length; o++) p[o] /= total;
    this.#entropy = Math.log(total) - energy / total;
  }

  /** The teacher's probability of each orbit of visible configurations. */
  get teacherProbabilities(): Float64Array {
    return this.#teacherProbability;
  }

  /** The student's, as of the last `evaluate`. */
  get studentProbabilities(): Float64Array {
    return this.#studentProbability;
  }

  /**
   * The divergence in nats, and if arrays for them are given its gradient E_s[G] − E_t[G] and Hessian
   * Cov_s(G) + E_s[D] − E_t[D] (row by row) with respect to the student, G = ∂ ln p̃_s/∂J and D = ∂G/∂J.
   */
  evaluate(student: Float64Array, gradient?: Float64Array, hessian?: Float64Array): number {
    checkLength(student, this.couplings, 'student');
    for (const trace of this.#student)
      trace.evaluate(student, gradient !== undefined || hessian !== undefined);
    const divergence = this.#weigh();
    if (gradient || hessian) this.#collect();
    if (gradient) this.#gradient(gradient);
    if (hessian) this.#hessian(hessian);
    return divergence;
  }

  /** dJ′_m/dJ_n at the minimum `student` of the divergence from the teacher, H⁻¹ Cov_t(G_s, G_t), row by row. */
  jacobian(student: Float64Array): Float64Array {
    const rows = this.couplings;
    const columns = this.#teacherCouplings.length;
    const hessian = new Float64Array(rows * rows);
    this.evaluate(student, undefined, hessian);
    this.#teacher.evaluate(this.#teacherCouplings, true);
    const covariance = this.#covarianceOfTeacher(rows, columns);
    const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(
      Matrix.from1DArray(rows, rows, hessian),
      { assumeSymmetric: true },
    );
    const smallest = flat * Math.max(...values.map(Math.abs));
    const turned = vectors.transpose().mmul(Matrix.from1DArray(rows, columns, covariance));
    for (let i = 0; i < rows; i++) {
      turned.mulRow(i, Math.abs(values[i]) > smallest ? 1 / values[i] : 0);
    }
    return Float64Array.from(vectors.mmul(turned).to1DArray());
  }

  /** Probabilities of the student and the divergence. */
  #weigh(): number {
    const { weights } = this.enumeration;
    const p = this.#studentProbability;
    const teacher = this.#teacherProbability;
    const orbits = p.length;
    for (const [a, { logs }] of this.#student.entries()) {
      const entry = this.#entries[a];
      if (a === 0) for (let o = 0; o < orbits; o++) p[o] = logs[entry[o]];
      else for (let o = 0; o < orbits; o++) p[o] += logs[entry[o]];
    }
    let highest = -Infinity;
    for (let o = 0; o < orbits; o++) if (p[o] > highest) highest = p[o];
    let total = 0;
    let cross = 0;
    for (let start = 0; start < orbits; start += block) {
      const end = Math.min(start + block, orbits);
      let partTotal = 0;
      let partCross = 0;
      for (let o = start; o < end; o++) {
        const less = p[o] - highest;
        partCross += teacher[o] * less;
        p[o] = weights[o] * Math.exp(less);
        partTotal += p[o];
      }
      total += partTotal;
      cross += partCross;
    }
    const scale = 1 / total;
    for (let o = 0; o < orbits; o++) p[o] *= scale;
    return Math.log(total) - cross - this.#entropy;
  }

  /** p_s − p_t summed over the orbits that share an entry: all that expectations of functions of one hidden component need. */
  #collect(): void {
    const student = this.#studentProbability;
    const teacher = this.#teacherProbability;
    for (const [a, histogram] of this.#histograms.entries()) {
      const entry = this.#entries[a];
      histogram.fill(0);
      for (let o = 0; o < student.length; o++) histogram[entry[o]] += student[o] - teacher[o];
    }
  }

  #gradient(gradient: Float64Array): void {
    gradient.fill(0);
    for (const [a, { table, slopes }] of this.#student.entries()) {
      const { couplings, entries } = table;
      const count = couplings.length;
      const histogram = this.#histograms[a];
      for (let entry = 0; entry < entries; entry++) {
        for (let s = 0; s < count; s++)
          gradient[couplings[s]] += histogram[entry] * slopes[entry * count + s];
      }
    }
  }

  #hessian(hessian: Float64Array): void {
    const size = this.couplings;
    const mean = this.#mean.fill(0);
    const products = this.#products.fill(0);
    const orbits = this.#studentProbability.length;
    for (let start = 0; start < orbits; start += block) {
      this.#gather(start, Math.min(start + block, orbits));
      for (let m = 0; m < size; m++) mean[m] += sum(this.#weighted, m * block);
      addProducts(this.#weighted, this.#slopes, this.#padded, products);
    }
    for (let m = 0; m < size; m++) {
      for (let n = m; n < size; n++) {
        const covariance = products[m * this.#padded + n] - mean[m] * mean[n];
        hessian[m * size + n] = covariance;
        hessian[n * size + m] = covariance;
      }
    }
    for (const [a, trace] of this.#student.entries()) {
      const block = this.#blocks[a].fill(0);
      trace.addCurvature(this.#histograms[a], block);
      const { couplings } = trace.table;
      const count = couplings.length;
      for (let s = 0; s < count; s++) {
        for (let t = 0; t < count; t++) hessian[couplings[s] * size + couplings[t]] += block[s * count + t];
      }
    }
  }

  /** G and p G of the student in some orbits, coupling by coupling; zero beyond the last orbit. */
  #gather(start: number, end: number): void {
    const all = this.#slopes.fill(0);
    const weighted = this.#weighted;
    const p = this.#studentProbability;
    for (const [a, { table, slopes }] of this.#student.entries()) {
      const { couplings } = table;
      const count = couplings.length;
      const entry = this.#entries[a];
      for (let s = 0; s < count; s++) {
        const row = couplings[s] * block - start;
        for (let o = start; o < end; o++) all[row + o] += slopes[entry[o] * count + s];
      }
    }
    for (let m = 0; m < this.couplings; m++) {
      const row = m * block - start;
      for (let o = start; o < end; o++) weighted[row + o] = p[o] * all[row + o];
      weighted.fill(0, row + end, (m + 1) * block);
    }
  }

  /** G of the student in an orbit. */
  #studentSlope(orbit: number, into: Float64Array): void {
    into.fill(0);
    for (let a = 0; a < this.#student.length; a++) {
      const { table, slopes } = this.#student[a];
      const { couplings } = table;
      const count = couplings.length;
      const start = this.#entries[a][orbit] * count;
      for (let s = 0; s < count; s++) into[couplings[s]] += slopes[start + s];
    }
  }

  /** Cov_t(G_s, G_t). */
  #covarianceOfTeacher(rows: number, columns: number): Float64Array {
    const { slopes } = this.#teacher;
    const { entries } = this.enumeration.teacher;
    const p = this.#teacherProbability;
    const own = this.#slope;
    const other = new Float64Array(columns);
    const ownMean = this.#mean.fill(0);
    const otherMean = new Float64Array(columns);
    const covariance = new Float64Array(rows * columns);
    for (let o = 0; o < p.length; o++) {
      this.#studentSlope(o, own);
      other.fill(0);
      for (const entry of entries) {
        const start = entry[o] * columns;
        for (let n = 0; n < columns; n++) other[n] += slopes[start + n];
      }
      for (let n = 0; n < columns; n++) otherMean[n] += p[o] * other[n];
      for (let m = 0; m < rows; m++) {
        const scaled = p[o] * own[m];
        ownMean[m] += scaled;
        for (let n = 0; n < columns; n++) covariance[m * columns + n] += scaled * other[n];
      }
    }
    for (let m = 0; m < rows; m++) {
      for (let n = 0; n < columns; n++) covariance[m * columns + n] -= ownMean[m] * otherMean[n];
    }
    return covariance;
  }
}

/** Sum of one block from `start`. */
function sum(values: Float64Array, start: number): number {
  let total = 0;
  for (let i = start; i < start + block; i++) total += values[i];
  return total;
}

/** Adds every product of a row of `a` with the same or a later row of `b`, two by two: four products for four numbers that are read. */
function addProducts(a: Float64Array, b: Float64Array, rows: number, into: Float64Array): void {
  for (let m = 0; m < rows; m += 2) {
    const first = m * block;
    for (let n = m; n < rows; n += 2) {
      const second = n * block;
      let p = 0;
      let q = 0;
      let r = 0;
      let s = 0;
      for (let o = 0; o < block; o++) {
        const a0 = a[first + o];
        const a1 = a[first + block + o];
        const b0 = b[second + o];
        const b1 = b[second + block + o];
        p += a0 * b0;
        q += a0 * b1;
        r += a1 * b0;
        s += a1 * b1;
      }
      into[m * rows + n] += p;
      into[m * rows + n + 1] += q;
      into[(m + 1) * rows + n] += r;
      into[(m + 1) * rows + n + 1] += s;
    }
  }
}

function checkLength(couplings: Float64Array, expected: number, whose: string): void {
  if (couplings.length !== expected) {
    throw new RangeError(`the ${whose} has ${expected} couplings, not ${couplings.length}`);
  }
}
