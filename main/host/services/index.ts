import type {
  CallArgument,
  CallName,
  CallResults,
  HostEventName,
  HostEvents,
} from '../../../preload/contract/index.ts';

/** Calls that compute or parse files: the service worker answers them, so that the host stays responsive and unharmed. */
export const serviceCalls = [
  'backendsRead',
  'modelChain',
  'fileInspect',
  'patternRead',
  'designExport',
  'simulationOpen',
  'simulationChange',
  'simulationRun',
  'simulationPause',
  'simulationStep',
  'simulationReset',
  'simulationBrush',
  'simulationFields',
  'simulationClose',
  'simulationCheck',
] as const satisfies CallName[];

export type ServiceCall = (typeof serviceCalls)[number];

/** What a service may use. */
export interface ServiceParts {
  /** Folder of all runs. */
  runs: string;
  emit<K extends HostEventName>(name: K, payload: HostEvents[K]): void;
}

export type ServiceHandlers = {
  [K in ServiceCall]: (argument: CallArgument<K>) => Promise<CallResults[K]> | CallResults[K];
};

/** Services by call, loaded when first called. */
export function services(_parts: ServiceParts): Partial<ServiceHandlers> {
  return {};
}
