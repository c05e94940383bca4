import type { ArraySummary, FileNode } from '../../../preload/contract/index.ts';

/** The unit of an array, where the file gives one as an attribute: `units` as in the CF conventions, or `unit`. */
export function unitOf(
  tree: readonly FileNode[],
  name: string,
  arrays: readonly ArraySummary[],
): string | null {
  for (const { array, attributes, children = [] } of tree) {
    const unit = attributes?.['units'] ?? attributes?.['unit'];
    if (array !== undefined && arrays[array]?.name === name && unit !== undefined) return unit;
    const below = unitOf(children, name, arrays);
    if (below !== null) return below;
  }
  return null;
}
