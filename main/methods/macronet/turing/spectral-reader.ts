import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import type { Flow, SimdEngine } from '../../../compute/simd/index.ts';
import { saveModules } from '../../../compute/simd/index.ts';
import { mapThrough } from '../flow-pair.ts';
import { project, type PrincipalComponents } from '../statistics/standardisation.ts';
import { arrayNamed, readStandardisation, standardisationArrays } from '../stored.ts';
import { fieldFeatureCount, fieldFeatures } from './features.ts';
import type { ObservedPattern } from './observation.ts';
import type { PatternReader, Reading } from './pattern-reader.ts';

/**
 * Principal components of the spectral features in the coordinates of φv: widened by the observation tolerance and brought to
 * unit variance, y / √(λ + tolerance²).
 */
export function spectralCoordinates(
  features: ArrayLike<number>,
  components: PrincipalComponents,
  tolerance: number,
  noise: (() => number) | null,
): Float32Array {
  const { variances } = components;
  return Float32Array.from(project(features, components), (score, i) => {
    const disturbed = noise ? score + tolerance * noise() : score;
    return disturbed / Math.sqrt(variances[i % variances.length] + tolerance * tolerance);
  });
}

/** The spectral hybrid's side of the pattern: 45 features, principal components, φv. */
export class SpectralReader implements PatternReader {
  readonly observation = 'fields';
  readonly size: number;
  readonly conditionDimension = 0;
  readonly gauges = [{ name: 'spectrum', to: 'neighbours', whitened: false }] as const;
  readonly #engine: SimdEngine;
  readonly #flowV: Flow;
  readonly #components: PrincipalComponents;
  readonly #tolerance: number;
  readonly #macroDimension: number;

  constructor(parts: {
    engine: SimdEngine;
    flowV: Flow;
    components: PrincipalComponents;
    tolerance: number;
    macroDimension: number;
    size: number;
  }) {
    this.size = parts.size;
    this.#engine = parts.engine;
    this.#flowV = parts.flowV;
    this.#components = parts.components;
    this.#tolerance = parts.tolerance;
    this.#macroDimension = parts.macroDimension;
  }

  read(patterns: readonly ObservedPattern[]): Reading[] {
    return this.readFeatures(
      patterns.map((pattern) => {
        if (pattern.observation !== 'fields') throw new TypeError('the spectral hybrid reads both fields');
        return fieldFeatures(pattern.a, pattern.b, this.size, 0);
      }),
    );
  }

  /** The same from spectral features computed before. */
  readFeatures(rows: readonly Float64Array[]): Reading[] {
    const all = Float64Array.from(rows.flatMap((row) => Array.from(row)));
    const v = spectralCoordinates(all, this.#components, this.#tolerance, null);
    const z = mapThrough(this.#flowV, this.#engine, v);
    const width = this.#components.variances.length;
    return rows.map((features, i) => ({
      macrostate: Float64Array.from(z.subarray(i * width, i * width + this.#macroDimension)),
      condition: new Float32Array(0),
      features: [features],
    }));
  }

  save(): ArrayRecord {
    return { ...saveModules([this.#flowV]), ...componentArrays(this.#components) };
  }
}

function componentArrays({ standardisation, directions, variances }: PrincipalComponents): ArrayRecord {
  const kept = variances.length;
  return {
    ...standardisationArrays('features', standardisation),
    'components.directions': { shape: [kept, fieldFeatureCount], data: directions },
    'components.variances': { shape: [kept], data: variances },
  };
}

export function readComponents(arrays: ArrayRecord): PrincipalComponents {
  return {
    standardisation: readStandardisation(arrays, 'features', fieldFeatureCount),
    directions: arrayNamed(arrays, 'components.directions', Float64Array),
    variances: arrayNamed(arrays, 'components.variances', Float64Array),
  };
}
