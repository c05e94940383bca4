import type { GrayScottParameters, StencilName } from '../../../preload/contract/experiments/gray-scott.ts';
import { HostError } from '../../../preload/contract/errors.ts';

interface Stencil {
  /** As a user reads it. */
  title: string;
  /** Largest dt·D in cells² for which explicit Euler damps every wave: 2 / |most negative eigenvalue|. */
  limit: number;
  /** What dt·D is divided by, so that the kernels sum with whole-number weights. */
  divisor: number;
}

export const stencilTable: Record<StencilName, Stencil> = {
  'five-point': { title: 'five-point stencil (1, −4)', limit: 0.25, divisor: 1 },
  'nine-point': { title: 'nine-point stencil (4, 1, −20)/6', limit: 0.375, divisor: 6 },
};

/** What a kernel needs to take a step: everything multiplied by dt and rounded to float32 once. */
export interface StepCoefficients {
  diffusionA: number;
  diffusionB: number;
  /** dt·F */
  feed: number;
  /** dt·(F + k) */
  loss: number;
  dt: number;
  nine: boolean;
}

export interface StabilityVerdict {
  stable: boolean;
  /** Largest D the stencil can run at this dt, in cells² per unit time. */
  limit: number;
  /** One sentence for the user. */
  explanation: string;
}

/** Whether explicit Euler with step `dt` damps diffusion on this stencil: dt·max(Da, Db) must not exceed the stencil's limit. */
export function checkStability(
  parameters: Pick<GrayScottParameters, 'Da' | 'Db'>,
  stencil: StencilName,
  dt = 1,
): StabilityVerdict {
  const { title, limit } = stencilTable[stencil];
  const name = worse(parameters);
  const product = dt * parameters[name];
  const stable = Number.isFinite(product) && dt > 0 && product >= 0 && product <= limit;
  return {
    stable,
    limit: limit / dt,
    explanation: stable
      ? `dt·${name} = ${format(product)} is within the limit ${limit} of the ${title}.`
      : `dt·${name} = ${format(product)} is beyond ${limit}, the limit of the ${title}: the time step would blow up.`,
  };
}

/** Coefficients of Eq. 9 for one explicit Euler step. Throws HostError 'unstable' beyond the stencil's limit. */
export function stepCoefficients(
  parameters: GrayScottParameters,
  stencil: StencilName,
  dt = 1,
): StepCoefficients {
  const verdict = checkStability(parameters, stencil, dt);
  if (!verdict.stable) {
    throw new HostError('unstable', verdict.explanation, {
      where: `parameters.${worse(parameters)}`,
      remedy:
        stencil === 'five-point' && checkStability(parameters, 'nine-point', dt).stable
          ? 'Use a smaller diffusion constant, a smaller time step or the nine-point stencil.'
          : 'Use a smaller diffusion constant or a smaller time step.',
    });
  }
  const { divisor } = stencilTable[stencil];
  const { Da, Db, F, k } = parameters;
  return {
    diffusionA: Math.fround((dt * Da) / divisor),
    diffusionB: Math.fround((dt * Db) / divisor),
    feed: Math.fround(dt * F),
    loss: Math.fround(dt * (F + k)),
    dt: Math.fround(dt),
    nine: stencil === 'nine-point',
  };
}

function worse({ Da, Db }: Pick<GrayScottParameters, 'Da' | 'Db'>): 'Da' | 'Db' {
  return Da >= Db || Number.isNaN(Da) ? 'Da' : 'Db';
}

function format(value: number): string {
  return String(Number(value.toPrecision(6)));
}
