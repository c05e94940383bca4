import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcesFolder } from '../resources.ts';

/** What happens to an element of a matrix product before it is stored; flags that may be combined. */
export const epilogue = {
  none: 0,
  /** Add to what is stored already. */
  accumulate: 1,
  /** Leaky ReLU: max(x, slope·x); slope 0 is ReLU. */
  rectify: 2,
  /** Gradient of the leaky ReLU whose output is at `mask`: multiplies by 1 where that is positive, else by slope. */
  mask: 4,
} as const;

/**
 * The WASM kernels (main/compute/assembly/kernels/matrix.ts). All are stateless. Pointers are in bytes, strides and counts in
 * floats; `n` is a batch padded to a multiple of 8; matrices are feature-major.
 */
export interface MatrixKernels {
  /** C[m×n] = A[m×k]·B[k×n] (+ bias per row), A[i,k] at a + 4(i·rowStride + k·columnStride); pointers `bias`, `mask` may be 0. */
  gemm(
    m: number,
    n: number,
    k: number,
    a: number,
    rowStride: number,
    columnStride: number,
    b: number,
    bStride: number,
    c: number,
    cStride: number,
    bias: number,
    flags: number,
    slope: number,
    mask: number,
  ): void;
  /** C[m×k] += A[m×n]·B[k×n]ᵀ: dot products along the batch, for weight gradients. */
  gemmNT(
    m: number,
    k: number,
    n: number,
    a: number,
    aStride: number,
    b: number,
    bStride: number,
    c: number,
    cStride: number,
  ): void;
  /**
   * `gemm` whose B is never formed (implicit im2col): columns come in panels of 8; row k of panel p is the 8 floats at
   * b + panels[p] + rows[k], both tables of int32 byte offsets. A has contiguous rows of k floats. `mask` is laid out as C.
   * `group` panels at a time are gathered into `scratch`, of 8·k·group floats.
   */
  gemmGather(
    m: number,
    panelCount: number,
    k: number,
    a: number,
    b: number,
    panels: number,
    rows: number,
    c: number,
    cStride: number,
    bias: number,
    flags: number,
    slope: number,
    mask: number,
    group: number,
    scratch: number,
  ): void;
  /** C[m×k] += A[m×8·panelCount]·Bᵀ with B gathered as in `gemmGather`. */
  gemmGatherNT(
    m: number,
    k: number,
    panelCount: number,
    a: number,
    aStride: number,
    b: number,
    panels: number,
    rows: number,
    c: number,
  ): void;
  /** target[i] += Σ_j a[i,j]. */
  rowSums(rows: number, n: number, a: number, stride: number, target: number): void;
  /** target[i] += Σ_j a[i,j]·b[i,j]; both have the same stride. */
  rowDots(rows: number, n: number, a: number, b: number, stride: number, target: number): void;
  /** z[i,j] = x[i,j]·scale[i] + shift[i]; pointer `shift` may be 0. */
  affineRows(
    rows: number,
    n: number,
    x: number,
    stride: number,
    scale: number,
    shift: number,
    z: number,
  ): void;
  /**
   * Affine coupling. `o` holds rows of raw scales, then as many of shifts. With s = clamp·tanh(o/clamp):
   * z = x·exp(s) + shift, logDeterminant[j] += Σ_i s[i,j]. Leaves tanh(o/clamp) in the scale rows of `o` and exp(s) in `e`.
   */
  couplingForward(
    rows: number,
    n: number,
    stride: number,
    o: number,
    clamp: number,
    x: number,
    z: number,
    e: number,
    logDeterminant: number,
  ): void;
  /** From what `couplingForward` left: dx = dz·e; `dO`: scale rows (dz·x·e + dLogDeterminant)(1 − tanh²), shift rows dz. */
  couplingBackward(
    rows: number,
    n: number,
    stride: number,
    tanh: number,
    e: number,
    x: number,
    dz: number,
    dLogDeterminant: number,
    dx: number,
    dO: number,
  ): void;
  /** x = (z − shift)·exp(−s), logDeterminant[j] −= Σ_i s[i,j]. */
  couplingInverse(
    rows: number,
    n: number,
    stride: number,
    o: number,
    clamp: number,
    z: number,
    x: number,
    logDeterminant: number,
  ): void;
  /** y[i] += factor·x[i] over `count` floats, a multiple of 4. */
  addScaled(count: number, x: number, factor: number, y: number): void;
  /** Σ x[i]², in double precision, `count` a multiple of 4. */
  sumOfSquares(count: number, x: number): number;
  /**
   * Adam on `count` (a multiple of 4) values, then gradient = 0. The gradient is first multiplied by `scale` (clipping);
   * `correction1` = 1/(1 − β1^t), `correction2` = 1/(1 − β2^t).
   */
  adam(
    count: number,
    value: number,
    gradient: number,
    first: number,
    second: number,
    scale: number,
    rate: number,
    beta1: number,
    beta2: number,
    correction1: number,
    correction2: number,
    epsilon: number,
  ): void;
  /** Elementwise e^x and tanh(x) over `count` floats, a multiple of 4; for tests and the self-test. */
  exponential(count: number, x: number, y: number): void;
  hyperbolicTangent(count: number, x: number, y: number): void;
  /**
   * Circular padding of one image, channels of [height][width] `channelStride` floats apart, into contiguous
   * [channels][phases][height + 2·pad][(width + 2·pad) / phases]; column x of the padded row is at phase x mod phases, place
   * ⌊x / phases⌋. phases = 1 or 2; width a multiple of 8.
   */
  padCircular(
    channels: number,
    channelStride: number,
    height: number,
    width: number,
    pad: number,
    phases: number,
    source: number,
    target: number,
  ): void;
  /**
   * Rows of parity `parity` of [planes][height][width] from their even and odd columns, each [planes][height/2][width/2],
   * multiplied by the mask of the leaky ReLU whose output is at `mask` in the target's layout; width a multiple of 8.
   */
  interleave(
    planes: number,
    height: number,
    width: number,
    parity: number,
    even: number,
    odd: number,
    target: number,
    mask: number,
    slope: number,
  ): void;
}

/** Which build of the kernels: relaxed SIMD may round differently between processors, plain never does. */
export type KernelBuild = 'plain' | 'relaxed';

const modules = new Map<KernelBuild, WebAssembly.Module>();

function compiled(build: KernelBuild): WebAssembly.Module {
  let module = modules.get(build);
  if (!module) {
    const file = build === 'plain' ? 'matrix.wasm' : 'matrix.relaxed.wasm';
    module = new WebAssembly.Module(readFileSync(join(resourcesFolder(), 'kernels', file)));
    modules.set(build, module);
  }
  return module;
}

/** True where this JavaScript engine takes the relaxed build. */
export function relaxedSupported(): boolean {
  return WebAssembly.validate(readFileSync(join(resourcesFolder(), 'kernels', 'matrix.relaxed.wasm')));
}

export function instantiate(build: KernelBuild, memory: WebAssembly.Memory): MatrixKernels {
  return new WebAssembly.Instance(compiled(build), { env: { memory } }).exports as unknown as MatrixKernels;
}
