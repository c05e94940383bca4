/**
 * xoshiro128** streams (Blackman and Vigna, 2018), 32-bit operations only, so that TypeScript, AssemblyScript and C give the
 * same digits. A stream is named by (seed, name); its whole state is 4 words plus the spare of the normal generator.
 */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #spare = Number.NaN;

  constructor(seed: number, name: string) {
    // FNV-1a over the name, then splitmix32 to fill the state: never all zero, and close seeds give unrelated streams.
    let hash = 0x811c9dc5;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    let z = (seed ^ Math.imul(hash, 0x9e3779b9)) >>> 0;
    const next = () => {
      z = (z + 0x9e3779b9) | 0;
      let t = z ^ (z >>> 16);
      t = Math.imul(t, 0x21f0aaad);
      t ^= t >>> 15;
      t = Math.imul(t, 0x735a2d97);
      return (t ^ (t >>> 15)) | 0;
    };
    this.#a = next();
    this.#b = next() ^ hash;
    this.#c = next();
    this.#d = next() | 1;
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const b = this.#b;
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = b << 9;
    this.#c ^= this.#a;
    this.#d ^= b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= t;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** Writes the next `count` numbers of `bits`; several times faster, as the state stays in the loop's local variables. */
  fillBits(target: Uint32Array, count = target.length): void {
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    for (let i = 0; i < count; i++) {
      const product = Math.imul(b, 5);
      target[i] = Math.imul((product << 7) | (product >>> 25), 9);
      const t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
    }
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  /** Uniform in [0, 1), 32 bits. */
  uniform(): number {
    return this.bits() * 2 ** -32;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Uniform integer in [0, n), without modulo bias. */
  integer(n: number): number {
    const limit = 2 ** 32 - (2 ** 32 % n);
    for (;;) {
      const bits = this.bits();
      if (bits < limit) return bits % n;
    }
  }

  /** Standard normal (Marsaglia's polar method; both deviates are used). */
  normal(): number {
    if (!Number.isNaN(this.#spare)) {
      const value = this.#spare;
      this.#spare = Number.NaN;
      return value;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const r = x * x + y * y;
      if (r > 0 && r < 1) {
        const scale = Math.sqrt((-2 * Math.log(r)) / r);
        this.#spare = y * scale;
        return x * scale;
      }
    }
  }

  /** Fills with standard normals. */
  fillNormal(target: Float32Array | Float64Array, scale = 1): void {
    for (let i = 0; i < target.length; i++) target[i] = scale * this.normal();
  }

  /** Random permutation of 0 … n−1 (Fisher–Yates). */
  permutation(n: number): Uint32Array {
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  /** The whole state: 4 words, then the spare normal (NaN when there is none). */
  state(): number[] {
    return [this.#a, this.#b, this.#c, this.#d, this.#spare];
  }

  restore(state: readonly (number | null)[]): void {
    if (state.length !== 5) throw new RangeError(`a random state has 5 numbers, not ${state.length}`);
    [this.#a, this.#b, this.#c, this.#d] = state.map((word) => (word ?? 0) | 0) as [
      number,
      number,
      number,
      number,
    ];
    // JSON writes NaN as null.
    this.#spare = state[4] ?? Number.NaN;
  }
}
