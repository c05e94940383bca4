import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcesFolder } from './resources.ts';

const compiled = new Map<string, WebAssembly.Module>();

/**
 * The compiled kernel resources/kernels/<name>.wasm, read once per thread. Throws when the file is missing or when this
 * JavaScript engine lacks a feature the kernel was built with (SIMD).
 */
export function kernelModule(name: string): WebAssembly.Module {
  let module = compiled.get(name);
  if (!module) {
    module = new WebAssembly.Module(readFileSync(join(resourcesFolder(), 'kernels', `${name}.wasm`)));
    compiled.set(name, module);
  }
  return module;
}
