import type { RandomStream } from '../../../main/compute/random.ts';
import type { Death } from './death.ts';

/** When and how the next process dies. */
export type Plan =
  /** At a file operation of the worker: its own death or its workbench's. */
  | { by: 'worker'; where: 'checkpoint' | 'artifact'; death: Death }
  /** At a file operation of the workbench itself. */
  | { by: 'host'; where: 'record' | 'birth' | 'lease'; death: Death }
  /** Milliseconds after the run began to run. */
  | { by: 'clock'; where: 'anywhere'; victim: 'worker' | 'host'; delay: number };

/** Operations on files that one checkpoint takes, about; deaths are spread over the first few. */
const checkpointOperations = 30;

/**
 * Few deaths of different kinds, two for each of two workspaces: each is sure to come, and the writing of a checkpoint is hit by the
 * worker's own death and by its workbench's.
 */
export const fewPlans: readonly (readonly Plan[])[] = [
  [
    { by: 'host', where: 'birth', death: { victim: 'self', path: '.draft', operation: 9, during: true } },
    {
      by: 'worker',
      where: 'checkpoint',
      death: { victim: 'self', path: '/checkpoints', operation: 25, during: true },
    },
  ],
  [
    {
      by: 'worker',
      where: 'checkpoint',
      death: { victim: 'parent', path: '/checkpoints', operation: 20, during: false },
    },
    {
      by: 'host',
      where: 'record',
      death: { victim: 'self', path: '/run.json', operation: 12, during: false },
    },
  ],
];

/** Half of all deaths fall into the writing of a checkpoint, the worker's own and its workbench's in turn. */
export function nextPlan(random: RandomStream, isNew: boolean): Plan {
  const during = random.uniform() < 0.5;
  const choice = random.uniform();
  if (choice < 0.6) {
    const victim = random.uniform() < 0.5 ? 'self' : 'parent';
    const operation = 1 + random.integer(3 * checkpointOperations);
    return { by: 'worker', where: 'checkpoint', death: { victim, path: '/checkpoints', operation, during } };
  }
  if (choice < 0.82) {
    const victim = random.uniform() < 0.5 ? 'worker' : 'host';
    return { by: 'clock', where: 'anywhere', victim, delay: random.between(0, 1200) };
  }
  if (choice < 0.9) {
    const death: Death = { victim: 'self', path: '/artifacts', operation: 1 + random.integer(16), during };
    return { by: 'worker', where: 'artifact', death };
  }
  const host = (where: 'record' | 'birth' | 'lease', path: string, operations: number): Plan => ({
    by: 'host',
    where,
    death: { victim: 'self', path, operation: 1 + random.integer(operations), during },
  });
  if (isNew) return host('birth', '.draft', 24);
  return choice < 0.96 ? host('record', '/run.json', 40) : host('lease', '/lease.json', 16);
}
