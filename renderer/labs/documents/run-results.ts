import { computed, markRaw, shallowRef, watch, type Ref } from 'vue';
import { HostError, type RunSummary } from '../../../preload/contract/index.ts';
import { toHostError } from '../../bridge/errors.ts';
import { host } from '../../bridge/host.ts';

/**
 * Results that finished runs left in one artifact, each read once.
 * @param artifact name of the file in artifacts/
 * @param parse reads it; throws HostError when it holds no result
 */
export function useRunResults<T extends object>(artifact: string, parse: (bytes: Uint8Array) => T) {
  const results = shallowRef<ReadonlyMap<string, T>>(new Map());
  const errors = shallowRef<ReadonlyMap<string, HostError>>(new Map());
  const reading = new Set<string>();

  async function read(id: string): Promise<void> {
    if (results.value.has(id) || reading.has(id)) return;
    reading.add(id);
    try {
      const result = markRaw(parse(await host.runArtifact({ id, name: artifact })));
      results.value = new Map(results.value).set(id, result);
    } catch (cause) {
      errors.value = new Map(errors.value).set(id, toHostError(cause));
    } finally {
      reading.delete(id);
    }
  }

  /** Reads the result of every one of these runs as soon as it is done; a reading that failed is not tried again by itself. */
  function readDone(runs: Readonly<Ref<readonly RunSummary[]>>) {
    const done = computed(() => runs.value.flatMap(({ id, state }) => (state === 'done' ? [id] : [])));
    watch(
      () => done.value.join(' '),
      () => {
        for (const id of done.value) if (!errors.value.has(id)) void read(id);
      },
      { immediate: true },
    );
  }

  return {
    of: (id: string | null | undefined): T | null => (id ? (results.value.get(id) ?? null) : null),
    errorOf: (id: string | null | undefined): HostError | null =>
      id ? (errors.value.get(id) ?? null) : null,
    read,
    readDone,
  };
}

/** The value of a JSON artifact, not yet looked at. */
export const readJson = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

/**
 * What reads a JSON artifact, which holds a result where these entries of it are lists; if not, the HostError says what is missing and
 * what to do.
 */
export function resultReader<T extends object>(
  artifact: string,
  lists: readonly (keyof T)[],
  missing: string,
  remedy: string,
): (bytes: Uint8Array) => T {
  return (bytes) => {
    const value = readJson(bytes) as T;
    if (lists.every((name) => Array.isArray(value[name]))) return value;
    throw new HostError('bad-file', missing, { where: artifact, remedy });
  };
}
