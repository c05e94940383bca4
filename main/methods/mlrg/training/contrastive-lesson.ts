import { HostError, type MlrgTrainingSpec } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { BoltzmannMachine } from './boltzmann-machines.ts';
import type { Lesson } from './lesson.ts';

export type ContrastiveSettings = Omit<
  Extract<MlrgTrainingSpec['gradient'], { type: 'contrastive' }>,
  'type'
>;

/** States of one spin up to which a step takes seconds at most: the teacher's normalisation multiplies matrices of this size. */
const mostStates = 256;

/**
 * Contrastive divergence (Hinton 2002), as the paper trains: the teacher draws configurations by Gibbs sampling, the student carries them on
 * for k sweeps, and what the derivatives of its free energy lose on the way is the gradient. Biased for small k, as the student has not
 * forgotten the data by then. The divergence is the mean of ln p_tch/p_std over the teacher's configurations with both normalisations
 * exact, so its noise is only that of the sample.
 */
export class ContrastiveLesson implements Lesson {
  readonly #teacher: BoltzmannMachine;
  readonly #student: BoltzmannMachine;
  readonly #settings: ContrastiveSettings;
  readonly #random: RandomStream;
  readonly #positive: Float64Array;

  /** @throws HostError too-large when a spin has more states than can be sampled in a step of seconds */
  constructor(space: CouplingSpace, settings: ContrastiveSettings, random: RandomStream) {
    this.#teacher = new BoltzmannMachine(space, 'square');
    this.#student = new BoltzmannMachine(space, 'cross');
    this.#settings = settings;
    this.#random = random;
    this.#positive = new Float64Array(space.couplings.length);
    if (this.#teacher.visibleStates > mostStates) {
      throw new HostError(
        'too-large',
        `A spin ${space.settings.spin} of ${space.values.group} has ${this.#teacher.visibleStates} states; at most ${mostStates} can be trained.`,
        {
          where: 'symmetry',
          remedy: 'Choose a smaller representation or an internal group with fewer values.',
        },
      );
    }
  }

  compare(teacher: Float64Array, student: Float64Array, gradient: Float64Array): number {
    const { samples, gibbsSteps, divergenceSteps } = this.#settings;
    this.#teacher.couple(teacher);
    this.#student.couple(student);
    const visible = this.#teacher.disordered(samples, this.#random);
    this.#teacher.sweep(visible, gibbsSteps, this.#random);
    const ofTeacher = this.#teacher.logWeight(visible) - this.#teacher.logPartition();
    const ofStudent = this.#student.derivative(visible, this.#positive) - this.#student.logPartition();
    this.#student.sweep(visible, divergenceSteps, this.#random);
    this.#student.derivative(visible, gradient);
    for (let m = 0; m < gradient.length; m++) gradient[m] -= this.#positive[m];
    return ofTeacher - ofStudent;
  }
}
