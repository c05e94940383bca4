import { defineStore } from 'pinia';
import { markRaw, shallowRef } from 'vue';
import {
  representationName,
  parseRepresentation,
  type HostError,
  type SymmetryDescription,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host, onConnected } from '../../../bridge/host.ts';

/** What choices of symmetry mean, of any map that is looked at; each is asked for once. */
export const useDescriptionsStore = defineStore('renormalization-descriptions', () => {
  const known = shallowRef<ReadonlyMap<string, SymmetryDescription>>(new Map());
  const errors = shallowRef<ReadonlyMap<string, HostError>>(new Map());
  const asked = new Set<string>();

  async function ask(settings: SymmetrySettings) {
    const key = keyOf(settings);
    if (asked.has(key)) return;
    asked.add(key);
    try {
      const description = markRaw(await host.symmetryDescribe({ symmetry: settings }));
      known.value = new Map(known.value).set(key, description);
    } catch (cause) {
      errors.value = new Map(errors.value).set(key, toHostError(cause));
    }
  }
  // What could not be answered is asked again when the host is back.
  onConnected(() => {
    for (const key of errors.value.keys()) asked.delete(key);
    errors.value = new Map();
  });

  return {
    ask,
    /** null until it is known; `ask` for it. */
    of: (settings: SymmetrySettings) => known.value.get(keyOf(settings)) ?? null,
    errorOf: (settings: SymmetrySettings) => errors.value.get(keyOf(settings)) ?? null,
  };
});

/** "E+A1" means the same as "A1+E". */
function keyOf({ internal, spin, frame }: SymmetrySettings): string {
  const counts = parseRepresentation(spin);
  return `${internal} ${counts === null ? spin : representationName(counts)} ${frame}`;
}
