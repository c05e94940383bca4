import { shallowRef } from 'vue';

/** Files waiting for the user's word on what to do with them; the dialog over files takes them from here. */
export const offered = shallowRef<readonly File[]>([]);

/** Endings of the files that are read. What a file is, its content says; the list only narrows the system's dialog. */
const endings = ['npy', 'npz', 'h5', 'hdf5', 'he5', 'mat', 'png', 'csv', 'tsv', 'txt', 'dat', 'json', 'zip'];

/** Says what the files are taken for, and asks before anything is done. */
export function offerFiles(files: Iterable<File>): void {
  offered.value = [...offered.value, ...files];
}

/** Lets the user choose files, then offers them. */
export function chooseFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = endings.map((ending) => `.${ending}`).join(',');
  input.addEventListener('change', () => offerFiles(input.files ?? []));
  input.click();
}
