import { setImmediate } from 'node:timers/promises';
import {
  criticalCoupling,
  HostError,
  kernelOrbits,
  type CallArgument,
  type GrownLevel,
  type KernelSize,
  type KernelWeights,
} from '../../../preload/contract/index.ts';
import { RandomStream } from '../../compute/random.ts';
import { createUpscaler, growFromSpin } from '../../methods/inverse-rg/generation/load.ts';
import { readUpscaler } from '../../methods/inverse-rg/stored.ts';
import type { UpscalerParameters } from '../../methods/inverse-rg/upscaler.ts';
import { heatBathSweep } from '../../physics/ising/single-spin.ts';
import { packedBytes, packSpins, type Spins } from '../../physics/ising/spins.ts';
import { storedModels } from './stored-models.ts';

/** Longest that other calls wait for the sweeps, in milliseconds. */
const longestTurn = 15;

/** The k = 3 weights of the small lattices, for a larger kernel under the editor that has none of its own. */
const smallKernelModel = 'pretrained/upscaler-k3';

/** Grows one configuration from one spin, for pictures that follow the editor: answers every level, packed. */
export function createGrowthService(runs: string) {
  const stored = storedModels(runs, readUpscaler);

  async function edited({
    size,
    weights: values,
    small,
  }: Extract<CallArgument<'growthPreview'>['upscaler'], { size: KernelSize }>): Promise<UpscalerParameters> {
    const orbits = kernelOrbits(size).length;
    if (values.length !== orbits) {
      throw new HostError(
        'bad-argument',
        `A ${size}×${size} kernel has ${orbits} free weights; ${values.length} are given.`,
        { where: 'upscaler.weights', remedy: 'Give one weight for each orbit, corner first, centre last.' },
      );
    }
    const weights = Float64Array.from(values);
    return { type: 'kernel', size, weights, small: size === 3 ? weights : await smallKernel(small) };
  }

  async function smallKernel(given: readonly number[] | undefined): Promise<Float64Array> {
    if (given !== undefined) return Float64Array.from(given);
    const model = await stored(smallKernelModel);
    if (model.type === 'kernel' && model.size === 3) return model.weights;
    throw new HostError('bad-file', `${smallKernelModel} is no kernel with k = 3.`, {
      remedy: 'Install Macroscope again.',
    });
  }

  async function growthPreview(argument: CallArgument<'growthPreview'>): Promise<GrownLevel[]> {
    const { upscaler, seed, levels, coupling, sweeps } = argument;
    const parameters = 'model' in upscaler ? await stored(upscaler.model) : await edited(upscaler);
    const grown: GrownLevel[] = [];
    const keep = (spins: Spins, size: number) => {
      const packed = new Uint8Array(packedBytes(size));
      packSpins(spins, packed);
      grown.push({ size, packed });
    };
    // One number per spin whatever the weights are, so that a small change of a weight turns few spins.
    const random = new RandomStream(seed, 'growth preview');
    const last = { spins: new Uint8Array(1), size: 1 };
    growFromSpin(createUpscaler(parameters, coupling), levels, random, (spins, size, level) => {
      if (level < levels) keep(spins, size);
      else Object.assign(last, { spins, size });
    });
    const noise = new RandomStream(seed, 'growth preview, sweeps');
    let turn = performance.now();
    for (let sweep = 0; sweep < sweeps; sweep++) {
      heatBathSweep(last.spins, last.size, coupling, noise);
      if (performance.now() - turn < longestTurn) continue;
      await setImmediate();
      turn = performance.now();
    }
    keep(last.spins, last.size);
    return grown;
  }

  async function upscalerKernel({ model, coupling }: CallArgument<'upscalerKernel'>) {
    return kernelAt(await stored(model), coupling);
  }

  return { growthPreview, upscalerKernel };
}

/** The symmetric kernel of an upscaler at one coupling; null when it has none. */
function kernelAt(parameters: UpscalerParameters, coupling: number): KernelWeights | null {
  const { type } = parameters;
  if (type !== 'kernel' && type !== 'temperature') return null;
  const size = parameters.size as KernelSize;
  const at = (coefficients: Float64Array, orbits: number) =>
    Array.from({ length: orbits }, (_, orbit) => {
      let weight = 0;
      // Horner, from the highest power of K - Kc down.
      for (let index = coefficients.length - orbits + orbit; index >= 0; index -= orbits) {
        weight = weight * (coupling - criticalCoupling) + coefficients[index]!;
      }
      return weight;
    });
  const weights = type === 'kernel' ? parameters.weights : parameters.coefficients;
  return {
    size,
    weights: at(weights, kernelOrbits(size).length),
    small: at(parameters.small, kernelOrbits(3).length),
  };
}
