import { HostError } from '../../../preload/contract/index.ts';
import type { CallArgument, CallName, CallResults } from '../../../preload/contract/index.ts';

export type DynamicsCall = Extract<CallName, `dynamics${string}`>;
export type DynamicsHandlers = {
  [K in DynamicsCall]: (argument: CallArgument<K>) => CallResults[K] | Promise<CallResults[K]>;
};

export function createDynamicsService(): DynamicsHandlers & { dispose(): void } {
  throw new HostError('not-found', 'Not built yet.');
}
