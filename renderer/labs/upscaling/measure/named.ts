import type { EnsembleMeasurement } from '../../../../preload/contract/index.ts';
import type { NamedMeasurement } from './comparison.ts';

/**
 * Measurements with names that tell them apart. Charts take the short one, "k = 7" or "Monte Carlo", as long as it is the only one of
 * its kind; tables the whole title. Of two with the same title, the second is "k = 7, from one spin (2)".
 */
export function named(
  measured: readonly { run: { id: string }; measurement: EnsembleMeasurement }[],
): NamedMeasurement[] {
  const titles = numbered(measured.map(({ measurement }) => measurement.title));
  const briefly = measured.map(({ measurement }) => brief(measurement));
  return measured.map(({ run, measurement }, index) => {
    const alone = briefly.filter((other) => other === briefly[index]).length === 1;
    return {
      key: run.id,
      name: alone ? briefly[index]! : titles[index]!,
      measurement: { ...measurement, title: titles[index]! },
    };
  });
}

function brief({ title, source }: EnsembleMeasurement): string {
  if (source === 'monte-carlo') return 'Monte Carlo';
  return source === 'upscaled' ? title.split(',')[0]! : title;
}

function numbered(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
