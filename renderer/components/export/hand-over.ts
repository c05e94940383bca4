import { zipSync, type Zippable } from 'fflate';
import { onDesktop } from '../../bridge/desktop.ts';
import { download } from '../download.ts';

export interface MadeFile {
  name: string;
  type: string;
  bytes: Uint8Array;
  /** What the sidecar says is in the file as well: figures have it whole, LaTeX in comments. */
  describesItself?: boolean;
}

/** Files in one archive, in a folder that is called like it. */
export function packed(stem: string, files: readonly MadeFile[]): MadeFile {
  const content: Zippable = {};
  for (const { name, bytes } of files) content[`${stem}/${name}`] = bytes;
  return { name: `${stem}.zip`, type: 'application/zip', bytes: zipSync(content) };
}

/**
 * The files that leave for an export. A browser takes several at once. The desktop asks for the place of each file, so there an export is
 * one file: one that describes itself leaves alone, others are packed together with their sidecar.
 */
export function leaving(
  stem: string,
  files: readonly MadeFile[],
  sidecar: MadeFile | null,
  desktop: boolean,
): readonly MadeFile[] {
  const all = sidecar === null ? files : [...files, sidecar];
  if (!desktop || all.length < 2) return all;
  const [first] = files;
  return files.length === 1 && first!.describesItself ? [first!] : [packed(stem, all)];
}

/** Hands the user the files of an export. */
export function handOver(stem: string, files: readonly MadeFile[], sidecar: MadeFile | null): void {
  for (const { name, bytes, type } of leaving(stem, files, sidecar, onDesktop())) download(name, bytes, type);
}
