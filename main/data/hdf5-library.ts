import type * as Library from 'h5wasm';

/** What the library's WebAssembly instance offers beside its functions. */
interface Internals {
  memory: { buffer: ArrayBuffer; grow(pages: number): number };
  _emscripten_stack_restore(pointer: number): void;
  emscripten_stack_get_current(): number;
}

/** The part of WebAssembly that Node's types leave out. */
interface Engine {
  instantiate(source: Uint8Array, imports?: object): Promise<{ instance: { exports: object } }>;
}

/** The library's file system, with what its types leave out. */
type FileSystem = FS.FileSystemType & {
  streams: (FS.FSStream | null | undefined)[];
  getStream(descriptor: number): FS.FSStream;
};

export interface Hdf5Library {
  library: typeof Library;
  files: FileSystem;
  /** Brings the library back to how it was when it was loaded: what a damaged file did to its memory harms no other. */
  reset(): void;
  /**
   * Runs a piece of the library with a limit for its memory, which otherwise grows to 2 GB, and never shrinks, where a damaged file asks for
   * it. What the library asks for beyond `room` bytes more than it began with fails in it, as where there is no memory left.
   */
  within<T>(room: number, action: () => T): T;
}

/** Bytes of a page of WebAssembly's memory. */
const page = 2 ** 16;
/** Standard input, output and error are always open. */
const firstDescriptor = 3;

let loading: Promise<Hdf5Library> | undefined;

/** The HDF5 library, loaded at the first file. It must not be loaded by anything else before. */
export function hdf5Library(): Promise<Hdf5Library> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Hdf5Library> {
  const { library, internals } = await loadWatched();
  const { memory, _emscripten_stack_restore: restoreStack } = internals;
  const files = library.FS as unknown as FileSystem;
  // It prints a stack for every fault it meets; faults are told in words here.
  files.close(files.getStream(2));
  files.open('/dev/null', 'w');

  const first = memory.buffer.byteLength;
  const used = new Uint8Array(memory.buffer).findLastIndex((byte) => byte !== 0) + 1;
  const beginning = new Uint8Array(memory.buffer.slice(0, used));
  const stack = internals.emscripten_stack_get_current();
  let limit = Number.POSITIVE_INFINITY;
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * page > limit)
      throw new RangeError('the file asks for too much memory');
    return grow(pages);
  };
  return {
    library,
    files,
    reset() {
      for (const stream of files.streams.slice(firstDescriptor)) if (stream) files.close(stream);
      restoreStack(stack);
      const bytes = new Uint8Array(memory.buffer);
      bytes.set(beginning);
      bytes.fill(0, used);
    },
    within(room, action) {
      limit = first + room;
      try {
        return action();
      } finally {
        limit = Number.POSITIVE_INFINITY;
      }
    },
  };
}

/** Loads the library and takes hold of the WebAssembly instance it makes, which it keeps to itself. */
async function loadWatched(): Promise<{ library: typeof Library; internals: Internals }> {
  const engine = WebAssembly as unknown as Engine;
  const { instantiate } = engine;
  let internals: Internals | undefined;
  engine.instantiate = async (source, imports) => {
    const made = await instantiate(source, imports);
    const { exports } = made.instance;
    if ('_emscripten_stack_restore' in exports) internals = exports as unknown as Internals;
    return made;
  };
  try {
    const library = await import('h5wasm');
    await library.ready;
    if (internals === undefined) throw new Error('the HDF5 library was loaded before its reader');
    return { library, internals };
  } finally {
    engine.instantiate = instantiate;
  }
}
