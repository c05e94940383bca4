import type { EnsembleMeasurement } from '../../../../preload/contract/index.ts';
import type { NamedMeasurement } from './comparison.ts';

/** Measurements with titles that tell them apart: the second "k = 7, from one spin" is "k = 7, from one spin (2)". */
export function named(
  measured: readonly { run: { id: string }; measurement: EnsembleMeasurement }[],
): NamedMeasurement[] {
  const seen = new Map<string, number>();
  return measured.map(({ run, measurement }) => {
    const times = (seen.get(measurement.title) ?? 0) + 1;
    seen.set(measurement.title, times);
    const title = times === 1 ? measurement.title : `${measurement.title} (${times})`;
    return { key: run.id, measurement: { ...measurement, title } };
  });
}
