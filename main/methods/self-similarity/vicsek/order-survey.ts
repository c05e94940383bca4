import type { ArrayRecord, VicsekOrderResult, VicsekOrderSpec } from '../../../../preload/contract/index.ts';
import type { ThreadPool } from '../../context.ts';
import { OrderChain } from './order-chain.ts';
import { orderEstimates, type ErrorOrigin, type OrderEstimates } from './order-estimates.ts';
import type { OrderOfSlice, OrderSlice } from './order-task.ts';
import { peakOf } from './peak.ts';

/** Values of stored series: of one simulation, and of all. */
const longestSeries = 2 ** 14;
const mostStored = 2 ** 24;

/** Slices per thread between two chances to stop. */
const slicesPerThread = 4;

export type OrderSurveyOptions = Pick<
  VicsekOrderSpec,
  'seed' | 'particles' | 'sides' | 'noises' | 'burnIn' | 'steps' | 'repeats'
>;

type MeasuredSize = VicsekOrderResult['sizes'][number];

/** Simulations of one size and noise. */
interface Point {
  side: number;
  noise: number;
  chains: OrderChain[];
}

/**
 * φ and its fluctuation for several sizes and noises. All simulations are independent and have random streams of their own, so that neither
 * the number of threads nor interruptions change a bit.
 */
export class OrderSurvey {
  readonly sides: readonly number[];
  readonly noises: readonly number[];
  readonly points: readonly Point[];
  readonly #chains: readonly OrderChain[];

  /** Throws HostError for a size with too many particles or none. */
  constructor({ seed, particles, sides, noises, burnIn, steps, repeats }: OrderSurveyOptions) {
    this.sides = distinct(sides);
    this.noises = distinct(noises);
    const stored = Math.min(
      longestSeries,
      Math.floor(mostStored / (this.sides.length * this.noises.length * repeats)),
    );
    const stepsPerBlock = Math.ceil(steps / stored);
    this.points = this.sides.flatMap((side) =>
      this.noises.map((noise) => ({
        side,
        noise,
        chains: Array.from({ length: repeats }, (_, repeat) => {
          const parameters = { ...particles, side, noise };
          return new OrderChain({ parameters, seed, repeat, burnIn, steps, stepsPerBlock });
        }),
      })),
    );
    this.#chains = this.points.flatMap(({ chains }) => chains);
  }

  get complete(): boolean {
    return this.#chains.every((chain) => chain.complete);
  }

  /** Share of all moves of particles that is done. */
  get progress(): number {
    const sum = (pick: 'done' | 'total') => this.#chains.reduce((all, { moves }) => all + moves[pick], 0);
    return sum('done') / sum('total');
  }

  /** The point that is simulated next; undefined at the end. */
  get current(): Point | undefined {
    return this.points.findLast(({ chains }) => chains.some((chain) => !chain.complete));
  }

  /** A slice of each of the next simulations, the large ones first, so that no thread is left with one at the end. */
  async advance(pool: ThreadPool): Promise<void> {
    const open = this.#chains.filter((chain) => !chain.complete).toReversed();
    const work = open.slice(0, slicesPerThread * pool.size).map((chain) => ({ chain, slice: chain.next() }));
    const done = await pool.map<OrderSlice, OrderOfSlice>(
      'vicsek.order',
      work.map(({ slice }) => slice),
    );
    for (const [i, { chain, slice }] of work.entries()) chain.take(slice, done[i]);
  }

  /** What was measured of each size, and the origin of each error; `breathe` is called between points. */
  async estimates(breathe: () => Promise<void>): Promise<{ sizes: MeasuredSize[]; errors: ErrorOrigin[][] }> {
    const found: OrderEstimates[] = [];
    for (const { chains } of this.points) {
      found.push(orderEstimates(chains));
      await breathe();
    }
    const bySize = this.sides.map((_, i) =>
      found.slice(i * this.noises.length, (i + 1) * this.noises.length),
    );
    const sizes = bySize.map((estimates, i): MeasuredSize => {
      const deviation = estimates.map((each) => each.deviation);
      return {
        side: this.sides[i],
        particles: this.points[i * this.noises.length].chains[0].particles,
        noise: [...this.noises],
        order: estimates.map((each) => each.order),
        deviation,
        autocorrelation: estimates.map((each) => each.autocorrelation),
        peak: peakOf(this.noises, deviation),
      };
    });
    return { sizes, errors: bySize.map((estimates) => estimates.map(({ errors }) => errors)) };
  }

  snapshot(): ArrayRecord {
    return Object.assign({}, ...this.#chains.map((chain, i) => chain.snapshot(`${i}/`))) as ArrayRecord;
  }

  restore(arrays: ArrayRecord): void {
    for (const [i, chain] of this.#chains.entries()) chain.restore(`${i}/`, arrays);
  }
}

const distinct = (values: readonly number[]) => [...new Set(values)].toSorted((a, b) => a - b);
