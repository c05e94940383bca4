import type { IsingMonteCarloSpec, SamplingAlgorithm } from '../../../../preload/contract/index.ts';
import { aboutTime, count } from '../../../components/numbers.ts';
import { measuringSeconds } from '../measure/cost.ts';

/** Seconds per spin and sweep on one core, at K_c: `macroscope bench inverse-rg`. */
const secondsPerSpin: Record<SamplingAlgorithm, number> = {
  'swendsen-wang': 10e-9,
  wolff: 35e-9,
  'heat-bath': 9e-9,
  metropolis: 18e-9,
};
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
  return sweeps * size ** 2 * secondsPerSpin[algorithm];
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
      sum +
      samplingSeconds({ size, algorithm: spec.algorithm, sweeps }) +
      measuringSeconds(spec.configurations, size, spec.measure),
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
