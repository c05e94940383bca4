import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { intercept } from '../faults/intercept.ts';

/**
 * A module that a process is started with (--import): it dies, or its parent does, at a chosen operation on files, or in the
 * middle of it. Told by MACROSCOPE_DEATH, which no child of it inherits.
 */
export interface Death {
  victim: 'self' | 'parent';
  /** Part of the path of the operations that count. */
  path: string;
  /** Which of them, from 1. */
  operation: number;
  /** After the operation, or for a write after half of it; else before. */
  during: boolean;
}

// Hundreds of processes start from the same sources.
enableCompileCache(join(tmpdir(), 'macroscope-compile-cache'));

const text = process.env.MACROSCOPE_DEATH;
delete process.env.MACROSCOPE_DEATH;
if (isMainThread && text) {
  const death = JSON.parse(text) as Death;
  let count = 0;
  const kill = () => process.kill(death.victim === 'self' ? process.pid : process.ppid, 'SIGKILL');
  /** A checkpoint is being written from the making of its draft on; what is read before is not part of it. */
  let begun = false;
  intercept(({ name, path }) => {
    if (!path.includes(death.path) || name === 'read' || name === 'stat') return undefined;
    begun ||= name === 'mkdir' || !death.path.includes('checkpoints');
    if (!begun || ++count !== death.operation) return undefined;
    if (death.during) return { half: name === 'write', after: kill };
    kill();
    return undefined;
  });
}
