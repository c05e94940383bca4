import type { CouplingSpace } from '../coupling-space.ts';
import { enumerate, type Enumeration } from '../exact/enumeration.ts';

let last: { key: string; enumeration: Enumeration } | null = null;

/**
 * The enumeration of a coupling space. The last one is kept: the chunks of all trainings of a run that a thread is given share it.
 *
 * @throws HostError too-large when there are too many configurations
 */
export function enumerationOf(space: CouplingSpace): Enumeration {
  const key = JSON.stringify(space.settings);
  if (last?.key !== key) last = { key, enumeration: enumerate(space) };
  return last.enumeration;
}
