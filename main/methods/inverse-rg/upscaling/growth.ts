import type { UpscalingSpec } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { heatBathSweep } from '../../../physics/ising/single-spin.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import type { Upscaler, UpscalerParameters } from '../upscaler.ts';
import { ImportanceWeights } from './importance.ts';

/** How configurations grow. */
export type GrowthSettings = Pick<
  UpscalingSpec,
  'start' | 'size' | 'coupling' | 'sweeps' | 'sweepAfter' | 'importance'
>;

/**
 * A level of one configuration: size² spins, to be copied if kept. `logWeight` is its importance weight, undefined without weights.
 */
export type LevelVisitor = (spins: Spins, size: number, logWeight: number | undefined) => void;

/** Side of the lattice that growth starts from. */
export const startSize = ({ start }: Pick<GrowthSettings, 'start'>) =>
  start.from === 'one-spin' ? 1 : start.size;

/** Sides of the levels that are measured, smallest first: a Monte Carlo start is one of them, a single spin is not. */
export function measuredSizes(settings: Pick<GrowthSettings, 'start' | 'size'>): number[] {
  const sizes: number[] = [];
  for (let side = startSize(settings); side <= settings.size; side *= 2) if (side > 1) sizes.push(side);
  return sizes;
}

/**
 * Grows configurations level by level. Every level is *finished* for measurement as if growth ended there (the tables of the last
 * doubling, the sweeps after it), so that the levels are ensembles of one kind and exponents between them mean something; what grows on
 * is the unfinished level. Where finishing changes nothing the two are one and the same.
 */
export class Growth {
  readonly #upscaler: Upscaler;
  readonly #settings: GrowthSettings;
  readonly #branches: boolean;
  readonly #weights: ImportanceWeights;
  /** Growing levels by side, reused. */
  readonly #levels = new Map<number, Spins>();
  readonly #finished = new Map<number, Spins>();

  constructor(upscaler: Upscaler, lastDiffers: boolean, settings: GrowthSettings) {
    this.#upscaler = upscaler;
    this.#settings = settings;
    this.#weights = new ImportanceWeights(settings.coupling);
    this.#branches = lastDiffers || (settings.sweeps > 0 && settings.sweepAfter === 'last');
    for (let side = startSize(settings); side <= settings.size; side *= 2) {
      this.#levels.set(side, new Uint8Array(side * side));
      if (this.#branches && side > 1) this.#finished.set(side, new Uint8Array(side * side));
    }
  }

  /**
   * Grows `start` (startSize² spins) to the final lattice.
   * @param measure every finished level, and the start unless it is one spin
   * @param watch the levels that grow out of each other, the start first and the finished last one at the end
   */
  grow(start: Spins, random: RandomStream, measure: LevelVisitor, watch?: LevelVisitor): void {
    const { size, sweeps, sweepAfter, importance } = this.#settings;
    const sweepsOnTheWay = sweepAfter === 'each' ? sweeps : 0;
    let logWeight = importance ? 0 : undefined;
    let side = startSize(this.#settings);
    let coarse = start;
    if (side > 1) measure(coarse, side, logWeight);
    watch?.(coarse, side, logWeight);
    while (side < size) {
      const last = 2 * side === size;
      if (this.#branches) {
        const finished = buffer(this.#finished, 2 * side);
        const weight = this.#double(coarse, side, random, finished, true, sweeps, logWeight);
        measure(finished, 2 * side, weight);
        if (last) {
          watch?.(finished, size, weight);
          return;
        }
      }
      const fine = buffer(this.#levels, 2 * side);
      logWeight = this.#double(coarse, side, random, fine, last, sweepsOnTheWay, logWeight);
      coarse = fine;
      side *= 2;
      if (!this.#branches) measure(coarse, side, logWeight);
      watch?.(coarse, side, logWeight);
    }
  }

  /** One doubling with its sweeps; returns the weight after it. */
  #double(
    coarse: Spins,
    size: number,
    random: RandomStream,
    fine: Spins,
    last: boolean,
    sweeps: number,
    logWeight: number | undefined,
  ): number | undefined {
    const upscaler = this.#upscaler;
    const { coupling } = this.#settings;
    upscaler.double(coarse, size, random, fine, last);
    let weight = logWeight;
    if (weight !== undefined && upscaler.logProbability && weight > Number.NEGATIVE_INFINITY) {
      const drawn = upscaler.logProbability(coarse, size, fine, last);
      weight += this.#weights.doubling(coarse, size, fine, drawn);
    }
    for (let sweep = 0; sweep < sweeps; sweep++) heatBathSweep(fine, 2 * size, coupling, random);
    return weight;
  }
}

function buffer(levels: Map<number, Spins>, side: number): Spins {
  const spins = levels.get(side);
  if (!spins) throw new RangeError(`there is no level of ${side}² spins`);
  return spins;
}

/** Whether the model has tables of their own for the last doubling. */
export function lastDoublingDiffers(parameters: UpscalerParameters): boolean {
  if (parameters.type !== 'sequential') return false;
  const { iterated, last } = parameters;
  return (['a', 'b', 'c', 'd'] as const).some((name) =>
    iterated[name].some((probability, i) => probability !== last[name][i]),
  );
}
