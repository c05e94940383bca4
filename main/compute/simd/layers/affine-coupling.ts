import type { RandomStream } from '../../random.ts';
import type { SimdEngine } from '../engine.ts';
import type { FlowLayer, LayerPass } from '../layer.ts';
import { Matrix } from '../matrix.ts';
import { Mlp } from '../mlp.ts';
import type { Constant, Parameter } from '../parameter.ts';

export interface AffineCouplingOptions {
  name: string;
  dimension: number;
  /** Hidden units in each of the two hidden layers. */
  width: number;
  /** c in s = c·tanh(o/c). */
  clamp: number;
  /** Rows of the condition; 0 (default) for none. */
  condition?: number;
  stream: RandomStream;
}

/**
 * Affine coupling (Dinh et al. 2017, RealNVP): the first ⌊d/2⌋ rows pass and, with the condition, decide scale and shift of
 * the rest, z₂ = x₂·exp(s) + t, s = c·tanh(o/c). log|det| = Σ s. The network's last layer starts at 0.01 times its usual size,
 * so that the layer starts near the identity.
 */
export class AffineCoupling implements FlowLayer {
  readonly dimension: number;
  readonly #engine: SimdEngine;
  readonly #network: Mlp;
  readonly #clamp: number;
  readonly #kept: number;
  readonly #moved: number;
  readonly #condition: number;

  constructor(engine: SimdEngine, options: AffineCouplingOptions) {
    this.#engine = engine;
    this.dimension = options.dimension;
    this.#clamp = options.clamp;
    this.#kept = Math.floor(options.dimension / 2);
    this.#moved = options.dimension - this.#kept;
    this.#condition = options.condition ?? 0;
    this.#network = new Mlp(engine, {
      name: options.name,
      sizes: [this.#kept + this.#condition, options.width, options.width, 2 * this.#moved],
      lastGain: 0.01,
      stream: options.stream,
    });
  }

  forward(x: Matrix, logDeterminant: Matrix, condition?: Matrix): LayerPass {
    const { kernels } = this.#engine;
    const z = Matrix.allocate(this.#engine, x.rows, x.columns);
    const kept = x.slice(0, this.#kept);
    const moved = x.slice(this.#kept, this.#moved);
    z.slice(0, this.#kept).copyFrom(kept);
    const network = this.#network.forward(this.#inputs(kept, condition));
    const e = Matrix.allocate(this.#engine, this.#moved, x.columns);
    kernels.couplingForward(
      this.#moved,
      x.padded,
      x.stride,
      network.y.pointer,
      this.#clamp,
      moved.pointer,
      z.slice(this.#kept, this.#moved).pointer,
      e.pointer,
      logDeterminant.pointer,
    );
    return {
      z,
      backward: (dz, dLogDeterminant, dCondition) => {
        const dx = Matrix.allocate(this.#engine, x.rows, x.columns);
        const dKept = dx.slice(0, this.#kept).copyFrom(dz.slice(0, this.#kept));
        const dOutput = Matrix.allocate(this.#engine, 2 * this.#moved, x.columns);
        kernels.couplingBackward(
          this.#moved,
          x.padded,
          x.stride,
          network.y.pointer,
          e.pointer,
          moved.pointer,
          dz.slice(this.#kept, this.#moved).pointer,
          dLogDeterminant.pointer,
          dx.slice(this.#kept, this.#moved).pointer,
          dOutput.pointer,
        );
        network.backward(dOutput, [dKept, dCondition]);
        return dx;
      },
    };
  }

  inverse(z: Matrix, logDeterminant: Matrix, condition?: Matrix): Matrix {
    const x = Matrix.allocate(this.#engine, z.rows, z.columns);
    const kept = x.slice(0, this.#kept).copyFrom(z.slice(0, this.#kept));
    const { y } = this.#network.forward(this.#inputs(kept, condition));
    this.#engine.kernels.couplingInverse(
      this.#moved,
      z.padded,
      z.stride,
      y.pointer,
      this.#clamp,
      z.slice(this.#kept, this.#moved).pointer,
      x.slice(this.#kept, this.#moved).pointer,
      logDeterminant.pointer,
    );
    return x;
  }

  initialise(x: Matrix, condition?: Matrix): Matrix {
    return this.forward(x, this.#engine.zeros(1, x.columns), condition).z;
  }

  #inputs(kept: Matrix, condition: Matrix | undefined): Matrix[] {
    if ((condition?.rows ?? 0) !== this.#condition) {
      throw new RangeError(
        `a coupling with a condition of ${this.#condition} rows was given ${condition?.rows ?? 'none'}`,
      );
    }
    return condition ? [kept, condition] : [kept];
  }

  parameters(): Parameter[] {
    return this.#network.parameters();
  }

  constants(): Constant[] {
    return [];
  }
}
