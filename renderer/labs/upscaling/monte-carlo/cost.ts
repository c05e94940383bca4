import type { IsingMonteCarloSpec, SamplingAlgorithm } from '../../../../preload/contract/index.ts';
import { aboutTime, count } from '../../../components/numbers.ts';

/**
 * Seconds per spin and sweep on one core, at K_c: runs of this program's samplers. The bit-packed Swendsen–Wang takes lattices from 32² on;
 * smaller ones go spin by spin.
 */
const secondsPerSpin: Record<SamplingAlgorithm, number> = {
  'swendsen-wang': 10e-9,
  wolff: 35e-9,
  'heat-bath': 9e-9,
  metropolis: 18e-9,
};
const secondsUnpacked = 38e-9;
const smallestPacked = 32;

/** Seconds per spin of a measured configuration: m and e; correlations; histograms of plaquettes. */
const secondsMeasured = { order: 1e-9, correlation: 10e-9, rsrg: 6e-9 };
/** Seconds of one Walsh–Hadamard transform with its covariances, one a configuration and blocking step. */
const secondsPerBlocking = 25e-6;
/** Starting a worker and its threads, eigenvalues of all jackknife bins. */
const overheadSeconds = 2;

/** What simulating Ising configurations takes on one core, in seconds, without measuring them. */
export function samplingSeconds({
  size,
  algorithm,
  sweeps,
}: {
  size: number;
  algorithm: SamplingAlgorithm;
  sweeps: number;
}): number {
  const packed = algorithm !== 'swendsen-wang' || size >= smallestPacked;
  return sweeps * size ** 2 * (packed ? secondsPerSpin[algorithm] : secondsUnpacked);
}

function measuringSeconds({ configurations, measure }: IsingMonteCarloSpec, size: number): number {
  const { order, correlation, rsrg } = secondsMeasured;
  const perSpin = order + (measure.correlation ? correlation : 0) + (measure.rsrg ? rsrg : 0);
  const blockings = measure.rsrg ? Math.max(0, Math.log2(size) - 3) : 0;
  return configurations * (size ** 2 * perSpin + blockings * secondsPerBlocking);
}

/** Lattices a document simulates: its own, and that of a quarter of the side where it asks for it. */
export function simulatedSizes({ size, companion }: IsingMonteCarloSpec): number[] {
  return companion && size >= 16 ? [size / 4, size] : [size];
}

/** Expected seconds of a simulation over `cores`. */
export function simulationSeconds(spec: IsingMonteCarloSpec, cores: number): number {
  const sweeps = spec.configurations * spec.spacing + spec.chains * spec.warmUp;
  const work = simulatedSizes(spec).reduce(
    (sum, size) =>
      sum + samplingSeconds({ size, algorithm: spec.algorithm, sweeps }) + measuringSeconds(spec, size),
    0,
  );
  return overheadSeconds + work / Math.max(1, Math.min(cores, spec.chains));
}

/** What the start button will do, before it is pressed. */
export function simulationSentence(spec: IsingMonteCarloSpec, cores: number): string {
  const sizes = simulatedSizes(spec).map((size) => `${size}²`);
  const sweeps = spec.configurations * spec.spacing + spec.chains * spec.warmUp;
  return `${count(spec.configurations)} configurations of ${sizes.join(' and of ')}, ${count(sweeps)} sweeps${sizes.length > 1 ? ' of each' : ''}; ${aboutTime(simulationSeconds(spec, cores))}.`;
}
