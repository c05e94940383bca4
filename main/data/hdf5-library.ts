import type * as Library from 'h5wasm';

/** WebAssembly.Memory, with what the types of Node leave out. */
interface GrowingMemory {
  buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Bytes of a page of WebAssembly's memory. */
const page = 2 ** 16;

let loading: Promise<typeof Library> | undefined;

/** The HDF5 library, loaded at the first file. */
export function hdf5Library(): Promise<typeof Library> {
  loading ??= (async () => {
    const loaded = await import('h5wasm');
    await loaded.ready;
    // It prints a stack for every fault it meets; faults are told in words here.
    const { FS: files } = loaded as unknown as {
      FS: { getStream(descriptor: number): FS.FSStream } & FS.FileSystemType;
    };
    files.close(files.getStream(2));
    files.open('/dev/null', 'w');
    return loaded;
  })();
  return loading;
}

/**
 * Runs a piece of the library with a limit for its memory, which otherwise grows to 2 GB, and never shrinks, where a damaged file asks for
 * it. What the library asks for beyond `room` bytes more than it has fails in it, as where there is no memory left.
 */
export function withMemoryLimit<T>(module: { HEAPU8: Uint8Array }, room: number, action: () => T): T {
  const prototype = WebAssembly.Memory.prototype as unknown as GrowingMemory;
  const { grow } = prototype;
  const most = module.HEAPU8.buffer.byteLength + room;
  prototype.grow = function (this: GrowingMemory, pages: number) {
    if (this.buffer.byteLength + pages * page > most)
      throw new RangeError('the file asks for too much memory');
    return grow.call(this, pages);
  };
  try {
    return action();
  } finally {
    prototype.grow = grow;
  }
}
