import { kernelModule } from './kernel-module.ts';

/**
 * Kernels for layers of a small network in double precision over a block of points (main/compute/assembly/kernels/point-layers.ts): in a
 * matrix row i is neuron i, column p point p. All are stateless. Pointers are in bytes, steps and counts in floats; `points` is a multiple of 4.
 */
export interface PointLayers {
  /** Y[rows × points] = W·X (+ bias), W[i, k] at weights + 8(i·rowStep + k·columnStep); `bias` may be 0. */
  linear(
    rows: number,
    inputs: number,
    points: number,
    weights: number,
    rowStep: number,
    columnStep: number,
    bias: number,
    x: number,
    y: number,
  ): void;
  /** y ← tanh y, of `count` floats. */
  tanh(count: number, y: number): void;
  /** into = (1 − y²)·from. */
  slope(count: number, y: number, from: number, into: number): void;
  /** Second derivative of tanh: h ← (1 − y²)·h − 2·y·rate·q. */
  bend(count: number, y: number, rate: number, q: number, h: number): void;
  /** Layer norm of every column: keeps (a − mean)/deviation and 1/deviation, and a ← gain·normal + offset, offsets after gains. */
  normalise(rows: number, points: number, a: number, gains: number, normal: number, scales: number): void;
  /** First derivative of layer norm: into = ∂normal/∂a · from, a symmetric matrix for every column. */
  project(rows: number, points: number, normal: number, scales: number, from: number, into: number): void;
  /** Second derivative of layer norm: from the adjoint h of normal in q·project(linearRate) + h·normal to that of a, in place. */
  projectBend(
    rows: number,
    points: number,
    normal: number,
    scales: number,
    linearRate: number,
    normalRate: number,
    q: number,
    h: number,
  ): void;
  /** into[i, p] = factors[i]·from[i, p]. */
  scaleRows(rows: number, points: number, factors: number, from: number, into: number): void;
  /** into[i] += scale·Σ_p a[i, p]. */
  rowSums(rows: number, points: number, a: number, scale: number, into: number): void;
  /** into[i] += scale·Σ_p a[i, p]·x[i, p]. */
  rowDots(rows: number, points: number, a: number, x: number, scale: number, into: number): void;
  /** into[rows × columns] += scale·(A·Xᵀ + B·Rateᵀ). */
  outer(
    rows: number,
    columns: number,
    points: number,
    a: number,
    x: number,
    b: number,
    rate: number,
    scale: number,
    into: number,
  ): void;
}

/** The kernels on a memory of the caller's, whose first 1024 bytes are theirs. Throws where the kernel cannot be loaded. */
export function pointLayers(memory: WebAssembly.Memory): PointLayers {
  const instance = new WebAssembly.Instance(kernelModule('point-layers'), { env: { memory } });
  return instance.exports as unknown as PointLayers;
}
