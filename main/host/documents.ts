import {
  experimentKinds,
  experimentSpec,
  HostError,
  type ExperimentSpec,
} from '../../preload/contract/index.ts';

/**
 * Reads an experiment document. Throws HostError 'bad-specification' that names the entry that is wrong; an entry that is not
 * known is wrong, too, for a misspelt one would quietly leave its default.
 */
export function readDocument(text: string, name: string): ExperimentSpec {
  const wrong = (message: string, remedy: string, where = name) =>
    new HostError('bad-specification', `${name}: ${message}`, { where, remedy });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong(
      `this is not JSON: ${(error as Error).message}.`,
      'Correct it in an editor that checks JSON.',
    );
  }
  const kind = (json as { kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string' || !(experimentKinds as string[]).includes(kind)) {
    throw wrong(
      kind === undefined ? 'it has no "kind".' : `there is no kind of experiment called "${String(kind)}".`,
      `Kinds are ${experimentKinds.join(', ')}.`,
    );
  }
  const parsed = experimentSpec.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path.join('.') ?? '';
    throw wrong(
      `"${path}": ${issue?.message}.`,
      'Correct this entry, or leave it out for its default.',
      path,
    );
  }
  const unknown = unknownEntries(json, parsed.data, '');
  if (unknown.length > 0) {
    throw wrong(
      `"${unknown[0]}" is not an entry of ${kind}.`,
      'Correct its name or take it out.',
      unknown[0],
    );
  }
  return parsed.data;
}

/** Paths of entries that parsing left out. */
function unknownEntries(given: unknown, kept: unknown, path: string): string[] {
  if (!isObject(given) || !isObject(kept)) return [];
  return Object.entries(given).flatMap(([name, entry]) => {
    const place = path === '' ? name : `${path}.${name}`;
    return name in kept ? unknownEntries(entry, kept[name], place) : [place];
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
