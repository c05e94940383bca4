import { ref } from 'vue';
import { toHostError } from '../bridge/errors.ts';
import { useNavigation } from '../shell/navigation.ts';
import { report } from '../shell/notices.ts';
import type { LookedAt } from '../stores/files.ts';
import type { FilePart, FileUse } from './readings.ts';

/** Opens files in the labs that fit: the drop dialog and the Data lab do it the same way. */
export function useFileUses() {
  const navigation = useNavigation();
  /** A file is being handed over. */
  const working = ref(false);

  /**
   * Opens a file and goes where it was opened; says whether it could be. What went wrong is reported in words. Where that takes its time it
   * goes there first: who has gone on to something else meanwhile stays there.
   */
  async function use(chosen: FileUse, { file, inspection }: LookedAt, part: FilePart = {}): Promise<boolean> {
    if (inspection === undefined) return false;
    if (chosen.inBackground) navigation.go(chosen.lab, chosen.tab);
    else working.value = true;
    try {
      const { lab, tab } = (await chosen.open(file, inspection, part)) ?? chosen;
      if (!chosen.inBackground) navigation.go(lab, tab);
      return true;
    } catch (error) {
      if (toHostError(error).code !== 'cancelled') report(error, `${file.name} could not be used`);
      return false;
    } finally {
      if (!chosen.inBackground) working.value = false;
    }
  }

  return { working, use };
}
