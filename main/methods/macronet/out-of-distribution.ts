import type { ArrayRecord } from '../../../preload/contract/index.ts';
import { arrayNamed } from './stored.ts';
import { neighbourDistance } from './statistics/neighbours.ts';
import { mean, quantile, standardDeviation } from './statistics/quantiles.ts';
import { fitPrincipalComponents, whiten, type PrincipalComponents } from './statistics/standardisation.ts';

const neighbours = 5;
const smallestDistance = 1e-9;
/** Directions in which standardised features vary less than this are not blown up by whitening. */
const smallestVariance = 0.01;

/** Levels of strangeness that a share of ordinary patterns exceeds. */
const edgeShare = 0.05;
const outsideShare = 0.01;

export type Verdict = 'inside' | 'edge' | 'outside';

/** One way to measure strangeness: a distance in some features' space. */
interface Gauge {
  name: string;
  components: PrincipalComponents;
  /** Training rows to be near to, in the same coordinates; empty for the distance to their centre (Mahalanobis). */
  rows: Float32Array;
  /** Of the log distance over ordinary patterns. */
  centre: number;
  spread: number;
}

export interface GaugeData {
  name: string;
  /** Distance to the nearest training patterns, or to their centre. */
  to: 'neighbours' | 'centre';
  /** Whitened: correlations of the features are taken out. Else they are only standardised. */
  whitened: boolean;
  width: number;
  /** Of training patterns, rows of `width`. */
  training: ArrayLike<number>;
  /** Of patterns like them that nothing was fitted to. */
  ordinary: ArrayLike<number>;
}

/**
 * How unlike the training data an example is: log distances (to the five nearest training patterns, or to their centre) in
 * spaces of features, each in units of its own spread over ordinary patterns; the largest counts.
 */
export class StrangenessScale {
  readonly #gauges: readonly Gauge[];
  /** Levels that 5% and 1% of ordinary patterns exceed. */
  readonly edge: number;
  readonly outside: number;

  private constructor(gauges: readonly Gauge[], edge: number, outside: number) {
    this.#gauges = gauges;
    this.edge = edge;
    this.outside = outside;
  }

  static fit(data: readonly GaugeData[]): StrangenessScale {
    const gauges = data.map(({ name, to, whitened, width, training, ordinary }): Gauge => {
      const fitted = fitPrincipalComponents(training, width, width);
      const variances = fitted.variances.map((variance) =>
        whitened ? Math.max(variance, smallestVariance) : 1,
      );
      const components = { ...fitted, variances };
      const rows =
        to === 'neighbours' ? Float32Array.from(whiten(training, components)) : new Float32Array(0);
      const gauge = { name, components, rows, centre: 0, spread: 1 };
      const distances = rowsOf(ordinary, width).map((row) => logDistance(gauge, row));
      return { ...gauge, centre: mean(distances), spread: standardDeviation(distances) || 1 };
    });
    const scale = new StrangenessScale(gauges, 0, 0);
    const count = data[0].ordinary.length / data[0].width;
    const split = data.map(({ ordinary, width }) => rowsOf(ordinary, width));
    const values = Array.from({ length: count }, (_, i) => scale.measure(split.map((rows) => rows[i])));
    return new StrangenessScale(gauges, quantile(values, 1 - edgeShare), quantile(values, 1 - outsideShare));
  }

  /** Strangeness of a pattern from one row of features for each gauge: about 0 for an ordinary one, larger is stranger. */
  measure(features: readonly ArrayLike<number>[]): number {
    return Math.max(
      ...this.#gauges.map((gauge, i) => (logDistance(gauge, features[i]) - gauge.centre) / gauge.spread),
    );
  }

  verdict(value: number): Verdict {
    if (value > this.outside) return 'outside';
    return value > this.edge ? 'edge' : 'inside';
  }

  save(): ArrayRecord {
    const arrays: ArrayRecord = {
      'strangeness.levels': { shape: [2], data: Float64Array.of(this.edge, this.outside) },
    };
    this.#gauges.forEach(({ name, components, rows, centre, spread }) => {
      const { standardisation, directions, variances } = components;
      const width = standardisation.mean.length;
      const put = (part: string, shape: number[], data: Float32Array | Float64Array) => {
        arrays[`strangeness.${name}.${part}`] = { shape, data };
      };
      put('mean', [width], standardisation.mean);
      put('deviation', [width], standardisation.deviation);
      put('directions', [variances.length, width], directions);
      put('variances', [variances.length], variances);
      put('rows', [rows.length / variances.length, variances.length], rows);
      put('scale', [2], Float64Array.of(centre, spread));
    });
    return arrays;
  }

  /** @param names of the gauges, in the order in which `measure` is given features */
  static load(arrays: ArrayRecord, names: readonly string[]): StrangenessScale {
    const gauges = names.map((name): Gauge => {
      const part = (key: string) => arrayNamed(arrays, `strangeness.${name}.${key}`, Float64Array);
      const [centre, spread] = part('scale');
      return {
        name,
        components: {
          standardisation: { mean: part('mean'), deviation: part('deviation') },
          directions: part('directions'),
          variances: part('variances'),
        },
        rows: arrayNamed(arrays, `strangeness.${name}.rows`, Float32Array),
        centre,
        spread,
      };
    });
    const [edge, outside] = arrayNamed(arrays, 'strangeness.levels', Float64Array);
    return new StrangenessScale(gauges, edge, outside);
  }
}

function logDistance({ components, rows }: Gauge, features: ArrayLike<number>): number {
  const point = whiten(features, components);
  const distance = rows.length > 0 ? neighbourDistance(rows, point, neighbours) : Math.hypot(...point);
  return Math.log(Math.max(distance, smallestDistance));
}

function rowsOf(values: ArrayLike<number>, width: number): Float64Array[] {
  return Array.from({ length: values.length / width }, (_, i) =>
    Float64Array.from({ length: width }, (__, j) => values[i * width + j]),
  );
}
