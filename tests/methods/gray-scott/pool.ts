import type { ThreadPool } from '../../../main/methods/context.ts';
import { tasks } from '../../../main/methods/tasks.ts';

/** The registry's own tasks in this thread; messages are cloned as they are between threads. `size` is what the pool claims. */
export function poolOfOne(size = 1): ThreadPool {
  return {
    size,
    async map<I, O>(name: string, inputs: readonly I[], onDone?: (index: number, output: O) => void) {
      const task = (await tasks[name]()) as (input: I) => O | Promise<O>;
      const outputs: O[] = [];
      for (const [index, input] of inputs.entries()) {
        const output = structuredClone(await task(structuredClone(input)));
        onDone?.(index, output);
        outputs.push(output);
      }
      return outputs;
    },
  };
}
