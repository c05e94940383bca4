import { getKernel, registerKernel, unregisterKernel, type KernelConfig } from '@tensorflow/tfjs-core';
import { filterGradient, inputGradient } from './wasm-patch/convolution-gradients.ts';
import { columnSums } from './wasm-patch/column-sums.ts';
import { transposingProducts } from './wasm-patch/matrix-product.ts';
import { rearrangements } from './wasm-patch/rearranging.ts';
import { segmentSum } from './wasm-patch/segment-sum.ts';

/**
 * 'necessary': without these convolutions and gather do not train at all, and products of transposed matrices take ten times as
 * long. 'all': also those that merely take several times as long as they need.
 */
export type WasmPatch = 'necessary' | 'all';

interface Replacement {
  kernel: KernelConfig;
  /** What the backend came with; undefined where it has no such kernel. */
  original: KernelConfig | undefined;
  patch: WasmPatch;
}

let replacements: Replacement[] | undefined;

/**
 * Registers what tfjs's wasm backend (4.22) lacks or does slowly when training. Call once '@tensorflow/tfjs-backend-wasm' has
 * been imported; calling it again changes between the patches, which the benchmarks do.
 */
export function patchWasmBackend(patch: WasmPatch = 'all'): void {
  replacements ??= collect();
  for (const { kernel, original, patch: needed } of replacements) {
    const wanted = patch === 'all' || needed === 'necessary' ? kernel : original;
    if (getKernel(kernel.kernelName, 'wasm')) unregisterKernel(kernel.kernelName, 'wasm');
    if (wanted) registerKernel(wanted);
  }
}

function collect(): Replacement[] {
  return [
    ...[...transposingProducts(), filterGradient(), segmentSum].map((kernel) =>
      replacing('necessary', kernel),
    ),
    ...[inputGradient(), columnSums(), ...rearrangements()].map((kernel) => replacing('all', kernel)),
  ];
}

function replacing(patch: WasmPatch, kernel: KernelConfig): Replacement {
  const original = getKernel(kernel.kernelName, 'wasm') as KernelConfig | undefined;
  // The replaced kernel is still called, so its set-up has to run when the backend starts.
  const { setupFunc } = original ?? {};
  return { kernel: setupFunc ? { ...kernel, setupFunc } : kernel, original, patch };
}
