import {
  experimentSpec,
  HostError,
  type ExperimentKindName,
  type ExperimentSpec,
  type SpecOf,
} from '../../../preload/contract/index.ts';

/** A specification as a file: what `macroscope run` reads. */
export function documentText(spec: ExperimentSpec): string {
  return `${JSON.stringify(spec, null, 2)}\n`;
}

/** Reads a document as written by hand or by `documentText`; missing entries take their defaults. @throws HostError */
export function readDocument(text: string, name: string): ExperimentSpec {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new HostError(
      'bad-file',
      `${name} is not JSON: ${cause instanceof Error ? cause.message : cause}.`,
      {
        where: name,
        remedy: 'Choose an experiment document, such as one of the examples.',
      },
    );
  }
  const parsed = experimentSpec.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HostError('bad-specification', `${name}: ${issue?.message ?? 'not an experiment document'}.`, {
    where: issue?.path.join('.') || name,
    remedy: 'Correct that entry, or leave it out to take its default.',
  });
}

/** The example documents that come with the program, as `macroscope run` reads them. */
const files: Record<string, string> = import.meta.glob('../../../resources/examples/*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
});

export interface ExampleDocument<K extends ExperimentKindName = ExperimentKindName> {
  name: string;
  spec: SpecOf<K>;
}

/** The examples of some kinds of experiment. */
export function exampleDocuments<K extends ExperimentKindName>(kinds: readonly K[]): ExampleDocument<K>[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const name = path.split('/').at(-1)!;
    const spec = readDocument(text, name);
    return kinds.some((kind) => kind === spec.kind) ? [{ name, spec: spec as SpecOf<K> }] : [];
  });
}
