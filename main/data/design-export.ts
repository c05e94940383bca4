import { isNumericArray, type ArrayRecord, type ShapedArray } from '../../preload/contract/arrays.ts';
import type { CallResults } from '../../preload/contract/calls.ts';
import type { ColourMapName } from '../../preload/contract/colour-maps.ts';
import type { DesignCandidate, DesignResult } from '../../preload/contract/designs.ts';
import { HostError } from '../../preload/contract/errors.ts';
import { parameterNames } from '../../preload/contract/experiments/gray-scott.ts';
import { writeContactSheet, type Tile } from './contact-sheet.ts';
import { writeCsv } from './csv.ts';
import { writeNpz } from './npz.ts';

const designColumns = [
  'rank',
  ...parameterNames,
  'score',
  'distance',
  'spectrum',
  'intensity',
  'moments',
  'seed',
  'trivial',
  'clipped',
];

/** parameters.csv: one row for each design, in the order given; numbers read back as the same numbers. */
export function parametersCsv(designs: readonly DesignCandidate[]): string {
  return writeCsv(
    designColumns,
    designs.map(({ parameters, score, distance, simulationSeed, trivial, clipped }, index) => [
      index + 1,
      ...parameterNames.map((name) => parameters[name]),
      score,
      distance.total,
      distance.spectrum,
      distance.intensity,
      distance.moments,
      simulationSeed,
      trivial,
      clipped.join(' '),
    ]),
  );
}

/** design.json: typed arrays as lists, so that any language reads it. */
export function designJson(result: DesignResult): string {
  return `${JSON.stringify(result, (_key, value: unknown) => (isNumericArray(value) ? Array.from(value, Number) : value), 2)}\n`;
}

/**
 * patterns.npz of some designs: a, b [m, n, n], parameters [m, 4] (Da, Db, F, k), score [m], seed [m], and the example. Each pattern can be grown again
 * from its parameters and seed. `patterns` is what the run wrote: a, b [count, n, n] and example.
 */
export function designArrays(designs: readonly DesignCandidate[], patterns: ArrayRecord): ArrayRecord {
  const m = designs.length;
  const parameters = Float64Array.from(
    designs.flatMap((design) => parameterNames.map((name) => design.parameters[name])),
  );
  return {
    a: gather(patterns.a, designs),
    b: gather(patterns.b, designs),
    parameters: { shape: [m, parameterNames.length], data: parameters },
    score: { shape: [m], data: Float64Array.from(designs, ({ score }) => score) },
    seed: { shape: [m], data: Uint32Array.from(designs, ({ simulationSeed }) => simulationSeed) },
    ...(patterns.example === undefined ? {} : { example: patterns.example }),
  };
}

/**
 * contact-sheet.png: the example, the designs and the nearest training patterns with their parameters and scores. All grown patterns show b in one range, so that
 * brightness can be compared; a picture as example has a range of its own.
 */
export function designContactSheet(
  result: DesignResult,
  patterns: ArrayRecord,
  colourMap: ColourMapName = 'magma',
): Uint8Array {
  const grown = [...result.designs, ...result.nearest].map(({ pattern }) => plane(patterns.b, pattern));
  const example = exampleTile(result, patterns);
  const shared = rangeOf([
    ...grown.map(({ data }) => data),
    ...(example !== null && result.observation === 'fields' ? [example.data] : []),
  ]);
  const tiles = (candidates: readonly DesignCandidate[], label: string): Tile[] =>
    candidates.map((candidate, index) => ({
      ...plane(patterns.b, candidate.pattern),
      range: shared,
      caption: captionOf(candidate, `${label}${index + 1}`),
    }));
  const ownRange = example === null || result.observation === 'fields' ? shared : rangeOf([example.data]);
  const scale = `b from ${shared[0].toFixed(2)} to ${shared[1].toFixed(2)}`;
  return writeContactSheet({
    title: `Inverse design by ${result.model}, ${result.sampler.replace('-', ' ')}`,
    colourMap,
    sections: [
      { heading: 'Example', tiles: example === null ? [] : [{ ...example, range: ownRange }] },
      { heading: `Designs, grown from new seeds: ${scale}`, tiles: tiles(result.designs, '#') },
      {
        heading: `Nearest training patterns, grown again: ${scale}`,
        tiles: tiles(result.nearest, 'nearest '),
      },
    ],
  });
}

/** One file of the designs kept: `keep` are indices into result.designs, in the order wanted. */
export function exportDesign(
  result: DesignResult,
  patterns: ArrayRecord,
  keep: readonly number[],
  format: 'csv' | 'json' | 'npz' | 'png',
): CallResults['designExport'] {
  const designs = keep.map((index) => {
    const design = result.designs[index];
    if (design === undefined) {
      throw new HostError(
        'bad-argument',
        `There is no design ${index + 1}; the run has ${result.designs.length}.`,
        { where: 'keep' },
      );
    }
    return design;
  });
  const kept = { ...result, designs };
  const text = new TextEncoder();
  switch (format) {
    case 'csv':
      return { name: 'parameters.csv', type: 'text/csv', bytes: text.encode(parametersCsv(designs)) };
    case 'json':
      return { name: 'design.json', type: 'application/json', bytes: text.encode(designJson(kept)) };
    case 'npz':
      return {
        name: 'patterns.npz',
        type: 'application/octet-stream',
        bytes: writeNpz(designArrays(designs, patterns), { compress: true }),
      };
    case 'png':
      return { name: 'contact-sheet.png', type: 'image/png', bytes: designContactSheet(kept, patterns) };
  }
}

function captionOf({ parameters, score, trivial }: DesignCandidate, name: string): string[] {
  const [Da, Db, F, k] = parameterNames.map(
    (parameter) => `${parameter} ${parameters[parameter].toFixed(4)}`,
  );
  return [`${name}  ${trivial ? 'died out' : `score ${score.toFixed(2)}`}`, `${Da} ${Db}`, `${F}  ${k}`];
}

type Plane = Pick<Tile, 'width' | 'height' | 'data'>;

/** Plane `index` of [count, height, width]. */
function plane(stack: ShapedArray | undefined, index: number): Plane {
  const [count, height, width] = stack?.shape ?? [];
  if (!(stack?.data instanceof Float32Array) || width === undefined || index < 0 || index >= count!) {
    throw new HostError('bad-file', `The run’s patterns.npz holds no pattern ${index}.`, {
      where: 'patterns.npz',
    });
  }
  const length = height! * width;
  return { width, height: height!, data: stack.data.subarray(index * length, (index + 1) * length) };
}

/** The example as a picture: b of [2, n, n], or the picture [n, n] itself. */
function exampleTile(
  { observation }: DesignResult,
  { example }: ArrayRecord,
): (Plane & { caption: string[] }) | null {
  if (example === undefined) return null;
  const caption = [observation === 'fields' ? 'b of the example' : 'the picture given'];
  return example.shape.length === 2
    ? { ...plane({ shape: [1, ...example.shape], data: example.data }, 0), caption }
    : { ...plane(example, example.shape[0]! - 1), caption };
}

function gather(stack: ShapedArray | undefined, designs: readonly DesignCandidate[]): ShapedArray {
  const planes = designs.map(({ pattern }) => plane(stack, pattern));
  const { width, height } = planes[0]!;
  const data = new Float32Array(planes.length * width * height);
  for (const [index, { data: values }] of planes.entries()) data.set(values, index * width * height);
  return { shape: [planes.length, height, width], data };
}

function rangeOf(fields: readonly Float32Array[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const field of fields) {
    for (const value of field) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return [low, high];
}
