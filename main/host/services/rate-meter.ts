/** Length of the window rates are taken over, in milliseconds. */
const window = 1000;

/** How many of something happened per second, over the last second. */
export class RateMeter {
  #events: { time: number; amount: number }[] = [];

  count(amount: number, time = performance.now()): void {
    this.#events.push({ time, amount });
    this.#forget(time);
  }

  perSecond(time = performance.now()): number {
    this.#forget(time);
    const sum = this.#events.reduce((total, event) => total + event.amount, 0);
    return (sum * 1000) / window;
  }

  #forget(time: number): void {
    const first = this.#events.findIndex((event) => event.time > time - window);
    this.#events = first < 0 ? [] : this.#events.slice(first);
  }
}
