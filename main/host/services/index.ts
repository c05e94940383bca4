import type {
  CallArgument,
  CallName,
  CallResults,
  HostEventName,
  HostEvents,
} from '../../../preload/contract/index.ts';
import type { DynamicsCall, DynamicsHandlers } from './dynamics.ts';
import type { SimulationCall, SimulationHandlers } from './simulation.ts';

/** Calls that read a user's file: a process of their own answers them, so that no file holds up or ends anything else. */
export const fileCalls = [
  'fileInspect',
  'filesCompare',
  'patternRead',
  'spinsRead',
  'spacetimeRead',
] as const satisfies CallName[];

/** Calls that compute: the service worker answers them, so that the host stays responsive and unharmed. */
export const serviceCalls = [
  'backendsRead',
  'modelChain',
  'arraysPack',
  'growthPreview',
  'upscalerKernel',
  'symmetryDescribe',
  'rgFlow',
  'rgPlane',
  'automatonDescribe',
  'ruleGraph',
  'dynamicsOpen',
  'dynamicsChange',
  'dynamicsRun',
  'dynamicsPause',
  'dynamicsStep',
  'dynamicsReset',
  'dynamicsClose',
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

export type ServiceCall = (typeof serviceCalls)[number] | (typeof fileCalls)[number];

/** What a service may use. */
export interface ServiceParts {
  /** Folder of all runs. */
  runs: string;
  /** Resolves when the transport has taken it. */
  emit<K extends HostEventName>(name: K, payload: HostEvents[K]): Promise<void>;
}

export type ServiceHandlers = {
  [K in ServiceCall]: (argument: CallArgument<K>) => Promise<CallResults[K]> | CallResults[K];
};

/** The services; each is loaded when it is first called. */
export function services({ runs, emit }: ServiceParts): ServiceHandlers {
  const simulation = once(async () => {
    const { createSimulationService } = await import('./simulation.ts');
    return createSimulationService((frame) => emit('simulationFrame', frame));
  });
  const simulate =
    <K extends SimulationCall>(name: K) =>
    async (argument: CallArgument<K>): Promise<CallResults[K]> => {
      const handlers: SimulationHandlers = await simulation();
      return await handlers[name](argument);
    };
  const dynamics = once(async () => {
    const { createDynamicsService } = await import('./dynamics.ts');
    return createDynamicsService((frame) => emit('dynamicsFrame', frame));
  });
  const evolve =
    <K extends DynamicsCall>(name: K) =>
    async (argument: CallArgument<K>): Promise<CallResults[K]> => {
      const handlers: DynamicsHandlers = await dynamics();
      return await handlers[name](argument);
    };
  const growth = once(async () => (await import('./growth.ts')).createGrowthService(runs));
  const renormalization = once(async () =>
    (await import('./renormalization.ts')).createRenormalizationService(runs),
  );
  return {
    backendsRead: async (argument) =>
      await (await import('../../compute/backends/index.ts')).reportBackends(argument),
    modelChain: async ({ spec }) => (await import('../../methods/macronet/chain.ts')).chainOf(spec),
    fileInspect: async ({ name, bytes }) =>
      await (await import('../../data/inspect.ts')).inspectFile(name, bytes),
    filesCompare: async ({ files }) => await (await import('../../data/compare.ts')).compareFiles(files),
    arraysPack: async ({ arrays }) => (await import('../../data/npz.ts')).writeNpz(arrays),
    patternRead: async ({ name, bytes, observation, array }) =>
      await (await import('../../data/pattern.ts')).readPattern(name, bytes, observation, array),
    spinsRead: async ({ name, bytes, array }) =>
      await (await import('./spins.ts')).spinsForPage(name, bytes, array),
    growthPreview: async (argument) => await (await growth()).growthPreview(argument),
    upscalerKernel: async (argument) => await (await growth()).upscalerKernel(argument),
    symmetryDescribe: async (argument) => (await import('./symmetry.ts')).symmetryOf(argument),
    rgFlow: async (argument) => await (await renormalization()).rgFlow(argument),
    rgPlane: async (argument) => await (await renormalization()).rgPlane(argument),
    spacetimeRead: async ({ name, bytes, layout }) =>
      await (await import('./spacetime.ts')).spacetimeForPage(name, bytes, layout),
    automatonDescribe: async (argument) => (await import('./automata.ts')).automatonOf(argument),
    ruleGraph: async (argument) => await (await import('./automata.ts')).ruleGraphOf(argument),
    dynamicsOpen: evolve('dynamicsOpen'),
    dynamicsChange: evolve('dynamicsChange'),
    dynamicsRun: evolve('dynamicsRun'),
    dynamicsPause: evolve('dynamicsPause'),
    dynamicsStep: evolve('dynamicsStep'),
    dynamicsReset: evolve('dynamicsReset'),
    dynamicsClose: evolve('dynamicsClose'),
    designExport: async (argument) => await (await import('./designs.ts')).exportOfRun(argument, runs),
    simulationOpen: simulate('simulationOpen'),
    simulationChange: simulate('simulationChange'),
    simulationRun: simulate('simulationRun'),
    simulationPause: simulate('simulationPause'),
    simulationStep: simulate('simulationStep'),
    simulationReset: simulate('simulationReset'),
    simulationBrush: simulate('simulationBrush'),
    simulationFields: simulate('simulationFields'),
    simulationClose: simulate('simulationClose'),
    simulationCheck: simulate('simulationCheck'),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
