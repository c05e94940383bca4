/** Plain double-precision versions of what the engine computes, written from the formulas: the oracle of its tests. */

export type Values = Record<string, Float64Array>;

export interface ReferenceResult {
  z: number[];
  logDeterminant: number;
}

/** One example through a layer: values by the engine's parameter names. */
export type ReferenceLayer = (
  values: Values,
  x: readonly number[],
  condition: readonly number[],
) => ReferenceResult;

/** W·x + b for W [outputs][inputs]. */
export function linear(weight: Float64Array, x: readonly number[], bias?: Float64Array): number[] {
  const outputs = weight.length / x.length;
  return Array.from({ length: bias ? bias.length : outputs }, (_, o) =>
    x.reduce((sum, value, i) => sum + weight[o * x.length + i] * value, bias ? bias[o] : 0),
  );
}

/** A multilayer perceptron with leaky ReLU between its layers. */
export function mlp(values: Values, name: string, x: readonly number[], slope: number): number[] {
  let y = [...x];
  for (let layer = 0; `${name}.bias${layer}` in values; layer++) {
    if (layer > 0) y = y.map((value) => Math.max(value, slope * value));
    y = linear(values[`${name}.weight${layer}`], y, values[`${name}.bias${layer}`]);
  }
  return y;
}

export const rotation =
  (name: string): ReferenceLayer =>
  (values, x) => ({ z: linear(values[`${name}.rotation`], x), logDeterminant: 0 });

export const actNorm =
  (name: string): ReferenceLayer =>
  (values, x) => {
    const logScale = values[`${name}.logScale`];
    return {
      z: x.map((value, i) => value * Math.exp(logScale[i]) + values[`${name}.shift`][i]),
      logDeterminant: logScale.reduce((sum, value) => sum + value, 0),
    };
  };

export const learnedLinear =
  (name: string): ReferenceLayer =>
  (values, x) => {
    const n = x.length;
    const triangles = values[`${name}.triangles`];
    const logDiagonal = values[`${name}.logDiagonal`];
    const upper = x.map((_, i) => {
      let sum = values[`${name}.sign`][i] * Math.exp(logDiagonal[i]) * x[i];
      for (let j = i + 1; j < n; j++) sum += triangles[i * n + j] * x[j];
      return sum;
    });
    const z = Array.from(x, () => 0);
    for (let i = 0; i < n; i++) {
      let sum = upper[i];
      for (let j = 0; j < i; j++) sum += triangles[i * n + j] * upper[j];
      z[values[`${name}.permutation`][i]] = sum;
    }
    return { z, logDeterminant: logDiagonal.reduce((sum, value) => sum + value, 0) };
  };

export const coupling =
  (name: string, clamp: number): ReferenceLayer =>
  (values, x, condition) => {
    const kept = Math.floor(x.length / 2);
    const moved = x.length - kept;
    const o = mlp(values, name, [...x.slice(0, kept), ...condition], 0);
    const s = o.slice(0, moved).map((value) => clamp * Math.tanh(value / clamp));
    return {
      z: x.map((value, i) => (i < kept ? value : value * Math.exp(s[i - kept]) + o[moved + i - kept])),
      logDeterminant: s.reduce((sum, value) => sum + value, 0),
    };
  };

export const factorOut =
  (kept: number, inner: ReferenceLayer): ReferenceLayer =>
  (values, x, condition) => {
    const result = inner(values, x.slice(0, kept), condition);
    return { z: [...result.z, ...x.slice(kept)], logDeterminant: result.logDeterminant };
  };

export const sequence =
  (layers: readonly ReferenceLayer[]): ReferenceLayer =>
  (values, x, condition) => {
    let z = [...x];
    let logDeterminant = 0;
    for (const layer of layers) {
      const result = layer(values, z, condition);
      z = result.z;
      logDeterminant += result.logDeterminant;
    }
    return { z, logDeterminant };
  };

/** log|det| of a square matrix by elimination with pivoting. */
export function logAbsDeterminant(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row]);
  let sum = 0;
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.reduce(
      (best, row, i) => (i >= k && Math.abs(row[k]) > Math.abs(rows[best][k]) ? i : best),
      k,
    );
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    sum += Math.log(Math.abs(rows[k][k]));
    for (let i = k + 1; i < rows.length; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j < rows.length; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  return sum;
}

/** Central difference of `f` with respect to values[index]. */
export function difference(
  values: Float64Array | number[],
  index: number,
  f: () => number,
  h = 1e-6,
): number {
  const kept = values[index];
  values[index] = kept + h;
  const above = f();
  values[index] = kept - h;
  const below = f();
  values[index] = kept;
  return (above - below) / (2 * h);
}

/** Circular convolution then leaky ReLU of x [inputs][size][size]. */
export function convolution(
  weight: Float64Array,
  bias: Float64Array,
  x: ArrayLike<number>,
  options: { inputs: number; size: number; kernel: number; stride: number; slope: number },
): Float64Array {
  const { inputs, size, kernel, stride, slope } = options;
  const side = size / stride;
  const pad = (kernel - 1) / 2;
  const y = new Float64Array(bias.length * side * side);
  for (let o = 0; o < bias.length; o++) {
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        let sum = bias[o];
        for (let c = 0; c < inputs; c++) {
          for (let ky = 0; ky < kernel; ky++) {
            const iy = (row * stride + ky - pad + size) % size;
            for (let kx = 0; kx < kernel; kx++) {
              const ix = (column * stride + kx - pad + size) % size;
              sum += weight[((o * inputs + c) * kernel + ky) * kernel + kx] * x[(c * size + iy) * size + ix];
            }
          }
        }
        y[(o * side + row) * side + column] = Math.max(sum, slope * sum);
      }
    }
  }
  return y;
}
