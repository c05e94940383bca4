import { HostError } from '../../../preload/contract/index.ts';
import type { AutomatonDescription, RuleGraph } from '../../../preload/contract/index.ts';

export function automatonOf(): AutomatonDescription {
  throw new HostError('not-found', 'Not built yet.');
}

export function ruleGraphOf(): Promise<RuleGraph> {
  throw new HostError('not-found', 'Not built yet.');
}
