import { experimentSpec, HostError } from '../../../../preload/contract/index.ts';
import { isTrainingSpec, type TrainingSpec } from './kinds.ts';

/** A specification as a file: what `macroscope run` reads. */
export function toDocument(spec: TrainingSpec): string {
  return `${JSON.stringify(spec, null, 2)}\n`;
}

/** Reads a document as written by hand or by `toDocument`; missing entries take their defaults. @throws HostError */
export function fromDocument(text: string, name: string): TrainingSpec {
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
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new HostError('bad-specification', `${name}: ${issue?.message ?? 'not an experiment document'}.`, {
      where: issue?.path.join('.') || name,
      remedy: 'Correct that entry, or leave it out to take its default.',
    });
  }
  if (!isTrainingSpec(parsed.data)) {
    throw new HostError('bad-specification', `${name} describes a ${parsed.data.kind} run, not a training.`, {
      where: 'kind',
      remedy: 'Data sets are made in Data, designs in Design.',
    });
  }
  return parsed.data;
}
