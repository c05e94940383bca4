import { RandomStream } from '../../../../main/compute/random.ts';
import { MonotoneNetwork, type MonotoneShape } from '../../../../main/methods/mlrg/moderator/network.ts';

/** Parameters away from their initial values, so that gains and offsets take part. */
export function randomNetwork(shape: MonotoneShape, seed: number): MonotoneNetwork {
  const random = new RandomStream(seed, 'random network');
  const network = MonotoneNetwork.initial(shape, random);
  for (let i = 0; i < network.parameters.length; i++) network.parameters[i] += 0.4 * random.normal();
  return network;
}

export function randomVector(length: number, seed: number): Float64Array {
  const vector = new Float64Array(length);
  new RandomStream(seed, 'random vector').fillNormal(vector);
  return vector;
}

export const shapes: MonotoneShape[] = [
  { couplings: 1, widths: [7], layerNorm: false },
  { couplings: 1, widths: [6, 12, 8], layerNorm: true },
  { couplings: 3, widths: [5, 6], layerNorm: false },
  { couplings: 5, widths: [6, 4, 5], layerNorm: true },
];

export const described = (shape: MonotoneShape) =>
  `${shape.couplings} couplings, widths ${shape.widths.join('-')}${shape.layerNorm ? ', layer norm' : ''}`;
