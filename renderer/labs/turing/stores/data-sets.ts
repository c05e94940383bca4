import { defineStore } from 'pinia';
import { schemaOf } from '../../../../preload/contract/index.ts';
import { useSpecification } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';

/** Generation of data sets: one document with undo, the run that is looked at, and the finished ones. */
export const useDataSetsStore = defineStore('turing-data-sets', () => {
  const document = useSpecification<'gray-scott-dataset'>(
    schemaOf['gray-scott-dataset'].parse({ kind: 'gray-scott-dataset' }),
  );
  const { all, run, watched, starting, error, create } = useWatchedRun(['gray-scott-dataset']);

  async function start(): Promise<void> {
    const { count, generation } = document.spec.value;
    await create(document.spec.value, `${count} patterns of ${generation.size}²`);
  }

  return { ...document, error, starting, watched, run, all, start };
});
