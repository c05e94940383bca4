import { z } from 'zod';
import { runId } from '../../../preload/contract/index.ts';

/** Name of the manifest in the run's folder of the archive; no file of a run has it. */
export const manifestName = 'manifest.json';

/** What a packed run says of itself: every file with its size and sum. */
export const manifestSchema = z.object({
  format: z.literal('macroscope-run'),
  version: z.literal(1),
  run: runId,
  /** Version of the Macroscope that packed it. */
  macroscope: z.string(),
  files: z.array(
    z.object({
      /** Below the folder of the run, with slashes. */
      path: z.string(),
      bytes: z.number().int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type PackedFile = Manifest['files'][number];

/**
 * What belongs to this machine or this moment and is never packed: leases, drafts, second copies of files that are packed
 * themselves.
 */
export function isPacked(path: string): boolean {
  return (
    path !== manifestName &&
    !/(^|\/)(lease\.json|[^/]*\.tmp(\/.*)?|[^/]*\.copy|\.[^/]*)$/.test(path) &&
    isPlain(path)
  );
}

/** Whether a path stays in its folder, and can be written on every system. */
export function isPlain(path: string): boolean {
  const parts = path.split('/');
  return (
    path.length <= 300 &&
    parts.length <= 8 &&
    parts.every(
      (part) =>
        part.length > 0 &&
        part.length <= 150 &&
        // The first says no to "." and ".." as well, the second to what Windows takes for a device or cuts off.
        !/^[.\s]|[.\s]$|[<>:"|?*\\]|\p{Cc}/u.test(part) &&
        !/^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(part),
    )
  );
}
