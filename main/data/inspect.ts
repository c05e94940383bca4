import { experimentSpec } from '../../preload/contract/experiments/index.ts';
import type { FileInspection } from '../../preload/contract/files.ts';
import { notFiniteNote, summarise } from './array-summary.ts';
import { badFile, byteCount, faultWithin } from './bad-file.ts';
import { contentsOfNumbers, readContents, type FileContents } from './contents.ts';
import { treeOf } from './file-tree.ts';
import { guessUse } from './guess.ts';
import { readJson } from './json.ts';
import { readPackedRun } from './packed-run.ts';
import { formatTitles, promisedFormat, sniffFormat, type FileFormat } from './sniff.ts';

/**
 * Says what a file is, by its content, and what it can be used for, before anything is done with it. Throws HostError 'bad-file', which begins with
 * the name of the file, for what cannot be read at all.
 */
export async function inspectFile(name: string, bytes: Uint8Array): Promise<FileInspection> {
  try {
    const format = sniffFormat(bytes);
    const inspection = await inspectFormat(name, bytes, format);
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

async function inspectFormat(name: string, bytes: Uint8Array, format: FileFormat): Promise<Findings> {
  if (format === 'zip') return inspectRun(bytes);
  if (format === 'json') {
    const found = readJson(bytes);
    return found.kind === 'document'
      ? inspectDocument(found.document)
      : inspectContents(contentsOfNumbers(found));
  }
  return inspectContents(await readContents(bytes, name));
}

type Findings = Omit<FileInspection, 'name' | 'bytes' | 'format'>;

function inspectContents(contents: FileContents): Findings {
  const arrays = contents.stored.map(summarise);
  const warnings = [...contents.warnings];
  for (const [index, { name, shape, notFinite }] of arrays.entries()) {
    if (shape.includes(0)) warnings.push(`‘${name}’ is empty: there is nothing in it to analyse.`);
    else if (notFinite > 0) warnings.push(notFiniteNote(contents.stored[index]!, notFinite));
  }
  const { description, guess, readings, previews, notes } = guessUse(contents);
  return {
    description: description === null ? contents.description : `${contents.description}; ${description}`,
    guess,
    readings,
    arrays,
    ...(contents.tree === undefined ? {} : { tree: contents.tree }),
    previews,
    warnings: [...warnings, ...notes],
  };
}

function inspectDocument(document: unknown): Findings {
  const spec = experimentSpec.safeParse(document);
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

function inspectRun(bytes: Uint8Array): Findings {
  const { name, kind, seed, state, files, bytes: unpacked, entries } = readPackedRun(bytes);
  return {
    description: `Packed run ‘${name}’: ${kind}, seed ${seed}, ${state}; ${files} files, ${byteCount(unpacked)}`,
    guess: 'run',
    readings: ['run'],
    arrays: [],
    tree: treeOf(entries.map((entry) => ({ name: entry.name, attributes: { size: byteCount(entry.size) } }))),
    previews: [],
    warnings: [],
  };
}

/** A warning where the ending of the name promises another of the known formats. */
function nameMismatch(name: string, format: FileFormat): string | null {
  const promised = promisedFormat(name);
  // A zip archive may hold arrays or a run.
  if (promised === null || promised === format || (promised === 'zip' && format === 'npz')) return null;
  return `The name is that of ${formatTitles[promised]}, but by its content this is ${formatTitles[format]}; it is read as that.`;
}
