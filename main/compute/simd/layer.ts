import type { Matrix } from './matrix.ts';
import type { Module } from './parameter.ts';

/** What a layer computed, and the way back. Valid until the engine's scope it was made in ends. */
export interface LayerPass {
  /** [dimension][batch] */
  z: Matrix;
  /**
   * From the gradients of a loss to z and to the log-determinant ([1][batch]) to its gradient to x. Adds to the gradients of
   * the parameters, and to `dCondition` when it is given.
   */
  backward(dz: Matrix, dLogDeterminant: Matrix, dCondition?: Matrix): Matrix;
}

/**
 * An invertible layer of a flow on vectors: z = f(x; condition), x and z [dimension][batch], condition [conditions][batch].
 * Every layer satisfies x = inverse(forward(x)), and adds log|det ∂z/∂x| per example to `logDeterminant` ([1][batch]) on the
 * way there and its negative on the way back (tests/compute/simd/layers.test.ts holds every layer to it).
 */
export interface FlowLayer extends Module {
  readonly dimension: number;
  forward(x: Matrix, logDeterminant: Matrix, condition?: Matrix): LayerPass;
  inverse(z: Matrix, logDeterminant: Matrix, condition?: Matrix): Matrix;
  /** Sets what depends on data (ActNorm) from a first batch, and returns z. Layers without such numbers just map. */
  initialise(x: Matrix, condition?: Matrix): Matrix;
}
