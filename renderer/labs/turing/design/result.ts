import {
  HostError,
  type ArrayRecord,
  type DesignResult,
  type FieldPreview,
  type PatternInput,
  type ShapedArray,
} from '../../../../preload/contract/index.ts';

/** Side of the lattice the models see, in cells. */
export const modelLattice = 64;

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

/**
 * The example as the model sees it: field a or b of a pair, or the middle cells of a picture that shows `pictureWidth` cells, averaged
 * onto the model's lattice.
 */
export function examplePicture(
  { observation, array }: PatternInput,
  field: 'a' | 'b',
  pictureWidth = modelLattice,
): FieldPreview {
  const [height, width] = array.shape.slice(-2) as [number, number];
  if (observation === 'picture') {
    const window = Math.max(1, Math.round((width * modelLattice) / Math.max(pictureWidth, modelLattice)));
    const data = averaged(array.data, width, (width - window) >> 1, window, Math.min(modelLattice, window));
    const side = Math.min(modelLattice, window);
    return { width: side, height: side, data, label: 'intensity' };
  }
  const size = width * height;
  const offset = field === 'b' ? size : 0;
  return { width, height, data: array.data.subarray(offset, offset + size), label: field };
}

/** The array `example` of patterns.npz: [n, n], or [2, n, n] for both fields. */
export function seenPicture({ shape, data }: ShapedArray, field: 'a' | 'b'): FieldPreview {
  const [height, width] = shape.slice(-2) as [number, number];
  const offset = shape.length === 3 && field === 'b' ? width * height : 0;
  return {
    width,
    height,
    data: Float32Array.from(data.slice(offset, offset + width * height), Number),
    label: shape.length === 3 ? field : 'intensity',
  };
}

/** Means over equal boxes: the square of side `window` that starts at (start, start), onto `side`² cells. */
function averaged(
  data: Float32Array,
  stride: number,
  start: number,
  window: number,
  side: number,
): Float32Array {
  const edge = (cell: number) => start + Math.round((cell * window) / side);
  return Float32Array.from({ length: side * side }, (_, cell) => {
    const [row, column] = [Math.floor(cell / side), cell % side];
    let sum = 0;
    for (let y = edge(row); y < edge(row + 1); y++) {
      for (let x = edge(column); x < edge(column + 1); x++) sum += data[y * stride + x]!;
    }
    return sum / ((edge(row + 1) - edge(row)) * (edge(column + 1) - edge(column)));
  });
}
