import { createRequire } from 'node:module';

/**
 * tfjs-node 4.22 calls `util.isNullOrUndefined` and `util.isArray`, of which newer Node has removed the first and warns of the second.
 * Puts its own on the module object that CommonJS code sees. To be called before tfjs-node is required.
 */
export function restoreRemovedNodeFunctions(): void {
  const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>;
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
}
