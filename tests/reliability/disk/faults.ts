import { intercept, type Operation } from '../faults/intercept.ts';

export type Code = 'ENOSPC' | 'EIO' | 'EACCES';

export interface Fault {
  code: Code;
  /** Which file operation in the workspace fails, from 1. */
  operation: number;
  /** Whether every later one that needs the disk fails, too, until there is room. */
  lasting: boolean;
}

/** A full disk still reads and removes. */
const takesRoom = new Set<Operation['name']>(['write', 'sync', 'mkdir', 'rename']);

/** The disk as this process sees it: well, until it is told otherwise. */
export class FaultyDisk {
  #folder = '\0';
  #fault: Fault | null = null;
  #count = 0;
  #fired = false;
  /** Checkpoints that came to their place. */
  checkpoints = 0;
  /** What failed first. */
  first = '';

  constructor() {
    intercept((operation) => this.#decide(operation));
  }

  /** Watches a folder and lets one of the operations in it fail; none without a fault. */
  arm(folder: string, fault: Fault | null): void {
    this.#folder = folder;
    this.#fault = fault;
    this.#count = 0;
    this.#fired = false;
    this.checkpoints = 0;
    this.first = '';
  }

  /** Operations so far. */
  get count(): number {
    return this.#count;
  }

  get fired(): boolean {
    return this.#fired;
  }

  /** There is room again. */
  heal(): void {
    this.#fault = null;
  }

  #decide({ name, path, call }: Operation) {
    if (!path.startsWith(this.#folder)) return undefined;
    this.#count++;
    const fault = this.#fault;
    const now = fault !== null && this.#count === fault.operation;
    const still = fault?.lasting === true && this.#fired && (fault.code !== 'ENOSPC' || takesRoom.has(name));
    if (fault && (now || still)) {
      this.#fired = true;
      this.first ||= `${name} ${path.slice(this.#folder.length)}`;
      const error = Object.assign(new Error(`${fault.code}: made up, ${name} '${path}'`), {
        code: fault.code,
        syscall: name,
        path,
      });
      return { error, half: name === 'write' && this.#count % 2 === 0 };
    }
    if (name === 'rename' && path.includes('/checkpoints/')) {
      return {
        after: () => {
          this.checkpoints++;
        },
      };
    }
    // A disk may take a part of what it is given, and says so where it is asked for a single write.
    return call === 'writeSync' && this.#count % 3 === 0 ? { half: true } : undefined;
  }
}
