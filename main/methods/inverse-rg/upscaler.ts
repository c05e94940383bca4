import type { RandomStream } from '../../compute/random.ts';
import type { Spins } from '../../physics/ising/spins.ts';

/** What a stored upscaler is, as model.json describes it and weights.npz holds it; load.ts reads it, training writes it. */
export type UpscalerParameters =
  | {
      type: 'kernel';
      size: number;
      /** Free weights in the order of kernelOrbits(size); h = Σ W σ̃, p(↑) = 1/(1 + e^(−2h)). */
      weights: Float64Array;
      /** The k = 3 weights trained on the same data, for lattices on which a larger kernel would wrap around itself. */
      small: Float64Array;
    }
  | {
      type: 'temperature';
      size: number;
      /** Weight i = Σ_d coefficients[d·n + i] (K − K_c)^d, n orbits. */
      coefficients: Float64Array;
      small: Float64Array;
      low: number;
      high: number;
    }
  | {
      type: 'sequential';
      /** Tables of all doublings but the last, and of the last; equal when not trained at the fixed point. */
      iterated: SequentialTables;
      last: SequentialTables;
    }
  | {
      type: 'two-layer';
      size: number;
      /** [k, k, 1, channels] and [k, k, channels, 1] in HWIO order, with their biases [channels] and [1]. */
      first: Float32Array;
      firstBias: Float32Array;
      second: Float32Array;
      secondBias: Float32Array;
      channels: number;
    };

/** P(↑ | neighbourhood) of the four spins of a block in their order A (0,0), D (1,1), C (1,0), B (0,1), as (row, column). */
export interface SequentialTables {
  /** 2^16: 4×4 block window. */
  a: Float32Array;
  /** 2^13: 3×3 block window and the four A's around. */
  d: Float32Array;
  /** 2^13: 3×3 block window and the four fine neighbours. */
  c: Float32Array;
  /** 2^14: as c, and C of the same block. */
  b: Float32Array;
}

/** One doubling of a periodic lattice: draws σ (2L×2L) from U(σ|μ). Holds scratch memory, so one per thread. */
export interface Upscaler {
  /** Short name for titles: "k = 7", "sequential". */
  readonly name: string;
  /** Writes the doubled configuration into `fine`. `last` tells models with special tables that no doubling follows. */
  double(coarse: Spins, size: number, random: RandomStream, fine: Spins, last: boolean): void;
  /** ln U(σ|μ) of such a doubling; absent where it is not tractable. */
  logProbability?(coarse: Spins, size: number, fine: Spins, last: boolean): number;
}
