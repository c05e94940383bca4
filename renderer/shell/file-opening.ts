import { shallowRef } from 'vue';

/** Files waiting for the user's word on what to do with them; the drop dialog shows the first. */
export const offered = shallowRef<readonly File[]>([]);

/** Says what the files are taken for, and asks before anything is done. */
export function offerFiles(files: Iterable<File>): void {
  offered.value = [...offered.value, ...files];
}

/** Lets the user choose files, then offers them. */
export function chooseFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.png,.npy,.npz,.h5,.hdf5,.csv,.json';
  input.addEventListener('change', () => offerFiles(input.files ?? []));
  input.click();
}
