import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef } from 'vue';
import type { HostError, SpacetimeInput, SpacetimeLayout } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { latest } from '../../../bridge/latest.ts';

/** A file with a series, and what of its layout the user has chosen; the host guesses the rest. */
interface OpenedFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The series of a file, and how the file is read: every change of the layout is read again by the host, the newest last. */
export const useOwnDataStore = defineStore('self-similarity-own-data', () => {
  const file = shallowRef<OpenedFile | null>(null);
  const input = shallowRef<SpacetimeInput | null>(null);
  const wanted = shallowRef<Partial<SpacetimeLayout>>({});
  /** Name of the file that is being opened. */
  const opening = ref<string | null>(null);
  const arranging = ref(false);
  const error = shallowRef<HostError | null>(null);

  let openings = 0;
  /**
   * Reads a file as a series, by what the host takes it for where `layout` leaves it open. Says whether it is open: not where another was
   * chosen meanwhile.
   * @throws HostError, and keeps what was open.
   */
  async function open(
    chosen: { name: string; arrayBuffer(): Promise<ArrayBuffer> },
    layout: Partial<SpacetimeLayout> = {},
  ): Promise<boolean> {
    const mine = ++openings;
    opening.value = chosen.name;
    try {
      const bytes = markRaw(new Uint8Array(await chosen.arrayBuffer()));
      const answer = await host.spacetimeRead({ name: chosen.name, bytes, layout });
      if (mine !== openings) return false;
      file.value = { name: chosen.name, bytes };
      wanted.value = layout;
      input.value = markRaw(answer);
      error.value = null;
      return true;
    } finally {
      if (mine === openings) opening.value = null;
    }
  }

  const reader = latest(
    async () => {
      const asked = file.value!;
      const answer = await host.spacetimeRead({ ...asked, layout: wanted.value });
      return { asked, answer };
    },
    ({ asked, answer }) => {
      if (asked !== file.value) return;
      input.value = markRaw(answer);
      error.value = null;
    },
    (cause) => (error.value = toHostError(cause)),
  );

  /** Reads the file another way. Of another array the roles of its axes are guessed anew, and the square of its particles. */
  async function arrange(patch: Partial<SpacetimeLayout>): Promise<void> {
    if (file.value === null || input.value === null) return;
    const next = { ...input.value.layout, ...wanted.value, ...patch };
    if (patch.array !== undefined && patch.axes === undefined) {
      const { axes: _axes, box: _box, cells: _cells, ...rest } = next;
      wanted.value = rest;
    } else wanted.value = next;
    arranging.value = true;
    await reader.ask();
    arranging.value = false;
  }

  return {
    name: computed(() => file.value?.name ?? null),
    /** The series as it was last read; null: no file is open. */
    input: computed(() => input.value),
    /** The layout under the editor, perhaps one that the host refuses: `error` says why. */
    layout: computed<SpacetimeLayout | null>(() =>
      input.value === null ? null : { ...input.value.layout, ...wanted.value },
    ),
    opening: computed(() => opening.value),
    arranging: computed(() => arranging.value),
    error: computed(() => error.value),
    open,
    arrange,
  };
});
