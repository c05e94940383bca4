import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { getKernel, type KernelConfig, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';

export interface KernelCall<I extends string, A> {
  inputs: Record<I, TensorInfo>;
  attrs: A;
  backend: BackendWasm;
}

/** A kernel for the wasm backend with its inputs and attributes typed: tfjs's registry knows them only by name. */
export function wasmKernel<I extends string, A>(
  kernelName: string,
  compute: (call: KernelCall<I, A>) => TensorInfo | TensorInfo[],
): KernelConfig {
  return {
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) =>
      compute({
        inputs: inputs as Record<I, TensorInfo>,
        attrs: attrs as A,
        backend: backend as BackendWasm,
      }),
  };
}

/** The wasm backend's own kernel as a function that returns one tensor. */
export function originalKernel<I extends string, A extends object>(
  kernelName: string,
): (call: KernelCall<I, A>) => TensorInfo {
  const { kernelFunc } = getKernel(kernelName, 'wasm');
  return ({ inputs, attrs, backend }) => {
    const output = kernelFunc({ inputs, attrs: { ...attrs } as NamedAttrMap, backend });
    return Array.isArray(output) ? output[0] : output;
  };
}

/**
 * The values of a tensor where they lie in the backend's memory. Valid until the next allocation, which may grow the memory and
 * detach every view.
 */
export function values(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}
