import type { ShapedArray } from '../../preload/contract/arrays.ts';
import type { Normalisation } from '../../preload/contract/spacetime.ts';
import { badFile } from './bad-file.ts';
import { levelsOf } from './spacetime-values.ts';

type Series = ShapedArray<Float32Array | Float64Array>;

/** Beyond this mean or deviation (or below its inverse) values are brought to order 1, where training begins well. */
const largeValue = 100;

/** Fields of arrays of their own and a single one are called after their arrays where these have names, those of one array are numbered. */
export function fieldNames(arrays: readonly string[], count: number): string[] {
  if (count > arrays.length) return Array.from({ length: count }, (_, index) => `field ${index + 1}`);
  const last = arrays.map((name) => name.split('/').at(-1)!);
  if (new Set(last).size < last.length) return [...arrays];
  return last.map((name) => (['array', 'picture', 'table', ''].includes(name) ? 'value' : name));
}

/** Two values become 0 and 1; others stay as they are unless they are very large or very small. */
export function usualNormalisation(series: Series, notes: string[]): Normalisation {
  const { values } = levelsOf(series.data);
  if (values?.length === 2) {
    if (values[0] !== 0 || values[1] !== 1) {
      notes.push(
        `There are two values, ${values[0]} and ${values[1]}: the larger is read as 1, the other as 0.`,
      );
    }
    return 'binary';
  }
  const { mean, deviation } = momentsOf(series, null);
  const size = Math.max(Math.abs(mean), deviation);
  if (size <= largeValue && deviation >= 1 / largeValue) return 'none';
  notes.push(
    `Values have mean ${mean.toPrecision(3)} and deviation ${deviation.toPrecision(3)}: they are brought to 0 and 1. Choose none to keep them.`,
  );
  return 'standard';
}

/**
 * Normalises a series [runs, times, fields, height, width] in place, every field by itself. Throws HostError 'bad-file' where all is constant,
 * where a field is constant and cannot be scaled, or where binary values are asked of more than two.
 */
export function normalise(
  series: Series,
  normalisation: Normalisation,
  names: readonly string[],
  notes: string[],
): void {
  const fields = names.map((name, field) => ({ name, field, ...momentsOf(series, field) }));
  const constant = fields.filter(({ low, high }) => low === high);
  if (constant.length === fields.length) {
    throw badFile(
      `Nothing happens in it: ${fields.map(({ name, low }) => `${name} is ${low}`).join(', ')} at all times.`,
      {
        remedy: 'Check that the right array is read, and that it was not cut to a part that is at rest.',
      },
    );
  }
  const [first] = constant;
  if (first !== undefined && normalisation !== 'none') {
    throw badFile(`${first.name} is ${first.low} everywhere and has no scale.`, {
      where: first.name,
      remedy: 'Leave the field out, or choose no normalisation.',
    });
  }
  for (const { name, low } of constant) notes.push(`${name} is ${low} everywhere: it says nothing.`);
  for (const { name, field, mean, deviation, low, high } of fields) {
    switch (normalisation) {
      case 'none':
        break;
      case 'standard':
        rescale(series, field, mean, deviation);
        break;
      case 'range':
        rescale(series, field, low, high - low);
        break;
      case 'binary':
        requireTwo(series, field, name, low, high);
        rescale(series, field, low, high - low);
        break;
    }
  }
}

interface Moments {
  mean: number;
  deviation: number;
  low: number;
  high: number;
}

/** Of one field, or of all values together. */
function momentsOf(series: Series, field: number | null): Moments {
  let count = 0;
  let sum = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  forField(series, field, (value) => {
    count++;
    sum += value;
    low = Math.min(low, value);
    high = Math.max(high, value);
    return value;
  });
  const mean = sum / count;
  let squares = 0;
  forField(series, field, (value) => {
    squares += (value - mean) ** 2;
    return value;
  });
  return { mean, deviation: Math.sqrt(squares / count), low, high };
}

function requireTwo(series: Series, field: number, name: string, low: number, high: number): void {
  forField(series, field, (value) => {
    if (value === low || value === high) return value;
    throw badFile(
      `${name} has more than two values (${low}, ${value}, ${high} are among them): it is not binary.`,
      {
        where: name,
        remedy: 'Choose another normalisation, or threshold the values first.',
      },
    );
  });
}

function rescale(series: Series, field: number, shift: number, scale: number): void {
  forField(series, field, (value) => (value - shift) / scale);
}

/** Replaces every value of one field, or of all. */
function forField({ shape, data }: Series, field: number | null, replace: (value: number) => number): void {
  const [runs, times, fields, height, width] = shape as [number, number, number, number, number];
  const plane = height * width;
  for (let state = 0; state < runs * times * fields; state++) {
    if (field !== null && state % fields !== field) continue;
    for (let i = state * plane; i < (state + 1) * plane; i++) data[i] = replace(data[i]!);
  }
}
