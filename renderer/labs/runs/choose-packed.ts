import { toHostError } from '../../bridge/errors.ts';
import { notify, report } from '../../shell/notices.ts';
import { importRun } from './transfer.ts';

/** Lets the user choose packed runs and takes them in, one after the other. */
export function choosePackedRun(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.zip';
  input.addEventListener('change', async () => {
    for (const file of input.files ?? []) {
      try {
        const { name } = await importRun(file);
        notify({ level: 'info', title: `“${name}” is in the list`, message: `Taken in from ${file.name}.` });
      } catch (error) {
        if (toHostError(error).code !== 'cancelled') report(error, `${file.name} was not taken in`);
      }
    }
  });
  input.click();
}
