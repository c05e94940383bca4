import { randomUUID } from 'node:crypto';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { HostError } from '../../../preload/contract/index.ts';
import { PictureGate, pictureInterval } from './picture-gate.ts';
import { RateMeter } from './rate-meter.ts';

/** Sessions of one kind that may be open at once; one more closes the one that was left alone for longest. */
const largestNumberOpen = 8;

/** After so many milliseconds a call that asked for steps is answered; the steps go on, and the pictures show how far they are. */
const longestAnswer = 250;

/** Longest computing without letting calls in, in milliseconds. */
const slice = 15;

/** What every live picture says of its session. */
export interface SessionStatus {
  id: string;
  running: boolean;
  framesPerSecond: number;
  updatesPerSecond: number;
}

/**
 * One open simulation: its clock and its pictures. Computing is sliced so that calls are answered within some 15 ms. A picture is taken when the
 * transport can have it; while `emit` has not settled no other is.
 */
export abstract class LiveSession<Frame> {
  readonly id = randomUUID();
  readonly #gate: PictureGate;
  readonly #pictures = new RateMeter();
  readonly #updates = new RateMeter();
  /** Work under way checks that it is still the latest: a pause, a new start, a step or a close makes it stop at its next slice. */
  #work = 0;
  #running = false;
  /** Updates per millisecond as last measured of this system. */
  #rate: number | undefined;

  constructor(emit: (frame: Frame) => void | Promise<unknown>) {
    this.#gate = new PictureGate(() => {
      this.#pictures.count(1);
      return emit(this.frame());
    });
  }

  run(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#keepRunning(++this.#work);
  }

  pause(): void {
    this.halt();
    this.show();
  }

  /** Pauses, takes `steps` and shows the result; a later command cuts it short. Resolves when they are taken, or while many are still being taken. */
  async step(steps: number): Promise<void> {
    this.pause();
    const taken = new AbortController();
    const patience = sleep(longestAnswer, undefined, { signal: taken.signal }).catch(() => {});
    await Promise.race([this.#advance(steps, this.#work), patience]);
    taken.abort();
  }

  close(): void {
    this.halt();
    this.#gate.close();
  }

  /** Sites or particles that one step updates. */
  protected abstract readonly updatesPerStep: number;
  /** A guess of updates per millisecond, until the first slice is timed. */
  protected abstract readonly expectedRate: number;
  protected abstract readonly stepsPerFrame: number;
  protected abstract advance(steps: number): void;
  /** The present state as a picture. */
  protected abstract frame(): Frame;

  /** Asks for a picture. */
  protected show(): void {
    this.#gate.request();
  }

  /** Stops what is under way. */
  protected halt(): void {
    this.#running = false;
    this.#work++;
  }

  /** Another state has taken the place of the present one: steps that were asked of that are not taken of this; what was running runs on. */
  protected startedAgain(): void {
    const running = this.#running;
    this.halt();
    this.#rate = undefined;
    if (running) this.run();
    this.show();
  }

  protected status(): SessionStatus {
    return {
      id: this.id,
      running: this.#running,
      framesPerSecond: this.#pictures.perSecond(),
      updatesPerSecond: this.#updates.perSecond(),
    };
  }

  async #keepRunning(work: number): Promise<void> {
    let due = performance.now();
    while (work === this.#work) {
      await this.#advance(this.stepsPerFrame, work);
      due = Math.max(due + pictureInterval, performance.now());
      await sleep(Math.max(0, due - performance.now()));
    }
  }

  /** Takes `steps` in slices of some 15 ms. */
  async #advance(steps: number, work: number): Promise<void> {
    let left = steps;
    while (left > 0 && work === this.#work) {
      const rate = this.#rate ?? this.expectedRate;
      const chunk = Math.max(1, Math.floor((slice * rate) / this.updatesPerStep));
      const taken = Math.min(chunk, left);
      const start = performance.now();
      this.advance(taken);
      const elapsed = Math.max(0.01, performance.now() - start);
      this.#rate = (taken * this.updatesPerStep) / elapsed;
      left -= taken;
      this.#updates.count(taken * this.updatesPerStep);
      this.show();
      await turn();
    }
  }
}

/** The sessions of one kind that are open. */
export class OpenSessions<S extends { readonly id: string; close(): void }> {
  readonly #sessions = new Map<string, S>();

  add(session: S): void {
    this.#sessions.set(session.id, session);
    const [longestUnused] = this.#sessions.keys();
    if (this.#sessions.size > largestNumberOpen) this.close(longestUnused);
  }

  /** Throws HostError 'not-found' for one that is not open. */
  of(id: string): S {
    const session = this.#sessions.get(id);
    if (!session) {
      throw new HostError('not-found', 'This simulation is not open any more.', {
        where: 'id',
        remedy: 'Open it again.',
      });
    }
    // Last in the map is last used.
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    return session;
  }

  close(id: string): void {
    this.of(id).close();
    this.#sessions.delete(id);
  }

  closeAll(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }
}
