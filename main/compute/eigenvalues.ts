/** An eigenvalue of a real matrix. */
export interface Eigenvalue {
  re: number;
  im: number;
}

/** QR steps for one eigenvalue; two or three are usual. */
const mostSteps = 300;
/** After so many without success the shift is taken from elsewhere, to leave a cycle. */
const stepsInCycle = 10;
/** An entry below the diagonal is zero below this part of its neighbours, and in any case of the whole matrix. */
const rounding = 4 * Number.EPSILON;
/** What is smaller counts as zero; entries are of order 1. */
const tiny = 1e-150;
/** An imaginary part below this share of the matrix is rounding of a real eigenvalue. */
const real = 1e-13;

/**
 * Eigenvalues of a real n × n matrix given row by row, largest modulus first, of a complex pair im > 0 first: Hessenberg form, then QR steps in complex
 * arithmetic with Wilkinson's shift. Jacobians of symmetric couplings have zeros and equal eigenvalues, on which QR without a limit may
 * cycle for ever. Throws RangeError for entries that are not finite.
 */
export function eigenvaluesOf(matrix: ArrayLike<number>, n: number): Eigenvalue[] {
  let largest = 0;
  for (let i = 0; i < n * n; i++) {
    if (!Number.isFinite(matrix[i])) throw new RangeError('a matrix that is not finite has no eigenvalues');
    largest = Math.max(largest, Math.abs(matrix[i]));
  }
  if (largest === 0) return Array.from({ length: n }, () => ({ re: 0, im: 0 }));
  const h = new ComplexHessenberg(matrix, n, largest);
  for (let high = n - 1; high > 0; high--) h.deflate(high);
  return Array.from({ length: n }, (_, k) => {
    const re = h.re[k * n + k] * largest;
    const im = Math.abs(h.im[k * n + k]) < real ? 0 : h.im[k * n + k] * largest;
    return { re, im };
  }).toSorted((a, b) => moduli(b, a, largest) || b.im - a.im);
}

/** Conjugates have the same modulus but for rounding. */
function moduli(a: Eigenvalue, b: Eigenvalue, largest: number): number {
  const difference = Math.hypot(a.re, a.im) - Math.hypot(b.re, b.im);
  return Math.abs(difference) < real * largest ? 0 : difference;
}

/** An upper Hessenberg matrix that QR steps make triangular from below. */
class ComplexHessenberg {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly #n: number;
  readonly #norm: number;

  /** The matrix over `scale` with its entries below the first subdiagonal rotated away. */
  constructor(matrix: ArrayLike<number>, n: number, scale: number) {
    this.#n = n;
    this.re = Float64Array.from({ length: n * n }, (_, i) => matrix[i] / scale);
    this.im = new Float64Array(n * n);
    let squares = 0;
    for (const entry of this.re) squares += entry ** 2;
    this.#norm = Math.sqrt(squares);
    for (let column = 0; column < n - 2; column++) {
      for (let row = n - 1; row > column + 1; row--) {
        const rotation = this.#rotationOf(row - 1, row, column);
        this.#rotateRows(row - 1, row, rotation, 0);
        this.#rotateColumns(row - 1, row, rotation, n);
      }
    }
  }

  /** QR steps on the rows and columns up to `high` until the entry left of its diagonal one is zero. */
  deflate(high: number): void {
    for (let step = 1; step <= mostSteps; step++) {
      let low = high;
      while (low > 0 && !this.#splits(low)) low--;
      if (low === high) return;
      this.#step(low, high, step % stepsInCycle === 0);
    }
    throw new RangeError('the eigenvalues of a matrix did not converge');
  }

  /** Whether the entry left of the diagonal in `row` is as good as zero. */
  #splits(row: number): boolean {
    const n = this.#n;
    const at = (i: number, j: number) => Math.hypot(this.re[i * n + j], this.im[i * n + j]);
    const below = at(row, row - 1);
    return below <= rounding * (at(row - 1, row - 1) + at(row, row)) || below <= Number.EPSILON * this.#norm;
  }

