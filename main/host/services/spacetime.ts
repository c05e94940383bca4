import { HostError } from '../../../preload/contract/index.ts';
import type { SpacetimeInput } from '../../../preload/contract/index.ts';

export function spacetimeForPage(): Promise<SpacetimeInput> {
  throw new HostError('not-found', 'Not built yet.');
}
