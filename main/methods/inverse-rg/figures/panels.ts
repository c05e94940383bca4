import type {
  EnsembleMeasurement,
  Estimate,
  FigureAxis,
  FigurePanel,
  LevelMeasurement,
  ObservableName,
} from '../../../../preload/contract/index.ts';

type Series = FigurePanel['series'][number];

export const sizeAxis = (scale: FigureAxis['scale'] = 'logarithmic'): FigureAxis => ({
  name: 'L',
  unit: 'spins',
  scale,
});

/** A curve of estimates against x; null errors make it one without error bars. */
export function series(
  name: string,
  role: Series['role'],
  points: readonly { x: number; y: Estimate }[],
): Series {
  const errors = points.flatMap(({ y }) => y.error ?? []);
  return {
    name,
    role,
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y.value),
    error: errors.length === points.length && points.length > 0 ? errors : null,
  };
}

/** One observable of every level from L = `from` on. */
export function observableSeries(
  name: string,
  role: Series['role'],
  levels: readonly LevelMeasurement[],
  observable: ObservableName,
  from = 8,
): Series {
  const shown = levels.filter(({ size }) => size >= from);
  return series(
    name,
    role,
    shown.map(({ size, observables }) => ({ x: size, y: observables[observable] })),
  );
}

/** A horizontal line over the range of the other curves. */
export function line(name: string, role: Series['role'], value: number, x: readonly number[]): Series {
  return { name, role, x: [Math.min(...x), Math.max(...x)], y: [value, value], error: null };
}

/** The level of side `size`. */
export function levelOf(measurement: EnsembleMeasurement, size: number): LevelMeasurement {
  const level = measurement.levels.find((one) => one.size === size);
  if (!level) throw new RangeError(`no lattice of side ${size} was measured`);
  return level;
}
