import { parameterNames, type Measured, type ParameterName } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { clip, parameterDimension } from '../coordinates.ts';
import { bootstrap } from '../statistics/bootstrap.ts';
import { varianceShare } from '../statistics/variance-shares.ts';
import type { TuringModel } from './model.ts';
import type { Reading } from './pattern-reader.ts';

const samplesEach = 64;

/**
 * Share of each parameter's variance that the pattern fixes, η² over samples for many patterns, with a bootstrap over patterns. On
 * both fields the samples are of the equivalence class; on pictures of the posterior, since the macrostate alone is overconfident
 * there. Parameters in the unit box, k as κ.
 */
export function measureImportance(
  model: TuringModel,
  readings: readonly Reading[],
  sampler: 'posterior' | 'equivalence-class',
  stream: RandomStream,
): Record<ParameterName, Required<Measured>> {
  const classes = readings.map((reading) => {
    const u =
      sampler === 'posterior'
        ? model.samplePosterior(reading, samplesEach, 1, stream)
        : model.sampleClass(reading, samplesEach, 1, stream);
    const units = Array.from(
      { length: samplesEach },
      (_, i) => clip(u.subarray(i * parameterDimension, (i + 1) * parameterDimension), model.box).unit,
    );
    return parameterNames.map((_, axis) => Float64Array.from(units, (unit) => unit[axis]));
  });
  const share = (axis: number) =>
    bootstrap(classes.length, 'patterns', (indices) =>
      varianceShare(Array.from(indices, (i) => classes[i][axis])),
    );
  return { Da: share(0), Db: share(1), F: share(2), k: share(3) };
}
