import type { FileNode } from '../../preload/contract/files.ts';

/** A place in a file: a path of names with slashes between them, and what is known of it. */
export type Leaf = Omit<FileNode, 'path' | 'children'> & { name: string };

/**
 * Groups what a file holds into a tree, in its order. A group that is not among the leaves itself is put in where something lies in it;
 * `start` stands before every path: '/' in HDF5 files.
 */
export function treeOf(leaves: readonly Leaf[], start = ''): FileNode[] {
  const roots: FileNode[] = [];
  const known = new Map<string, FileNode>();
  const nodeAt = (name: string): FileNode => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const node: FileNode = { path: start + name };
    known.set(name, node);
    const slash = name.lastIndexOf('/');
    const siblings = slash < 0 ? roots : (nodeAt(name.slice(0, slash)).children ??= []);
    siblings.push(node);
    return node;
  };
  for (const { name, ...rest } of leaves) Object.assign(nodeAt(name), rest);
  return roots;
}
