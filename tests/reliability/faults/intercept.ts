import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** An operation on a file, about to be done. */
export interface Operation {
  name: 'open' | 'close' | 'read' | 'write' | 'sync' | 'rename' | 'mkdir' | 'readdir' | 'remove' | 'stat';
  path: string;
  /** The function that was called: "writeSync", "writeFile". */
  call: string;
}

/** What is to happen to it: `half` does the first half of a write, `after` is called when it is done, `error` instead of a result. */
export interface Fate {
  half?: boolean;
  after?: () => void;
  error?: Error;
}

type Call = (...args: unknown[]) => unknown;
type Calls = Record<string, Call>;

const names: Record<string, Operation['name']> = {
  open: 'open',
  close: 'close',
  read: 'read',
  readFile: 'read',
  write: 'write',
  writeFile: 'write',
  appendFile: 'write',
  fsync: 'sync',
  sync: 'sync',
  datasync: 'sync',
  rename: 'rename',
  mkdir: 'mkdir',
  readdir: 'readdir',
  rm: 'remove',
  unlink: 'remove',
  stat: 'stat',
  statfs: 'stat',
};

/**
 * Lets `decide` see every operation on files of this process before it is done, sync, by promise or by callback, and takes its
 * word for what becomes of it. What Node does inside of itself (a stream's own calls go through here, SQLite's don't) is not seen.
 */
export function intercept(decide: (operation: Operation) => Fate | undefined): void {
  const opened = new Map<number, string>();
  const pathOf = (first: unknown) => (typeof first === 'number' ? (opened.get(first) ?? '') : String(first));
  const target = fs as unknown as Calls;
  const promises = fs.promises as unknown as Calls;

  const fateOf = (name: string, path: string, call = name) => {
    const operation = names[name];
    return operation === undefined ? undefined : decide({ name: operation, path, call });
  };
  for (const base of [
    'open',
    'close',
    'read',
    'readFile',
    'write',
    'writeFile',
    'appendFile',
    'fsync',
    'rename',
    'mkdir',
    'readdir',
    'rm',
    'unlink',
    'stat',
  ]) {
    const name = `${base}Sync`;
    const original = target[name] as Call;
    target[name] = (...args) => {
      const path = pathOf(args[0]);
      const fate = fateOf(base, path, name);
      if (fate?.error && !fate.half) {
        // A descriptor is gone even when the system says that closing it failed.
        if (base === 'close') original(...args);
        throw fate.error;
      }
      const result = original(...(fate?.half ? halved(args) : args));
      fate?.after?.();
      if (fate?.error) throw fate.error;
      if (base === 'open') opened.set(result as number, path);
      return result;
    };
  }

  for (const base of ['open', 'close', 'read', 'write']) {
    const original = target[base] as Call;
    target[base] = (...args) => {
      const path = pathOf(args[0]);
      const fate = fateOf(base, path);
      const callback = args.at(-1) as (error: Error | null, ...rest: unknown[]) => void;
      if (fate?.error) {
        process.nextTick(callback, fate.error);
        return;
      }
      original(...args.slice(0, -1), (error: Error | null, ...rest: unknown[]) => {
        if (base === 'open' && !error) opened.set(rest[0] as number, path);
        callback(error, ...rest);
      });
    };
  }

  const handleCalls = [
    'close',
    'read',
    'readFile',
    'write',
    'writeFile',
    'appendFile',
    'sync',
    'datasync',
    'stat',
  ];
  const watchHandle = (handle: Calls, path: string) => {
    for (const name of handleCalls) {
      const original = (handle[name] as Call).bind(handle);
      handle[name] = async (...args: unknown[]) => {
        const fate = fateOf(name, path);
        if (fate?.error && !fate.half) {
          if (name === 'close') await original();
          throw fate.error;
        }
        const result = await original(...(fate?.half ? halved(args) : args));
        fate?.after?.();
        if (fate?.error) throw fate.error;
        return result;
      };
    }
  };
  for (const name of [
    'open',
    'readFile',
    'writeFile',
    'appendFile',
    'rename',
    'mkdir',
    'readdir',
    'rm',
    'unlink',
    'stat',
    'statfs',
  ]) {
    const original = promises[name] as Call;
    promises[name] = async (...args) => {
      const path = String(args[0]);
      const fate = fateOf(name, path);
      if (fate?.error && !fate.half) throw fate.error;
      const result = await original(...(fate?.half ? halved(args) : args));
      fate?.after?.();
      if (fate?.error) throw fate.error;
      if (name === 'open') watchHandle(result as Calls, path);
      return result;
    };
  }
  syncBuiltinESMExports();
}

/** The arguments of a write that does only half of it. */
function halved(args: unknown[]): unknown[] {
  const data = args.find((value) => typeof value === 'string' || ArrayBuffer.isView(value));
  const bytes = typeof data === 'string' ? Buffer.from(data) : new Uint8Array((data as Buffer) ?? []);
  const half = bytes.subarray(0, bytes.length >> 1);
  return args[0] === data ? [half] : [args[0], half];
}
