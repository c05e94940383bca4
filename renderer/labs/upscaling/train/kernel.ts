import {
  kernelOrbits,
  orbitOfCells,
  type Estimate,
  type KernelSize,
  type KernelWeights,
  type UpscalerTrainingResult,
} from '../../../../preload/contract/index.ts';

export interface OrbitWeight {
  /** Index in kernelOrbits. */
  orbit: number;
  /** "(1, 1)". */
  name: string;
  /** Cells that share it. */
  multiplicity: number;
  estimate: Estimate;
}

/** The trained kernel by orbits; null for tables and networks. */
export function trainedKernel({ kernel }: UpscalerTrainingResult): KernelWeights | null {
  if (kernel === null) return null;
  const orbits = orbitOfCells(kernel.size);
  const weights = kernelOrbits(kernel.size).map((_, orbit) => kernel.values[orbits.indexOf(orbit)] ?? NaN);
  return { size: kernel.size as KernelSize, weights, small: [] };
}

/** Free weights with standard errors, in the order of the orbits; those without one have none. */
export function orbitWeights(result: UpscalerTrainingResult): OrbitWeight[] {
  const kernel = trainedKernel(result);
  if (kernel === null) return [];
  return kernelOrbits(kernel.size).map(({ name, multiplicity }, orbit) => {
    const value = kernel.weights[orbit]!;
    const known = result.weights[orbit]?.estimate;
    const error = known?.value === value ? known.error : null;
    return { orbit, name, multiplicity, estimate: { value, error } };
  });
}

/** Coefficients beyond the kernel that is drawn: how the weights of a model with temperature as input depend on K. */
export function furtherWeights(result: UpscalerTrainingResult): UpscalerTrainingResult['weights'] {
  return result.kernel === null ? [] : result.weights.slice(kernelOrbits(result.kernel.size).length);
}

/** Below this share the weighted loss rests on few configurations. */
const smallShare = 0.1;

/** A sentence when few configurations carry a weighted loss. */
export function effectiveWarning({
  effectiveSize,
  configurations,
}: Pick<UpscalerTrainingResult, 'effectiveSize' | 'configurations'>): string | null {
  if (!(effectiveSize < smallShare * configurations)) return null;
  const share = (100 * effectiveSize) / configurations;
  return `Only ${share < 1 ? share.toPrecision(2) : Math.round(share)}% of the configurations carry the weighted loss: its weights rest on about ${Math.round(effectiveSize)} of them, and standard errors are too small. The uniform loss (Eq. 12) uses all.`;
}
