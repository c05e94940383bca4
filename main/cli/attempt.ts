/** What a command answers: its exit code, 0 unless it says otherwise. */
export type CommandResult = Promise<number | void>;

/** Wraps a command that is loaded when it is used: mistakes become one line on standard error and exit code 1. */
export function attempt<A extends unknown[]>(load: () => Promise<(...args: A) => CommandResult>) {
  return async (...args: A): Promise<void> => {
    // A reader such as `head` that has seen enough is no error.
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
    });
    try {
      const command = await load();
      process.exitCode = (await command(...args)) ?? 0;
    } catch (error) {
      const { explain } = await import('./explain.ts');
      process.stderr.write(`macroscope: ${explain(error)}\n`);
      process.exitCode = 1;
    }
  };
}
