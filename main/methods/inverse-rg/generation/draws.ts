import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';

/** The threshold of probability 1. Thresholds count 31-bit numbers, so that they round by 2^−32 at most and 0 and 1 are exact. */
export const certain = 2 ** 31;

/** One spin, up with probability threshold/2^31: the upper 31 bits of the stream's next number are compared. */
export function drawSpin(random: RandomStream, threshold: number): number {
  return Number(random.bits() >>> 1 < threshold);
}

/**
 * `drawSpin` for rows of spins. `begin` takes the state of the stream and `end` gives it back; in between the generator
 * (xoshiro128**, as in compute/random.ts) runs in the local variables of the loop.
 */
export class SpinDraws {
  readonly #words = new Int32Array(4);
  #spare = Number.NaN;

  begin(random: RandomStream): void {
    const state = random.state();
    for (let i = 0; i < 4; i++) this.#words[i] = state[i];
    this.#spare = state[4];
  }

  end(random: RandomStream): void {
    random.restore([...this.#words, this.#spare]);
  }

  /** Spin i of the row at `offset` is up with probability thresholds[patterns[i]]/2^31. */
  row(patterns: Uint32Array, thresholds: Uint32Array, spins: Spins, offset: number): void {
    const words = this.#words;
    let a = words[0];
    let b = words[1];
    let c = words[2];
    let d = words[3];
    for (let i = 0; i < patterns.length; i++) {
      const product = Math.imul(b, 5);
      const bits = Math.imul((product << 7) | (product >>> 25), 9);
      const t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
      // The sign of the difference, which fits 32 bits: no branch that half of the spins would mispredict.
      spins[offset + i] = ((bits >>> 1) - thresholds[patterns[i]]) >>> 31;
    }
    words[0] = a;
    words[1] = b;
    words[2] = c;
    words[3] = d;
  }
}
