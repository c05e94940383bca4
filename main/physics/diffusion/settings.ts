import { HostError, type DiffusionSystem } from '../../../preload/contract/index.ts';

/** What a simulation needs to know, whatever its length. */
export type DiffusionSettings = Omit<DiffusionSystem, 'type' | 'steps'>;

/** D Δt/dx² at which the shortest wave of Euler steps is neither damped nor grows. */
const largestCourantNumber = 0.5;
/**
 * Below this D the Gaussian of one unit of time is so narrow (σ² = 2D) that its samples at the cells have not its width: the
 * variance is short by 16π²D·e^(−4π²D) of itself: .2 % here, 12 % at D = .13.
 */
const narrowestCoefficient = 0.25;

/**
 * Refuses what would not be a solution of the diffusion equation.
 * @throws HostError (unstable, bad-specification) with what to change.
 */
export function checkDiffusion({ method, coefficient, stepsPerUnit }: DiffusionSettings): void {
  if (method === 'explicit' && coefficient / stepsPerUnit > largestCourantNumber) {
    throw new HostError(
      'unstable',
      `Euler steps of Δt = 1/${stepsPerUnit} blow up at D = ${coefficient}: D Δt/dx² is ${(coefficient / stepsPerUnit).toPrecision(3)} and may be at most 1/2.`,
      {
        where: 'stepsPerUnit',
        remedy: `Take at least ${Math.ceil(coefficient / largestCourantNumber)} steps per unit of time, or the analytic method.`,
      },
    );
  }
  if (method === 'analytic' && coefficient < narrowestCoefficient) {
    throw new HostError(
      'bad-specification',
      `At D = ${coefficient} the Gaussian of one unit of time is narrower than the cells that would sample it.`,
      {
        where: 'coefficient',
        remedy: `Take D of at least ${narrowestCoefficient}, or the explicit method.`,
      },
    );
  }
}
