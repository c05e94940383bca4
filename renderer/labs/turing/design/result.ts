import {
  HostError,
  type ArrayRecord,
  type DesignResult,
  type FieldPreview,
  type PatternInput,
} from '../../../../preload/contract/index.ts';

/** The numbers of design.json that are typed arrays in memory. */
const arrays = ['cloud', 'curve', 'trainingMacrostates'] as const;

/** design.json as the page uses it. @throws HostError if it is not one. */
export function readDesign(bytes: Uint8Array): DesignResult {
  const value = JSON.parse(new TextDecoder().decode(bytes)) as DesignResult;
  if (!Array.isArray(value.designs)) {
    throw new HostError('bad-file', 'design.json does not hold a design.', { where: 'design.json' });
  }
  const rows = Object.fromEntries(
    arrays.map((name) => [name, Float32Array.from(Object.values(value[name] ?? []))]),
  ) as Pick<DesignResult, (typeof arrays)[number]>;
  return { ...value, ...rows };
}

/** Pattern `index` of patterns.npz: a view into arrays a, b of shape [count, n, n]; null where there is none. */
export function designPicture(patterns: ArrayRecord, name: string, index: number): FieldPreview | null {
  const array = patterns[name];
  if (array === undefined || array.shape.length !== 3 || !(array.data instanceof Float32Array)) return null;
  const [count, height, width] = array.shape as [number, number, number];
  if (index < 0 || index >= count) return null;
  const size = width * height;
  return { width, height, data: array.data.subarray(index * size, (index + 1) * size), label: name };
}

/** The example as the model is given it: field a or b of a pair, or the one channel of a picture. */
export function examplePicture({ observation, array }: PatternInput, field: 'a' | 'b'): FieldPreview {
  const [height, width] = array.shape.slice(-2) as [number, number];
  const size = width * height;
  const offset = observation === 'fields' && field === 'b' ? size : 0;
  return {
    width,
    height,
    data: array.data.subarray(offset, offset + size),
    label: observation === 'fields' ? field : 'intensity',
  };
}
