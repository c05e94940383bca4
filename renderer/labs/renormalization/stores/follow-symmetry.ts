import { watch } from 'vue';
import type { SymmetrySettings } from '../../../../preload/contract/index.ts';
import { sameSettings } from '../parts/settings.ts';
import { useSymmetryStore } from './symmetry.ts';

/**
 * Keeps the symmetry of a document and that of the lab the same: the lab's choice enters the document, and a document that is opened or
 * undone brings its own to the lab.
 * @param own the symmetry of the document; null while it has none
 * @param take an edit of the document
 */
export function followSymmetry(
  own: () => SymmetrySettings | null,
  take: (settings: SymmetrySettings) => void,
) {
  const symmetry = useSymmetryStore();
  watch(
    () => symmetry.settings,
    (chosen) => {
      const mine = own();
      if (mine !== null && !sameSettings(mine, chosen)) take(chosen);
    },
    { immediate: true, flush: 'sync' },
  );
  watch(
    own,
    (mine) => {
      if (mine !== null && !sameSettings(mine, symmetry.settings)) symmetry.choose(mine);
    },
    { flush: 'sync' },
  );
}
