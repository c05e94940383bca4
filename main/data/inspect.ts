import type { FieldPreview, NumericArray, ShapedArray } from '../../preload/contract/arrays.ts';
import { experimentSpec } from '../../preload/contract/experiments/index.ts';
import { parameterNames } from '../../preload/contract/experiments/gray-scott.ts';
import type { FileInspection, FileReading } from '../../preload/contract/files.ts';
import { badFile, faultWithin } from './bad-file.ts';
import { readContents, type FileContents, type NamedArray } from './contents.ts';
import { concentrationFault, findFields, findPicture, windowNote } from './pattern.ts';
import { indexText } from './npy.ts';
import { findSpacetime } from './spacetime.ts';
import { describeSpins, findSpins, type FoundSpins } from './spins.ts';
import { formatTitles, promisedFormat, sniffFormat, type FileFormat } from './sniff.ts';

const largestPreview = 128;
const mostPreviews = 4;
/** One row of the dialog, above its buttons. */
const mostSpinPreviews = 3;

/**
 * Says what a file is, by its content, and what it can be used for, before anything is done with it. Throws HostError 'bad-file', which begins with
 * the name of the file, for what cannot be read at all.
 */
export async function inspectFile(name: string, bytes: Uint8Array): Promise<FileInspection> {
  try {
    const format = sniffFormat(bytes);
    const inspection =
      format === 'json' ? inspectDocument(bytes) : inspectContents(await readContents(bytes, name));
    const mismatch = nameMismatch(name, format);
    return {
      name,
      bytes: bytes.length,
      format,
      ...inspection,
      warnings: [...(mismatch === null ? [] : [mismatch]), ...inspection.warnings],
    };
  } catch (fault) {
    throw faultWithin(name, fault);
  }
}

type Findings = Omit<FileInspection, 'name' | 'bytes' | 'format'>;

function inspectContents(contents: FileContents): Findings {
  const arrays = contents.arrays.map(measure);
  const warnings = [...contents.warnings];
  for (const { name, shape, finite } of arrays) {
    if (shape.includes(0)) warnings.push(`‘${name}’ is empty: there is nothing in it to analyse.`);
    else if (!finite) warnings.push(notFiniteNote(contents.arrays.find((array) => array.name === name)!));
  }

  const readings: FileReading[] = [];
  const spins = findSpins(contents);
  const spacetime = findSpacetime(contents);
  const series = typeof spacetime === 'string' ? [] : (['spacetime'] as const);
  const ruled = typeof spacetime !== 'string' && spacetime.evidence === 'rule';
  if (typeof spins !== 'string' && spinsAreLikely(spins, contents) && !ruled) {
    return {
      description: `${contents.description}; ${describeSpins(spins)}`,
      guess: 'spins',
      readings: [
        'spins',
        ...(findPicture(contents) === null ? [] : ['pattern-picture' as const]),
        ...series,
        'array',
      ],
      arrays,
      previews: spinPreviews(spins),
      warnings: [...warnings, ...spins.notes],
    };
  }
  const fields = findFields(contents);
  const picture = findPicture(contents);
  const fault = fields === null ? null : concentrationFault(fields);
  const likely = typeof spacetime !== 'string' && spacetime.evidence !== 'possible';
  if (likely) readings.push('spacetime');
  if (fields !== null && fault === null) {
    readings.push('pattern-fields');
    const note = windowNote(fields.a.shape);
    if (note !== null) warnings.push(note);
  } else if (fault !== null) {
    warnings.push(`The fields are no concentrations: ${fault}.`);
  }
  if (parameterNames.every((name) => contents.columns?.includes(name))) readings.push('parameters');
  if (picture !== null) readings.push('pattern-picture');
  if (typeof spins !== 'string') readings.push('spins');
  if (!likely) readings.push(...series);
  readings.push('array');
  // What could be a series is taken for one where it could be nothing else; columns with names are quantities.
  const nothingElse = readings.every((reading) => reading === 'spacetime' || reading === 'array');
  const taken = likely || (nothingElse && contents.columns === null);
  if (readings[0] === 'pattern-picture' && picture!.picture.shape[0] !== picture!.picture.shape[1]) {
    warnings.push('The picture is not square: the square in its middle is taken as the pattern.');
  }

  return {
    description:
      taken && typeof spacetime !== 'string'
        ? `${contents.description}; ${spacetime.description}`
        : contents.description,
    guess: readings.find((reading) => reading !== 'spacetime' || taken)!,
    readings,
    arrays,
    previews: previewsOf(contents),
    warnings,
  };
}

