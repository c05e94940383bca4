import {
  HostError,
  schemaOf,
  type ArrayRecord,
  type ExperimentKindName,
  type NumericArray,
  type SpecOf,
} from '../../../preload/contract/index.ts';
import type { StoredModel } from '../context.ts';
import type { Standardisation } from './statistics/standardisation.ts';

/** The numbers of array `name`; throws HostError('bad-file') when it is missing. */
export function arrayNamed<T extends NumericArray>(
  arrays: ArrayRecord,
  name: string,
  type: new (length: number) => T,
): T {
  const found = arrays[name]?.data;
  if (!(found instanceof type)) {
    throw new HostError('bad-file', `The model's weights lack the array "${name}" (${type.name}).`, {
      where: name,
      remedy: 'Train the model again with this version.',
    });
  }
  return found;
}

/** The specification a model was trained with; throws HostError when it was not made by this kind of experiment. */
export function specOf<K extends ExperimentKindName>(model: StoredModel, kind: K): SpecOf<K> {
  const parsed = schemaOf[kind].safeParse(model.description.spec);
  if (!parsed.success) {
    throw new HostError('bad-file', `The model ${model.id} has no specification of kind ${kind}.`, {
      where: 'model.json',
      remedy: 'Train the model again with this version.',
    });
  }
  return parsed.data as SpecOf<K>;
}

/** Mean and deviation as arrays `<name>.mean`, `<name>.deviation`. */
export function standardisationArrays(name: string, { mean, deviation }: Standardisation): ArrayRecord {
  return {
    [`${name}.mean`]: { shape: [mean.length], data: mean },
    [`${name}.deviation`]: { shape: [deviation.length], data: deviation },
  };
}

export function readStandardisation(arrays: ArrayRecord, name: string, width: number): Standardisation {
  const mean = arrayNamed(arrays, `${name}.mean`, Float64Array);
  const deviation = arrayNamed(arrays, `${name}.deviation`, Float64Array);
  if (mean.length !== width || deviation.length !== width) {
    throw new HostError('bad-file', `"${name}" has ${mean.length} columns where ${width} are needed.`, {
      where: name,
    });
  }
  return { mean, deviation };
}
