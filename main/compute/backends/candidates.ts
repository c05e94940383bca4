import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { backend, enableProdMode, env, setBackend } from '@tensorflow/tfjs-core';
import type { BackendReport } from '../../../preload/contract/workbench.ts';
import { registerGradients } from './gradients.ts';
import { restoreRemovedNodeFunctions } from './node-shim.ts';
import { patchWasmBackend } from './wasm-patch.ts';

export type BackendName = Exclude<BackendReport['name'], 'simd-engine'>;

export interface Candidate {
  name: BackendName;
  title: string;
  /** Loads what is needed and makes the backend current; throws an Error whose message is the reason in words if it can't. */
  activate(): Promise<void>;
}

/** In order of preference. */
export const candidates: readonly Candidate[] = [
  { name: 'tfjs-node-gpu', title: 'TensorFlow on an NVIDIA GPU (CUDA)', activate: activateCuda },
  { name: 'webgpu', title: 'WebGPU (Dawn)', activate: activateWebgpu },
  { name: 'tfjs-node', title: 'TensorFlow on the processor', activate: activateNative },
  { name: 'wasm', title: 'WebAssembly, patched for training', activate: activateWasm },
  { name: 'cpu', title: 'Plain JavaScript', activate: activateCpu },
];

const { resolve } = createRequire(import.meta.url);

function installed(packageName: string): boolean {
  try {
    resolve(packageName);
    return true;
  } catch {
    return false;
  }
}

async function load(packageName: string): Promise<Record<string, unknown>> {
  try {
    return (await import(packageName)) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`The package ${packageName} could not be loaded: ${firstLine(error)}.`, { cause: error });
  }
}

/** Makes a registered backend current, or says in words that it did not start. */
async function start(registered: string): Promise<void> {
  // Keeps tfjs from advertising its other packages on the console.
  enableProdMode();
  registerGradients();
  let started: boolean;
  try {
    started = await setBackend(registered);
  } catch (error) {
    throw new Error(`It did not start: ${firstLine(error)}.`, { cause: error });
  }
  if (!started) throw new Error('It did not start and tfjs gave no reason.');
}

async function activateCuda(): Promise<void> {
  await loadNative('@tensorflow/tfjs-node-gpu');
  if (!usesGpu()) {
    throw new Error(
      'It found no CUDA device and would compute on the processor; it needs an NVIDIA GPU with CUDA 11.2 and cuDNN 8.1.',
    );
  }
}

/** Both packages register the same TensorFlow library under one name, so a process can hold only one of them. */
let native: string | undefined;

async function activateNative(): Promise<void> {
  await loadNative(native ?? '@tensorflow/tfjs-node');
}

async function loadNative(packageName: string): Promise<void> {
  if (!installed(packageName)) {
    throw new Error(
      `The optional package ${packageName} is not installed: npm leaves it out where libtensorflow cannot be downloaded.`,
    );
  }
  restoreRemovedNodeFunctions();
  await load(packageName);
  native = packageName;
  await start('tensorflow');
}

function usesGpu(): boolean {
  const current: object = backend();
  return 'isUsingGpuDevice' in current && current.isUsingGpuDevice === true;
}

interface WebgpuAdapter {
  info?: { vendor?: string; architecture?: string; description?: string; isFallbackAdapter?: boolean };
  isFallbackAdapter?: boolean;
}

interface Webgpu {
  requestAdapter(): Promise<WebgpuAdapter | null>;
}

async function activateWebgpu(): Promise<void> {
  const adapter = await (await findWebgpu()).requestAdapter();
  if (!adapter) throw new Error('WebGPU is present but found no graphics adapter.');
  const description = adapter.info?.description || adapter.info?.vendor || 'unnamed';
  if (
    adapter.isFallbackAdapter ||
    adapter.info?.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe/i.test(description)
  ) {
    throw new Error(
      `Its only adapter (${description}) computes in software, which is slower than WebAssembly.`,
    );
  }
  await load('@tensorflow/tfjs-backend-webgpu');
  await start('webgpu');
}

/** `navigator.gpu` of the runtime, or Dawn from the npm package 'webgpu' where that is installed. */
async function findWebgpu(): Promise<Webgpu> {
  const { navigator } = globalThis as { navigator?: { gpu?: Webgpu } };
  if (navigator?.gpu) return navigator.gpu;
  if (!installed('webgpu')) {
    throw new Error('This runtime has no WebGPU and the package webgpu (Dawn for Node) is not installed.');
  }
  const dawn = (await load('webgpu')) as { create(options: string[]): Webgpu; globals: object };
  const gpu = dawn.create([]);
  Object.assign(globalThis, dawn.globals);
  if (navigator) Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  else Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  return gpu;
}

async function activateWasm(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  // Its threaded build needs web workers and does not run in Node; several worker threads with an instance each do.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(join(outsideArchive(dirname(resolve('@tensorflow/tfjs-backend-wasm'))), '/'));
  patchWasmBackend();
  await withoutProcessListeners(() => start('wasm'));
}

/** Where the packaged application keeps files that have to be files: beside the archive that the rest of the package lies in. */
function outsideArchive(folder: string): string {
  const unpacked = folder.replace(/(?<=[\\/]app\.asar)(?=[\\/])/, '.unpacked');
  return existsSync(unpacked) ? unpacked : folder;
}

/** Emscripten's start-up code hooks the process's uncaught errors, which are the worker's business; takes its hooks off again. */
async function withoutProcessListeners(work: () => Promise<void>): Promise<void> {
  const hooks = ['uncaughtException', 'unhandledRejection'] as const;
  const before = hooks.map((hook) => new Set(process.listeners(hook as 'uncaughtException')));
  await work();
  hooks.forEach((hook, i) => {
    for (const listener of process.listeners(hook as 'uncaughtException')) {
      if (!before[i].has(listener)) process.removeListener(hook, listener);
    }
  });
}

async function activateCpu(): Promise<void> {
  await import('@tensorflow/tfjs-backend-cpu');
  await start('cpu');
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0].replace(/\.$/, '');
}