  /** One QR step with a shift between `low` and `high`. */
  #step(low: number, high: number, exceptional: boolean): void {
    const n = this.#n;
    const [shiftRe, shiftIm] = exceptional
      ? [
          this.re[high * n + high] + Math.abs(this.re[high * n + high - 1]),
          this.im[high * n + high] + 0.3 * this.#norm,
        ]
      : this.#wilkinson(high);
    for (let k = low; k <= high; k++) {
      this.re[k * n + k] -= shiftRe;
      this.im[k * n + k] -= shiftIm;
    }
    const rotations: Rotation[] = [];
    for (let k = low; k < high; k++) {
      const rotation = this.#rotationOf(k, k + 1, k);
      this.#rotateRows(k, k + 1, rotation, k);
      rotations.push(rotation);
    }
    for (const [i, rotation] of rotations.entries()) {
      const k = low + i;
      this.#rotateColumns(k, k + 1, rotation, Math.min(k + 2, high + 1));
    }
    for (let k = low; k <= high; k++) {
      this.re[k * n + k] += shiftRe;
      this.im[k * n + k] += shiftIm;
    }
  }

  /** The eigenvalue of the last 2 × 2 block that is nearer to its last entry. */
  #wilkinson(high: number): [re: number, im: number] {
    const n = this.#n;
    const entry = (i: number, j: number): [number, number] => [this.re[i * n + j], this.im[i * n + j]];
    const [a, b] = [entry(high - 1, high - 1), entry(high - 1, high)];
    const [c, d] = [entry(high, high - 1), entry(high, high)];
    // d − λ from (δ ± √(δ² + bc)), δ = (a − d)/2.
    const delta = [(a[0] - d[0]) / 2, (a[1] - d[1]) / 2];
    const product = [b[0] * c[0] - b[1] * c[1], b[0] * c[1] + b[1] * c[0]];
    const root = squareRoot(delta[0] ** 2 - delta[1] ** 2 + product[0], 2 * delta[0] * delta[1] + product[1]);
    const sign = delta[0] * root[0] + delta[1] * root[1] < 0 ? -1 : 1;
    const [p, q] = [delta[0] + sign * root[0], delta[1] + sign * root[1]];
    const square = p * p + q * q;
    if (square === 0) return d;
    return [
      d[0] - (product[0] * p + product[1] * q) / square,
      d[1] - (product[1] * p - product[0] * q) / square,
    ];
  }

  /** Rotates the entry of `lower` in `column` into that of `upper`. */
  #rotationOf(upper: number, lower: number, column: number): Rotation {
    const n = this.#n;
    const [a, b] = [upper * n + column, lower * n + column];
    const size = Math.hypot(this.re[a], this.im[a], this.re[b], this.im[b]);
    // Denormal numbers have too few digits to be normalised.
    if (size < tiny) return { aRe: 1, aIm: 0, bRe: 0, bIm: 0 };
    return {
      aRe: this.re[a] / size,
      aIm: this.im[a] / size,
      bRe: this.re[b] / size,
      bIm: this.im[b] / size,
    };
  }

  /** (upper, lower) → (ā·upper + b̄·lower, a·lower − b·upper), from column `from` on. */
  #rotateRows(upper: number, lower: number, { aRe, aIm, bRe, bIm }: Rotation, from: number): void {
    const { re, im } = this;
    const n = this.#n;
    for (let j = from; j < n; j++) {
      const [u, l] = [upper * n + j, lower * n + j];
      const [uRe, uIm, lRe, lIm] = [re[u], im[u], re[l], im[l]];
      re[u] = aRe * uRe + aIm * uIm + bRe * lRe + bIm * lIm;
      im[u] = aRe * uIm - aIm * uRe + bRe * lIm - bIm * lRe;
      re[l] = aRe * lRe - aIm * lIm - bRe * uRe + bIm * uIm;
      im[l] = aRe * lIm + aIm * lRe - bRe * uIm - bIm * uRe;
    }
  }

  /** The inverse from the right, in the rows before `rows`. */
  #rotateColumns(left: number, right: number, { aRe, aIm, bRe, bIm }: Rotation, rows: number): void {
    const { re, im } = this;
    const n = this.#n;
    for (let i = 0; i < rows; i++) {
      const [l, r] = [i * n + left, i * n + right];
      const [lRe, lIm, rRe, rIm] = [re[l], im[l], re[r], im[r]];
      re[l] = aRe * lRe - aIm * lIm + bRe * rRe - bIm * rIm;
      im[l] = aRe * lIm + aIm * lRe + bRe * rIm + bIm * rRe;
      re[r] = aRe * rRe + aIm * rIm - bRe * lRe - bIm * lIm;
      im[r] = aRe * rIm - aIm * rRe - bRe * lIm + bIm * lRe;
    }
  }
}

interface Rotation {
  aRe: number;
  aIm: number;
  bRe: number;
  bIm: number;
}

function squareRoot(re: number, im: number): [re: number, im: number] {
  const size = Math.hypot(re, im);
  if (size === 0) return [0, 0];
  const half = Math.sqrt((size + Math.abs(re)) / 2);
  return re >= 0 ? [half, im / (2 * half)] : [Math.abs(im) / (2 * half), im < 0 ? -half : half];
}
