import type { Check, ProofContext } from '../../proof.ts';
import { readUpscaler } from '../stored.ts';
import { dream, kernels, paper, rows } from './table-two.ts';
import { weightedChecks, type WeightedEffort } from './weighted-loss.ts';

/** Configurations upscaled with each kernel. */
const configurations = { quick: 10_000, normal: 60_000, full: 300_000 } as const;

const weightedEffort: Record<ProofContext['level'], WeightedEffort | null> = {
  quick: null,
  normal: { kernels: [3], training: 300_000, smallTraining: 200_000, perPoint: 4000, configurations: 30_000 },
  full: { kernels, training: 1_000_000, smallTraining: 200_000, perPoint: 4000, configurations: 300_000 },
};

/** Finite-size exponents of what symmetric kernels dream up from one spin, against Table II. */
export async function finiteSizeChecks(context: ProofContext): Promise<Check[]> {
  const effort = weightedEffort[context.level];
  if (!effort) return await uniformChecks(context);
  const within = (from: number, to: number): ProofContext => ({
    ...context,
    progress: (fraction, message) => context.progress(from + fraction * (to - from), message),
  });
  return [...(await uniformChecks(within(0, 0.35))), ...(await weightedChecks(within(0.35, 1), effort))];
}

async function uniformChecks(context: ProofContext): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [i, size] of kernels.entries()) {
    const parameters = readUpscaler(await context.model(`pretrained/upscaler-k${size}`));
    const exponents = await dream(context, parameters, configurations[context.level], (fraction) =>
      context.progress((i + fraction) / kernels.length, `upscaling with k = ${size}`),
    );
    checks.push(...rows(`k${size}`, exponents, paper.uniform[size], { trained: '', judged: true }));
  }
  return checks;
}
