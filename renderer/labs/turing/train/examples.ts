import { fromDocument } from './documents.ts';
import type { TrainingSpec } from './kinds.ts';

/** The example documents that come with the program, as `macroscope run` reads them. */
const files: Record<string, string> = import.meta.glob('../../../../resources/examples/*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
});

export interface ExampleDocument {
  name: string;
  spec: TrainingSpec;
}

/** Those that describe a training; a data set or a design has its own tab. */
export const exampleDocuments: readonly ExampleDocument[] = Object.entries(files).flatMap(([path, text]) => {
  const name = path.split('/').at(-1)!;
  try {
    return [{ name, spec: fromDocument(text, name) }];
  } catch {
    // Not a training: nothing to offer here.
    return [];
  }
});
