import { toHostError } from '../../bridge/errors.ts';
import { notify, report } from '../../shell/notices.ts';
import { useRunsStore } from '../../stores/runs.ts';
import { importRun } from './transfer.ts';

/** Lets the user choose packed runs and takes them in, one after the other. */
export function choosePackedRun(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.zip';
  input.addEventListener('change', async () => {
    const runs = useRunsStore();
    for (const file of input.files ?? []) {
      try {
        const before = new Set(runs.all.map(({ id }) => id));
        const { id, name } = await importRun(file);
        // Of one that was here already the host has said so.
        if (before.has(id)) continue;
        notify({ level: 'info', title: `“${name}” is in the list`, message: `Taken in from ${file.name}.` });
      } catch (error) {
        if (toHostError(error).code !== 'cancelled') report(error, `${file.name} was not taken in`);
      }
    }
  });
  input.click();
}
