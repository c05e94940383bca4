/**
 * Asks one question at a time: while an answer is on its way, `ask` only remembers to ask once more, so that a slider being dragged
 * is answered as fast as the host can and never queues up. `ask` resolves when nothing is left to ask.
 */
export function latest<T>(
  question: () => Promise<T>,
  take: (answer: T) => void,
  fail: (cause: unknown) => void,
): { ask(): Promise<void> } {
  let working: Promise<void> | null = null;
  let again = false;

  async function work() {
    do {
      again = false;
      try {
        take(await question());
      } catch (cause) {
        fail(cause);
      }
    } while (again);
    working = null;
  }

  return {
    ask() {
      if (working !== null) again = true;
      working ??= work();
      return working;
    },
  };
}