/**
 * Arrays of two values are hardly anything else. Of pictures only those are guessed to be a lattice whose side is a power of two:
 * a pattern in black and white has two grey levels as well.
 */
function spinsAreLikely({ mixed, size }: FoundSpins, { format }: FileContents): boolean {
  return mixed && (format !== 'png' || (size & (size - 1)) === 0);
}

function spinPreviews({ convert, count, size }: FoundSpins): FieldPreview[] {
  const shown = Math.min(mostSpinPreviews, count);
  const { data } = convert(shown);
  return Array.from({ length: shown }, (_, index) =>
    shrink(
      {
        shape: [size, size],
        data: Float32Array.from(plane(data, index, size * size) as Uint8Array, (s) => 2 * s - 1),
      },
      count === 1 ? 'spin' : `spin, ${index + 1}`,
    ),
  );
}

function inspectDocument(bytes: Uint8Array): Findings {
  const spec = experimentSpec.safeParse(parseJson(bytes));
  if (!spec.success) {
    const [issue] = spec.error.issues;
    const path = issue!.path.join('.');
    throw badFile(
      `This JSON document is no experiment: ${path === '' ? '' : `‘${path}’: `}${issue!.message}.`,
      {
        where: path === '' ? 'the document' : path,
        remedy: 'Correct it; resources/examples has an experiment of every kind.',
      },
    );
  }
  return {
    description: `Experiment of kind ${spec.data.kind}, seed ${spec.data.seed}`,
    guess: 'experiment',
    readings: ['experiment'],
    arrays: [],
    previews: [],
    warnings: [],
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw badFile(`This is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      remedy: 'Correct the document, or write it again.',
      cause,
    });
  }
}

function measure({ name, shape, type, data }: NamedArray): FileInspection['arrays'][number] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (!Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    count++;
  }
  const known = count > 0;
  return {
    name,
    shape,
    type,
    min: known ? min : Number.NaN,
    max: known ? max : Number.NaN,
    mean: known ? sum / count : Number.NaN,
    finite: count === data.length,
    notFinite: data.length - count,
  };
}

function notFiniteNote({ name, shape, data }: NamedArray): string {
  let first = -1;
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    if (Number.isFinite(Number(data[i]))) continue;
    if (first < 0) first = i;
    count++;
  }
  const value = `${count === 1 ? 'one value' : `${count} values`} that ${count === 1 ? 'is' : 'are'} not finite`;
  return `‘${name}’ holds ${value}: ${Number(data[first])} at [${indexText(first, shape)}].`;
}

function previewsOf(contents: FileContents): FieldPreview[] {
  const fields = findFields(contents);
  if (fields !== null) return [shrink(fields.a, 'a'), shrink(fields.b, 'b')];
  const picture = contents.columns === null ? findPicture(contents) : null;
  if (picture === null) return [];
  const [height, width] = picture.picture.shape as [number, number];
  const planes = contents.arrays.find(({ shape }) => shape.length >= 2 && shape.at(-1) === width);
  // Of a stack of planes its first few; of colours the one luminance.
  const stack = planes !== undefined && planes.shape.at(-2) === height ? planes.data : picture.picture.data;
  const count = Math.min(mostPreviews, Math.floor(stack.length / (height * width)));
  return Array.from({ length: count }, (_, index) =>
    shrink(
      { shape: [height, width], data: plane(stack, index, height * width) },
      count === 1 ? 'value' : `value, ${index + 1}`,
    ),
  );
}

function plane(stack: NumericArray, index: number, length: number): NumericArray {
  return stack.subarray(index * length, (index + 1) * length);
}

/** A field of at most 128 × 128: means over square blocks. */
function shrink({ shape, data }: ShapedArray, label: string): FieldPreview {
  const [rows, columns] = shape as [number, number];
  const block = Math.ceil(Math.max(rows, columns) / largestPreview);
  const height = Math.floor(rows / block);
  const width = Math.floor(columns / block);
  const result = new Float32Array(height * width);
  for (let row = 0; row < height * block; row++) {
    for (let column = 0; column < width * block; column++) {
      const target = Math.floor(row / block) * width + Math.floor(column / block);
      result[target]! += Number(data[row * columns + column]) / block ** 2;
    }
  }
  return { width, height, data: result, label };
}

/** A warning where the ending of the name promises another of the known formats. */
function nameMismatch(name: string, format: FileFormat): string | null {
  const promised = promisedFormat(name);
  if (promised === null || promised === format) return null;
  return `The name is that of ${formatTitles[promised]}, but by its content this is ${formatTitles[format]}; it is read as that.`;
}
