import { HostError, type ArrayRecord, type NumericArray } from '../../../preload/contract/index.ts';
import type { StoredModel } from '../context.ts';
import type { SequentialTables, UpscalerParameters } from './upscaler.ts';

const tableNames = ['a', 'b', 'c', 'd'] as const;

/** What model.json holds of an upscaler beside summary, spec, seed and versions. */
export type UpscalerDescription =
  | { type: 'kernel'; size: number }
  | { type: 'temperature'; size: number; low: number; high: number }
  | { type: 'sequential' }
  | { type: 'two-layer'; size: number; channels: number };

/** An upscaler as its entry `upscaler` of model.json and the arrays of weights.npz. */
export function storeUpscaler(parameters: UpscalerParameters): {
  upscaler: UpscalerDescription;
  arrays: ArrayRecord;
} {
  switch (parameters.type) {
    case 'kernel': {
      const { type, size, weights, small } = parameters;
      return { upscaler: { type, size }, arrays: { weights: vector(weights), small: vector(small) } };
    }
    case 'temperature': {
      const { type, size, low, high, coefficients, small } = parameters;
      return {
        upscaler: { type, size, low, high },
        arrays: { coefficients: vector(coefficients), small: vector(small) },
      };
    }
    case 'sequential': {
      const { type, iterated, last } = parameters;
      const arrays: ArrayRecord = {};
      for (const name of tableNames) {
        arrays[`iterated-${name}`] = vector(iterated[name]);
        arrays[`last-${name}`] = vector(last[name]);
      }
      return { upscaler: { type }, arrays };
    }
    case 'two-layer': {
      const { type, size, channels, first, firstBias, second, secondBias } = parameters;
      return {
        upscaler: { type, size, channels },
        arrays: {
          first: { shape: [size, size, 1, channels], data: first },
          firstBias: vector(firstBias),
          second: { shape: [size, size, channels, 1], data: second },
          secondBias: vector(secondBias),
        },
      };
    }
  }
}

const vector = (data: NumericArray) => ({ shape: [data.length], data });

/** Reads a stored upscaler. Throws HostError 'bad-file' when the model is none, or an array is missing or has another type. */
export function readUpscaler({ id, description, arrays }: StoredModel): UpscalerParameters {
  const upscaler = description.upscaler as UpscalerDescription | undefined;
  const array = <T extends NumericArray>(name: string, type: new (length: number) => T): T => {
    const found = arrays[name]?.data;
    if (found instanceof type) return found;
    throw new HostError('bad-file', `The weights of ${id} lack the array "${name}" (${type.name}).`, {
      where: name,
      remedy: 'Train the upscaler again with this version.',
    });
  };
  const tables = (name: 'iterated' | 'last') =>
    Object.fromEntries(
      tableNames.map((table) => [table, array(`${name}-${table}`, Float32Array)]),
    ) as unknown as SequentialTables;
  switch (upscaler?.type) {
    case 'kernel':
      return { ...upscaler, weights: array('weights', Float64Array), small: array('small', Float64Array) };
    case 'temperature':
      return {
        ...upscaler,
        coefficients: array('coefficients', Float64Array),
        small: array('small', Float64Array),
      };
    case 'sequential':
      return { ...upscaler, iterated: tables('iterated'), last: tables('last') };
    case 'two-layer':
      return {
        ...upscaler,
        first: array('first', Float32Array),
        firstBias: array('firstBias', Float32Array),
        second: array('second', Float32Array),
        secondBias: array('secondBias', Float32Array),
      };
    default:
      throw new HostError('bad-argument', `${id} is no upscaler.`, {
        where: 'model',
        remedy: 'Choose a model that an upscaler training made.',
      });
  }
}
