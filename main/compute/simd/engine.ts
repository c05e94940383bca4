import { instantiate, type KernelBuild, type MatrixKernels } from './kernels.ts';
import { Matrix, type Arena } from './matrix.ts';

export interface EngineOptions {
  /**
   * Bytes of the one WebAssembly memory, chosen once: views never move. Pages are only paid for when they are touched, so a
   * generous capacity is free. Default 256 MB.
   */
  capacity?: number;
  /** 'plain' (default) gives the same bits on every processor; 'relaxed' uses fused multiply-add. */
  build?: KernelBuild;
}

const pageBytes = 65_536;
// The first page stays free: pointer 0 means "none" to the kernels, and AssemblyScript keeps its statics there.
const firstFree = pageBytes;

const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;

/**
 * One WebAssembly memory, the kernels that work on it, and a stack allocator over it. What is allocated outside any scope
 * (parameters, optimiser slots) stays; what is allocated in a `scope` (activations, gradients of one step) is given back at
 * its end.
 */
export class SimdEngine implements Arena {
  /** Recorded with every run: results are bit-identical on one backend, not across backends. */
  readonly backend: 'simd-engine' | 'simd-engine-relaxed';
  readonly kernels: MatrixKernels;
  /** The whole memory as floats; Matrix and Block are windows of it. */
  readonly heap: Float32Array<ArrayBuffer>;
  readonly capacity: number;
  #top = firstFree;
  #depth = 0;

  constructor(options: EngineOptions = {}) {
    const build = options.build ?? 'plain';
    const pages = Math.max(2, Math.ceil((options.capacity ?? 256 * 2 ** 20) / pageBytes));
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.backend = build === 'plain' ? 'simd-engine' : 'simd-engine-relaxed';
    this.kernels = instantiate(build, memory);
    this.heap = new Float32Array(memory.buffer as ArrayBuffer);
    this.capacity = pages * pageBytes;
  }

  /** Bytes in use. */
  get used(): number {
    return this.#top;
  }

  /** True inside `scope`: allocations are temporary. */
  get inScope(): boolean {
    return this.#depth > 0;
  }

  /**
   * Byte pointer to `floats` floats, aligned to a cache line and not cleared. Throws RangeError when the capacity is used up.
   */
  allocate(floats: number): number {
    const pointer = this.#top;
    const top = pointer + Math.ceil(floats / 16) * 64;
    if (top > this.capacity) {
      throw new RangeError(
        `The SIMD engine's memory of ${megabytes(this.capacity)} is full: ${megabytes(top)} are needed. ` +
          'Use a smaller batch or a smaller network.',
      );
    }
    this.#top = top;
    return pointer;
  }

  /** A zero matrix [rows][columns]; see Matrix for its layout. */
  zeros(rows: number, columns: number): Matrix {
    const matrix = Matrix.allocate(this, rows, columns);
    matrix.data.fill(0);
    return matrix;
  }

  /** Zero floats, for images and tables. */
  floats(length: number): Float32Array<ArrayBuffer> {
    const pointer = this.allocate(length);
    return this.heap.subarray(pointer / 4, pointer / 4 + length).fill(0);
  }

  /** A table of int32 for the gather kernels; returns its byte pointer. */
  table(values: Int32Array): number {
    const pointer = this.allocate(values.length);
    new Int32Array(this.heap.buffer, pointer, values.length).set(values);
    return pointer;
  }

  /**
   * Runs `work` and gives back everything allocated in it. Scopes nest; matrices made in a scope must not be used after it.
   * `work` is synchronous: nothing else may allocate while it runs.
   */
  scope<T>(work: () => T): T {
    const mark = this.#top;
    this.#depth++;
    try {
      return work();
    } finally {
      this.#top = mark;
      this.#depth--;
    }
  }
}
