import {
  HostError,
  symmetrySettings,
  type ArrayRecord,
  type SymmetrySettings,
} from '../../../preload/contract/index.ts';
import type { StoredModel } from '../context.ts';
import { flowJacobian, flowStep, type FlowSettings } from './moderator/flow.ts';
import { MeanMonotone } from './moderator/mean-monotone.ts';
import { MonotoneNetwork, type MonotoneShape } from './moderator/network.ts';
import type { RgMap, RgMonotone } from './rg-map.ts';
import { couplingSpace } from './symmetry/space.ts';

/** The RG monotone networks of one training, with everything their flow depends on. */
export interface StoredMonotones {
  settings: SymmetrySettings;
  shape: MonotoneShape;
  flow: FlowSettings;
  members: MonotoneNetwork[];
}

/** Entry of model.json: all but the parameters, which weights.npz holds as `parameters` [members][parameters], float64. */
interface Description {
  settings: SymmetrySettings;
  shape: MonotoneShape;
  flow: FlowSettings;
}

/** The networks as an entry of model.json and the arrays of weights.npz. */
export function storeMonotones({ settings, shape, flow, members }: StoredMonotones): {
  description: Record<string, unknown>;
  arrays: ArrayRecord;
} {
  const count = MonotoneNetwork.parameterCount(shape);
  const data = new Float64Array(members.length * count);
  for (const [k, { parameters }] of members.entries()) data.set(parameters, k * count);
  const monotones: Description = { settings, shape, flow };
  return { description: { monotones }, arrays: { parameters: { shape: [members.length, count], data } } };
}

/**
 * Reads what a training stored.
 *
 * @throws HostError bad-file when the model is none of RG monotones, or its arrays do not fit its description
 */
export function readMonotones({ id, description, arrays }: StoredModel): StoredMonotones {
  const monotones = description.monotones as Description | undefined;
  if (monotones === undefined) {
    throw new HostError('bad-file', `${id} holds no RG monotone.`, {
      where: 'model',
      remedy: 'Choose a model that an MLRG training made.',
    });
  }
  const { shape, flow } = monotones;
  const settings = symmetrySettings.parse(monotones.settings);
  const count = MonotoneNetwork.parameterCount(shape);
  const data = arrays.parameters?.data;
  if (
    !(data instanceof Float64Array) ||
    data.length === 0 ||
    data.length % count !== 0 ||
    shape.couplings !== couplingSpace(settings).couplings.length
  ) {
    throw new HostError('bad-file', `The weights of ${id} do not fit the network it describes.`, {
      where: 'parameters',
      remedy: 'Train the model again with this version.',
    });
  }
  const members = Array.from(
    { length: data.length / count },
    (_, k) => new MonotoneNetwork(shape, data.slice(k * count, (k + 1) * count)),
  );
  return { settings, shape, flow, members };
}

/** The RG map of one member (counted from 0) or, when none is named, of the mean of all monotones. */
export function learnedMap(stored: StoredMonotones, member?: number): RgMap {
  const { members, settings, flow } = stored;
  const monotone: RgMonotone =
    member !== undefined ? members[member] : members.length === 1 ? members[0] : new MeanMonotone(members);
  const title =
    member !== undefined
      ? `learned, ${settings.spin}, training ${member + 1} of ${members.length}`
      : members.length === 1
        ? `learned, ${settings.spin}`
        : `learned, ${settings.spin}, mean of ${members.length}`;
  return {
    type: 'learned',
    title,
    space: couplingSpace(settings),
    step(couplings) {
      const end = new Float64Array(couplings.length);
      flowStep(monotone, flow, couplings, end);
      return { couplings: end, bits: null };
    },
    jacobian: (couplings) => flowJacobian(monotone, flow, couplings),
    monotone,
  };
}
