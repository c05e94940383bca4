import type { EstimatedCurve, ObservableName } from '../../../../preload/contract/index.ts';
import { measuredChart, type Chart, type MeasuredSeries } from '../../parts/charts.ts';
import type { NamedMeasurement } from './comparison.ts';
import { listedLevels } from './levels.ts';
import { comparesWithCritical, infiniteBinderRatio, observableWords } from './observables.ts';

/** β/ν of the two-dimensional Ising class: m scales as L^(−1/8). */
const betaOverNu = 1 / 8;

/** An observable against L, logarithmic in L, and in the value where it grows as a power. */
export function scalingChart(measured: readonly NamedMeasurement[], name: ObservableName): Chart {
  const { text, growth } = observableWords(name);
  const series = measured.map(({ name: ensemble, measurement }): MeasuredSeries => {
    const levels = listedLevels(measurement.levels);
    return {
      name: ensemble,
      x: levels.map(({ size }) => size),
      value: levels.map(({ observables }) => observables[name].value),
      error: levels.map(({ observables }) => observables[name].error ?? NaN),
    };
  });
  const exact = name === 'c' || name === 'e' ? exactSeries(measured, name) : null;
  const critical = measured.every(({ measurement }) => comparesWithCritical(measurement.coupling));
  return measuredChart(
    {
      x: { name: 'L / spins', scale: 'logarithmic' },
      y: { name: text, scale: growth === 'power' ? 'logarithmic' : 'linear' },
    },
    exact ? [...series, exact] : series,
    name === 'u4' && critical
      ? [{ value: infiniteBinderRatio, label: 'L → ∞  .61069', labelled: 'below' }]
      : [],
  );
}

/** Kaufman's values of the lattices that were measured. */
function exactSeries(measured: readonly NamedMeasurement[], name: 'e' | 'c'): MeasuredSeries | null {
  const known = new Map(
    measured.flatMap(({ measurement }) =>
      listedLevels(measurement.levels).flatMap(({ size, exact }) =>
        exact ? [[size, exact[name]] as const] : [],
      ),
    ),
  );
  if (known.size === 0) return null;
  const points = [...known].toSorted(([a], [b]) => a - b);
  return {
    name: 'exact',
    x: points.map(([size]) => size),
    value: points.map(([, value]) => value),
    look: 'line',
    reference: true,
  };
}

/** Lattices of the first upscaled ensemble that show the collapse. */
const collapseSizes = 3;

/**
 * P(m): the first ensemble at its three largest lattices, as in Fig. 8, every other one at its largest. With `collapse` the axes are
 * m L^(1/8) and P/L^(1/8), on which critical ensembles of all sizes agree.
 */
export function distributionChart(measured: readonly NamedMeasurement[], collapse: boolean): Chart {
  const leading = measured.find(({ measurement }) => measurement.source === 'upscaled') ?? measured[0];
  const series = measured.flatMap((one) => {
    const { measurement } = one;
    const levels = listedLevels(measurement.levels).slice(one === leading ? -collapseSizes : -1);
    return levels.map((level): MeasuredSeries => {
      const factor = collapse ? level.size ** betaOverNu : 1;
      return {
        name: `${one.name}, ${level.size}²`,
        ...scaled(level.distribution, factor, 1 / factor),
        look: 'line',
      };
    });
  });
  return measuredChart(
    collapse
      ? { x: { name: 'm L^(1/8)' }, y: { name: 'P / L^(1/8)', min: 0 } }
      : { x: { name: 'm' }, y: { name: 'P(m)', min: 0 } },
    series,
  );
}

function scaled({ x, value, error }: EstimatedCurve, xFactor: number, yFactor: number) {
  return {
    x: x.map((at) => at * xFactor),
    value: value.map((y) => y * yFactor),
    error: error?.map((e) => e * yFactor) ?? null,
  };
}

/** G(r) or S(k) of each ensemble on its lattice of side `size`, both axes logarithmic. */
export function correlationChart(
  measured: readonly NamedMeasurement[],
  what: 'correlation' | 'structureFactor',
  size: number,
): Chart {
  const series = measured.flatMap(({ name, measurement }): MeasuredSeries[] => {
    const level = measurement.levels.find((one) => one.size === size);
    const curve = level?.[what];
    return curve ? [{ name, ...curve }] : [];
  });
  return measuredChart(
    what === 'correlation'
      ? { x: { name: 'r / spins', scale: 'logarithmic' }, y: { name: 'G(r)', scale: 'logarithmic' } }
      : { x: { name: 'k / rad', scale: 'logarithmic' }, y: { name: 'S(k)', scale: 'logarithmic' } },
    series,
  );
}
