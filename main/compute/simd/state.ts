import type { ArrayRecord, ShapedArray } from '../../../preload/contract/arrays.ts';
import { HostError } from '../../../preload/contract/errors.ts';
import type { Module } from './parameter.ts';

/** A copy of a block of memory as a named array's content. */
export function arrayOf(shape: readonly number[], data: Float32Array): ShapedArray<Float32Array> {
  return { shape: [...shape], data: data.slice() };
}

/** Copies array `name` into `target`; throws HostError('bad-file') when it is missing or of another shape or type. */
export function readArray(
  arrays: ArrayRecord,
  name: string,
  shape: readonly number[],
  target: Float32Array | Float64Array,
): void {
  const found = arrays[name];
  const remedy = 'The file was made for another specification; train the model again.';
  if (!found) throw new HostError('bad-file', `The array "${name}" is missing.`, { where: name, remedy });
  if (found.shape.join() !== shape.join() || found.data.constructor !== target.constructor) {
    throw new HostError(
      'bad-file',
      `The array "${name}" is ${found.data.constructor.name} [${found.shape.join(', ')}] where ` +
        `${target.constructor.name} [${shape.join(', ')}] is needed.`,
      { where: name, remedy },
    );
  }
  target.set(found.data as Float32Array);
}

/** Parameters and constants of `modules` by their names: with the specification, the whole function. */
export function saveModules(modules: readonly Module[]): ArrayRecord {
  const arrays: ArrayRecord = {};
  for (const module of modules) {
    for (const block of [...module.parameters(), ...module.constants()]) {
      if (block.name in arrays) throw new Error(`two blocks are named ${block.name}`);
      arrays[block.name] = arrayOf(block.shape, block.value);
    }
  }
  return arrays;
}

/** Takes back what `saveModules` gave, bit for bit; other arrays are left alone. Throws HostError('bad-file'). */
export function restoreModules(modules: readonly Module[], arrays: ArrayRecord): void {
  for (const module of modules) {
    for (const block of [...module.parameters(), ...module.constants()]) {
      readArray(arrays, block.name, block.shape, block.value);
    }
  }
}
