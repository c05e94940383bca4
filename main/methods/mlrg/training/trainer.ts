import { HostError, type MlrgTrainingSpec } from '../../../../preload/contract/index.ts';
import { Adam } from '../../../compute/adam.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { Snapshot } from '../../context.ts';
import { FlowTape } from '../moderator/flow.ts';
import { MonotoneNetwork, type MonotoneShape } from '../moderator/network.ts';
import { createCouplingSampler, type CouplingSampler } from '../moderator/sampler.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { ContrastiveLesson } from './contrastive-lesson.ts';
import { enumerationOf } from './enumerations.ts';
import { ExactLesson } from './exact-lesson.ts';
import type { Lesson } from './lesson.ts';

/** Mean divergence in nats that says the students have run away: twenty spins are some ten nats apart at most while couplings are sane. */
const runaway = 1000;

/** Seed of an independent training of a run: a run of the seed it gives, with one training, is the same training. */
export function memberSeed(seed: number, member: number): number {
  return (seed + member) % 2 ** 32;
}

/**
 * One training of an RG monotone network (Sec. II D and E): teachers from the sampler, students by the flow of the network (Eq. 13), the
 * gradient of their divergence (Eq. 7) through the flow into the network, one step of Adam. The teachers are constants of the step: no
 * gradient goes through the sampler. All that a step depends on is in the snapshot.
 */
export class Trainer {
  readonly network: MonotoneNetwork;
  readonly #spec: MlrgTrainingSpec;
  readonly #seed: number;
  readonly #tape: FlowTape;
  readonly #lesson: Lesson;
  readonly #sampler: CouplingSampler;
  readonly #adam: Adam;
  /** Of the Gibbs sampling; the sampler of teachers has its own. */
  readonly #random: RandomStream;
  /** Of every divergence with respect to its student: [batch][couplings]. */
  readonly #studentGradients: Float64Array;
  readonly #gradient: Float64Array;
  #step = 0;

  /** @throws HostError too-large when the gradient asked for cannot be worked out for this spin */
  constructor(spec: MlrgTrainingSpec, space: CouplingSpace, seed: number) {
    const couplings = space.couplings.length;
    const { batch, reach, spread } = spec.proposals;
    this.#spec = spec;
    this.#seed = seed;
    this.network = MonotoneNetwork.initial(shapeOf(spec, space), new RandomStream(seed, 'network'));
    this.#tape = new FlowTape(this.network, spec.flow);
    this.#random = new RandomStream(seed, 'configurations');
    this.#lesson =
      spec.gradient.type === 'exact'
        ? new ExactLesson(enumerationOf(space))
        : new ContrastiveLesson(space, spec.gradient, this.#random);
    this.#sampler = createCouplingSampler({
      couplings,
      batch,
      reach,
      spread,
      proposals: spec.proposals,
      random: new RandomStream(seed, 'teachers'),
    });
    this.#adam = new Adam(this.network.parameters.length);
    this.#studentGradients = new Float64Array(batch * couplings);
    this.#gradient = new Float64Array(this.network.parameters.length);
  }

  /** Steps done. */
  get step(): number {
    return this.#step;
  }

  /**
   * One training step; returns the mean divergence of its batch in nats, from before the step.
   *
   * @throws HostError unstable when the training has diverged
   */
  advance(): number {
    const { steps, learningRate, proposals } = this.#spec;
    const passed = steps > 1 ? this.#step / (steps - 1) : 0;
    const teachers = this.#sampler.sample(this.network, passed * proposals.inverseTemperature);
    const nats = this.#learnFrom(teachers);
    // To zero, not to a part of it: what is left at the end would keep the noise of sampled gradients in J0*.
    const rate = (learningRate * (1 + Math.cos(Math.PI * passed))) / 2;
    const direction = this.#adam.direction(this.#gradient);
    const { parameters } = this.network;
    for (let i = 0; i < parameters.length; i++) parameters[i] -= rate * direction[i];
    this.#step++;
    if (!(nats < runaway) || !parameters.every(Number.isFinite)) throw this.#diverged();
    return nats;
  }

  /** Mean divergence of the teachers' students; its gradient is left in `#gradient`. */
  #learnFrom(teachers: Float64Array): number {
    const { batch } = this.#spec.proposals;
    const { couplings } = this.network;
    const students = this.#tape.forward(teachers);
    let nats = 0;
    for (let first = 0; first < teachers.length; first += couplings) {
      nats += this.#lesson.compare(
        teachers.subarray(first, first + couplings),
        students.subarray(first, first + couplings),
        this.#studentGradients.subarray(first, first + couplings),
      );
    }
    this.#gradient.fill(0);
    this.#tape.backward(this.#studentGradients, 1 / batch, this.#gradient);
    return nats / batch;
  }

  #diverged(): HostError {
    const { learningRate, proposals } = this.#spec;
    return new HostError(
      'unstable',
      `The training of seed ${this.#seed} diverged at step ${this.#step}: the couplings of its students have run away.`,
      {
        where: 'learningRate',
        remedy: `Lower the learning rate (${learningRate}), or the reach (${proposals.reach}) and the spread (${proposals.spread}) of the teachers; more steps of the flow help as well.`,
      },
    );
  }

  snapshot(): Snapshot {
    const { moment, square, steps } = this.#adam.state();
    const sampler = this.#sampler.snapshot();
    return {
      arrays: {
        parameters: vector(this.network.parameters),
        moment: vector(moment),
        square: vector(square),
        ...Object.fromEntries(
          Object.entries(sampler.arrays).map(([name, array]) => [`sampler-${name}`, array]),
        ),
      },
      values: {
        step: this.#step,
        optimiserSteps: steps,
        random: this.#random.state(),
        sampler: sampler.values,
      },
    };
  }

  restore({ arrays, values }: Snapshot): void {
    this.network.parameters.set(arrays.parameters.data as Float64Array);
    this.#adam.restore({
      moment: arrays.moment.data as Float64Array,
      square: arrays.square.data as Float64Array,
      steps: Number(values.optimiserSteps),
    });
    this.#sampler.restore({
      arrays: Object.fromEntries(
        Object.entries(arrays).flatMap(([name, array]) =>
          name.startsWith('sampler-') ? [[name.slice('sampler-'.length), array]] : [],
        ),
      ),
      values: values.sampler as Record<string, unknown>,
    });
    this.#random.restore(values.random as number[]);
    this.#step = Number(values.step);
  }
}

/** The network that a specification asks for. */
export function shapeOf({ network }: Pick<MlrgTrainingSpec, 'network'>, space: CouplingSpace): MonotoneShape {
  return { couplings: space.couplings.length, widths: network.widths, layerNorm: network.layerNorm };
}

const vector = (data: Float64Array) => ({ shape: [data.length], data: data.slice() });
