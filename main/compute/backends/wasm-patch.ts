import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { filterGradient, inputGradient } from './wasm-patch/convolution-gradients.ts';
import { transposingProducts } from './wasm-patch/matrix-product.ts';
import { segmentSum } from './wasm-patch/segment-sum.ts';

let patched = false;

/**
 * Registers what tfjs's wasm backend (4.22) lacks or does slowly when training: the filter gradient of a convolution, gather's
 * gradient, products of transposed matrices, the input gradient of a convolution. Call once '@tensorflow/tfjs-backend-wasm' has
 * been imported; further calls do nothing.
 */
export function patchWasmBackend(): void {
  if (patched) return;
  // Built before any is registered: they keep the kernels they replace.
  const kernels = [...transposingProducts(), filterGradient(), inputGradient(), segmentSum];
  for (const kernel of kernels) {
    const original = getKernel(kernel.kernelName, 'wasm');
    if (original) unregisterKernel(kernel.kernelName, 'wasm');
    // The replaced kernel is still called, so its set-up has to run when the backend starts.
    registerKernel(original?.setupFunc ? { ...kernel, setupFunc: original.setupFunc } : kernel);
  }
  patched = true;
}
