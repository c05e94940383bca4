import type { MlrgTrainingSpec } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { Snapshot } from '../../context.ts';
import type { RgMonotone } from '../rg-map.ts';
import { GradientNormPotential } from './gradient-norm.ts';
import { HamiltonianChains, type Box } from './hamiltonian.ts';
import { exchangeReplicas, temperatureLadder } from './replica-exchange.ts';

/** Draws teachers: points J of the box with the probability exp(−βU), U a power of ‖∇C‖ (Eq. 14). Its chains live on from call to call. */
export interface CouplingSampler {
  /** batch × couplings of the coldest replica; the next call writes the same array again. The monotone may have changed since the last call. */
  sample(monotone: RgMonotone, beta: number): Float64Array;
  /** Where the chains are, with the state of the random stream: a restored sampler goes on with the same bits. */
  snapshot(): Snapshot;
  /** RangeError when the snapshot is one of another batch. */
  restore(snapshot: Snapshot): void;
  /** Share of the coldest replicas' proposals accepted in the last call. */
  readonly acceptance: number;
  /** Share of the exchanges made in the last call; 0 without replicas to exchange with. */
  readonly exchanges: number;
}

export interface CouplingSamplerOptions {
  couplings: number;
  /** Independent chains, each with its own ladder of replicas. */
  batch: number;
  /** 0 ≤ J0 ≤ reach. */
  reach: number;
  /** |J_m| ≤ spread for the other couplings; 0 pins them. */
  spread: number;
  proposals: MlrgTrainingSpec['proposals'];
  random: RandomStream;
}

export function createCouplingSampler(options: CouplingSamplerOptions): CouplingSampler {
  return new LadderSampler(options);
}

class LadderSampler implements CouplingSampler {
  readonly #proposals: MlrgTrainingSpec['proposals'];
  readonly #random: RandomStream;
  readonly #batch: number;
  /** Replica r of ladder b is chain r·batch + b. */
  readonly #chains: HamiltonianChains;
  readonly #drawn: Float64Array;
  #potential: GradientNormPotential | null = null;
  #acceptance = 0;
  #exchanges = 0;

  constructor({ couplings, batch, reach, spread, proposals, random }: CouplingSamplerOptions) {
    const box: Box = {
      low: new Float64Array(couplings).fill(-spread),
      high: new Float64Array(couplings).fill(spread),
    };
    box.low[0] = 0;
    box.high[0] = reach;
    this.#proposals = proposals;
    this.#random = random;
    this.#batch = batch;
    this.#chains = new HamiltonianChains(
      box,
      batch * proposals.replicas,
      { stepSize: proposals.stepSize, steps: proposals.leapfrogSteps },
      random,
    );
    this.#drawn = new Float64Array(batch * couplings);
  }

  get acceptance(): number {
    return this.#acceptance;
  }

  get exchanges(): number {
    return this.#exchanges;
  }

  sample(monotone: RgMonotone, beta: number): Float64Array {
    const { potential: norm, replicas, updates } = this.#proposals;
    const chains = this.#chains;
    if (this.#potential?.monotone !== monotone) this.#potential = new GradientNormPotential(monotone, norm);
    const potential = this.#potential;
    const betas = temperatureLadder(beta, replicas);
    const betaOf = Float64Array.from({ length: chains.count }, (_, i) => betas[Math.floor(i / this.#batch)]);
    let accepted = 0;
    let exchanged = 0;
    chains.evaluate(potential);
    for (let update = 0; update < updates; update++) {
      chains.update(potential, betaOf, this.#random);
      for (let b = 0; b < this.#batch; b++) accepted += chains.accepted[b];
      exchanged += exchangeReplicas(betas, chains.points.energies, this.#random, (one, other) =>
        chains.swap(one, other),
      );
    }
    this.#acceptance = accepted / (updates * this.#batch);
    this.#exchanges = replicas > 1 ? exchanged / (updates * this.#batch * (replicas - 1)) : 0;
    this.#drawn.set(chains.points.positions.subarray(0, this.#drawn.length));
    return this.#drawn;
  }

  snapshot(): Snapshot {
    const { points, count, dimension } = this.#chains;
    return {
      arrays: { positions: { shape: [count, dimension], data: points.positions.slice() } },
      values: { random: this.#random.state(), acceptance: this.#acceptance, exchanges: this.#exchanges },
    };
  }

  restore({ arrays, values }: Snapshot): void {
    const saved = arrays.positions.data;
    const { positions } = this.#chains.points;
    if (saved.length !== positions.length) {
      throw new RangeError(`the snapshot has ${saved.length} coordinates, not ${positions.length}`);
    }
    positions.set(saved as Float64Array);
    this.#random.restore(values.random as (number | null)[]);
    this.#acceptance = values.acceptance as number;
    this.#exchanges = values.exchanges as number;
  }
}
