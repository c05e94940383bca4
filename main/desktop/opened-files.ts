/** Endings of files the system may hand to the application. */
const endings = ['npy', 'npz', 'h5', 'hdf5', 'he5', 'mat', 'png', 'csv', 'tsv', 'txt', 'dat', 'json', 'zip'];

/**
 * Files among the words a program was started with: those with an ending that is read, and everything after "--", as `macroscope open` passes
 * files on with their whole paths. Options, which Chromium adds wherever it likes, and the program itself are left out. `words` is
 * process.argv of this start, or of a second start that handed over to this one.
 */
export function fileArguments(words: readonly string[], packaged: boolean): string[] {
  // Unpackaged, the first word is Electron and the second the folder or script it runs.
  const given = words.slice(packaged ? 1 : 2);
  const mark = given.indexOf('--');
  const [before, after] = mark < 0 ? [given, []] : [given.slice(0, mark), given.slice(mark + 1)];

  return [
    ...before.filter((word) => !isOption(word) && endings.includes(endingOf(word))),
    ...after.filter((word) => !isOption(word)),
  ];
}

const isOption = (word: string) => word.startsWith('-');
const endingOf = (word: string) => /\.([a-z0-9]+)$/i.exec(word)?.[1]?.toLowerCase() ?? '';
