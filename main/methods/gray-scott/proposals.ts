import type { PatternGeneration } from '../../../preload/contract/index.ts';
import { RandomStream } from '../../compute/random.ts';
import { saddleNodeKill, stepCoefficients } from '../../physics/gray-scott/index.ts';
import type { System } from './simulation-task.ts';

/**
 * Proposal `index` of the data set named by `seed`: Da, Db, F and κ uniform in their ranges, k = √F/2 − F + κ (not below 0), and the seed
 * of the initial state. Each has a stream of its own, so the proposals do not depend on how they are shared out.
 */
export function proposal(generation: PatternGeneration, seed: number, index: number): System {
  const random = new RandomStream(seed, `gray-scott proposal ${index}`);
  const within = ({ low, high }: { low: number; high: number }) => random.between(low, high);
  const Da = within(generation.Da);
  const Db = within(generation.Db);
  const F = within(generation.F);
  const k = Math.max(0, saddleNodeKill(F) + within(generation.kappa));
  return { parameters: { Da, Db, F, k }, seed: random.bits() };
}

/** Throws HostError 'unstable' when some proposal could exceed the limit of the stencil. */
export function requireStable({ Da, Db, F, stencil }: PatternGeneration): void {
  stepCoefficients({ Da: Da.high, Db: Db.high, F: F.high, k: 0 }, stencil);
}
