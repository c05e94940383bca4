import type { VicsekOrderResult, VicsekOrderSpec } from '../../../../preload/contract/index.ts';
import { binsPerChain } from './order-chain.ts';
import type { ErrorOrigin } from './order-estimates.ts';

/** In autocorrelation times: how long the burn-in should be. */
const enough = 10;

/** How the numbers were made, and where they cannot be trusted. */
export function orderNotes(
  { particles, burnIn, steps, repeats }: Pick<VicsekOrderSpec, 'particles' | 'burnIn' | 'steps' | 'repeats'>,
  sizes: VicsekOrderResult['sizes'],
  errors: readonly (readonly ErrorOrigin[])[],
): string[] {
  const interval = particles.noiseInterval === 'unit' ? '[−½, ½]' : '[−π/2, π/2]';
  const notes = [
    `ξ is uniform in ${interval}. φ = |Σv|/(N v₀); its mean and standard deviation are over ${repeats} × ${steps} steps, all simulations together.`,
    `Errors are one standard error: a jackknife over stretches of ${Math.floor(steps / binsPerChain)} steps where those last at least ten autocorrelation times, else over whole simulations where there are four.`,
    'Peaks are vertices of the parabola through the largest point and its neighbours; their 95% intervals follow from the errors of the points and leave out that a peak is no parabola.',
  ];
  for (const [at, { side, noise, autocorrelation, peak }] of sizes.entries()) {
    const whole = noise.filter((_, i) => errors[at][i] === 'simulations');
    if (whole.length > 0) {
      notes.push(`L = ${side}: errors at ${listed(whole)} are over whole simulations, ${repeats} of them.`);
    }
    const small = noise.filter((_, i) => errors[at][i] === 'too-small');
    if (small.length > 0) {
      notes.push(
        `L = ${side}: errors at ${listed(small)} may be too small: the simulations are short for their autocorrelation times, and fewer than four. Take more steps or simulations.`,
      );
    }
    const cold = noise.filter((_, i) => burnIn < enough * (autocorrelation[i]?.value ?? Infinity));
    if (cold.length > 0) {
      notes.push(
        `L = ${side}: at ${listed(cold)} the burn-in of ${burnIn} steps is not known to be ten autocorrelation times; the random start may still be felt.`,
      );
    }
    if (peak.noise === noise[0] || peak.noise === noise.at(-1)) {
      notes.push(
        `L = ${side}: the fluctuation is largest at the end of the noises asked for, so its peak may lie beyond.`,
      );
    }
  }
  return notes;
}

const listed = (noises: readonly number[]) => `η = ${noises.join(', ')}`;
