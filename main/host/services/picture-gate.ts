/** Least time between two pictures, in milliseconds: 30 a second. */
export const pictureInterval = 1000 / 30;

/** Timers fire a little late; that much is made up for by the next picture, so that the rate is 30 and not 29. */
const lateness = 4;

/**
 * Lets pictures out at no more than 30 a second and one at a time: while the transport has not taken the last one, or too soon after it,
 * requests only note that there is something new, and the newest state is sent once when it may be. So the last picture always
 * arrives and none ever waits in a queue.
 */
export class PictureGate {
  readonly #send: () => void | Promise<unknown>;
  /** When the last picture was due, or was sent if that was much later. */
  #sentAt = -Infinity;
  #sending = false;
  #wanted = false;
  #timer: NodeJS.Timeout | undefined;

  /** `send` takes the picture when it is called; its promise, if any, settles when the transport has taken it. */
  constructor(send: () => void | Promise<unknown>) {
    this.#send = send;
  }

  request(): void {
    this.#wanted = true;
    if (this.#sending || this.#timer) return;
    // Never at once: the answer of the call that changed something goes first.
    const wait = Math.max(0, Math.floor(this.#sentAt + pictureInterval - performance.now()));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#pass();
    }, wait);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted = false;
  }

  async #pass(): Promise<void> {
    this.#wanted = false;
    this.#sending = true;
    this.#sentAt = Math.max(this.#sentAt + pictureInterval, performance.now() - lateness);
    try {
      await this.#send();
    } finally {
      this.#sending = false;
    }
    if (this.#wanted) this.request();
  }
}
