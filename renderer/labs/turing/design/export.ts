import { host } from '../../../bridge/host.ts';
import { download } from '../../../components/download.ts';
import { report } from '../../../shell/notices.ts';

export const exportFormats = [
  { format: 'csv', title: 'Parameters', hint: '.csv' },
  { format: 'json', title: 'Everything', hint: '.json' },
  { format: 'npz', title: 'Patterns', hint: '.npz' },
  { format: 'png', title: 'Contact sheet', hint: '.png' },
] as const;

/** Hands designs of a run to the user as a file, in the order given. */
export async function exportDesigns(
  run: string,
  indices: number[],
  format: (typeof exportFormats)[number]['format'],
): Promise<void> {
  try {
    const { name, type, bytes } = await host.designExport({ id: run, keep: indices, format });
    download(name, bytes, type);
  } catch (error) {
    report(error, 'The designs were not exported');
  }
}
