/** Endings of files the system may hand to the application. */
const endings = ['npy', 'npz', 'h5', 'hdf5', 'png', 'csv', 'json'];

/**
 * Files among the words a program was started with: those with an ending that is read, options and the program itself left out. `words` is process.argv of
 * this start, or of a second start that handed over to this one.
 */
export function fileArguments(words: readonly string[], packaged: boolean): string[] {
  // Unpackaged, the first word is Electron and the second the folder or script it runs.
  return words
    .slice(packaged ? 1 : 2)
    .filter(
      (word) =>
        !word.startsWith('-') && endings.includes(/\.([a-z0-9]+)$/i.exec(word)?.[1]?.toLowerCase() ?? ''),
    );
}
