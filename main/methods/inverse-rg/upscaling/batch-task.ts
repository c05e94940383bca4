import type { ArrayRecord, GrownLevel } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { createSampler } from '../../../physics/ising/samplers.ts';
import { packedBytes, packSpins, type Spins } from '../../../physics/ising/spins.ts';
import { createUpscaler } from '../generation/load.ts';
import { LevelSums, type LevelOptions } from '../measure/level-sums.ts';
import type { Upscaler, UpscalerParameters } from '../upscaler.ts';
import { Growth, lastDoublingDiffers, startSize, type GrowthSettings } from './growth.ts';

/**
 * Sweeps of the Swendsen–Wang chain that every batch starts on its own: its integrated autocorrelation time is below four sweeps on
 * lattices up to 16² at any coupling, so a chain forgets its random start and hardly remembers its last configuration.
 */
export const startChain = { warmUp: 60, spacing: 8 } as const;

/** Input of the thread task 'inverse-rg.upscale'. */
export interface UpscaleOrder {
  model: {
    /** Equal for equal parameters and coupling: a thread builds its tables once. */
    key: string;
    parameters: UpscalerParameters;
  };
  settings: GrowthSettings;
  levels: LevelOptions[];
  seed: number;
  batch: number;
  configurations: number;
  /** So many of the first configurations come back packed. */
  keep: number;
  /** Every level of the first configuration comes back too. */
  history: boolean;
}

/** What comes back: sums of every level, and the configurations asked for. */
export interface UpscaledBatch {
  levels: ArrayRecord[];
  /** `keep` packed configurations of the final lattice. */
  kept: Uint8Array;
  history: GrownLevel[];
  /** The last configuration of the batch, packed. */
  newest: Uint8Array;
}

/** Grows and measures one batch. The same order gives the same bits on every thread. */
export function upscaleBatch(order: UpscaleOrder): UpscaledBatch {
  const { settings, levels, configurations, keep } = order;
  const { size } = settings;
  const random = new RandomStream(order.seed, `upscale/${order.batch}`);
  // A stream of its own, so that what is measured does not change what is grown.
  const ties = new RandomStream(order.seed, `upscale/${order.batch}/blocking`);
  const { upscaler, lastDiffers } = loadOnce(order.model, settings.coupling);
  const growth = new Growth(upscaler, lastDiffers, settings);
  const sums = new Map(levels.map((options) => [options.size, new LevelSums(options)]));
  const drawStart = starts(settings, random);
  const bytes = packedBytes(size);
  const kept = new Uint8Array(Math.min(keep, configurations) * bytes);
  const newest = new Uint8Array(bytes);
  const history: GrownLevel[] = [];

  for (let i = 0; i < configurations; i++) {
    growth.grow(
      drawStart(),
      random,
      (spins, side, logWeight) => {
        sums.get(side)?.add(spins, ties, logWeight);
        if (side !== size) return;
        if (i * bytes < kept.length) packSpins(spins, kept, i * bytes);
        if (i === configurations - 1) packSpins(spins, newest);
      },
      order.history && i === 0
        ? (spins, side) => {
            const packed = new Uint8Array(packedBytes(side));
            packSpins(spins, packed);
            history.push({ size: side, packed });
          }
        : undefined,
    );
  }
  return { levels: Array.from(sums.values(), (one) => one.toArrays()), kept, history, newest };
}

/** One spin of either sign, or the next configuration of a Monte Carlo chain of this batch. */
function starts(settings: GrowthSettings, random: RandomStream): () => Spins {
  const size = startSize(settings);
  const spins = new Uint8Array(size * size);
  if (size === 1) {
    return () => {
      spins[0] = random.bits() >>> 31;
      return spins;
    };
  }
  const { coupling } = settings;
  const chain = createSampler({ algorithm: 'swendsen-wang', size, coupling, start: 'random', random });
  for (let sweep = 0; sweep < startChain.warmUp; sweep++) chain.sweep();
  return () => {
    for (let sweep = 0; sweep < startChain.spacing; sweep++) chain.sweep();
    return chain.read(spins);
  };
}

/** The upscaler a thread built last, with its tables. */
let built: { key: string; upscaler: Upscaler; lastDiffers: boolean } | null = null;

function loadOnce({ key, parameters }: UpscaleOrder['model'], coupling: number) {
  if (built?.key !== key) {
    built = {
      key,
      upscaler: createUpscaler(parameters, coupling),
      lastDiffers: lastDoublingDiffers(parameters),
    };
  }
  return built;
}
