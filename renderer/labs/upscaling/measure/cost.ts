import type { MeasurementSettings } from '../../../../preload/contract/index.ts';

/**
 * Seconds per spin and core of measuring a lattice, all of its blockings included: `macroscope bench inverse-rg` and runs of this program,
 * with a third added for machines that are not quiet.
 */
const secondsPerSpin = { observables: 4e-9, correlation: 6e-9, rsrg: 9e-9 };
/** Starting a worker, reading the spins. */
const overheadSeconds = 1;

/** Seconds that measuring `configurations` lattices of side `size` takes on one core. */
export function measuringSeconds(
  configurations: number,
  size: number,
  settings: Pick<MeasurementSettings, 'correlation' | 'rsrg'>,
): number {
  const perSpin =
    secondsPerSpin.observables +
    (settings.correlation ? secondsPerSpin.correlation : 0) +
    (settings.rsrg ? secondsPerSpin.rsrg : 0);
  return configurations * size ** 2 * perSpin;
}

/** The same for an analysis of own spins, from its start on. */
export function analysisSeconds(configurations: number, size: number, settings: MeasurementSettings): number {
  return overheadSeconds + measuringSeconds(configurations, size, settings);
}
