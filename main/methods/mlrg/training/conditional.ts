import type { RandomStream } from '../../../compute/random.ts';

/** Combinations of the neighbours' states up to which all are worked out beforehand; above, each is when it occurs. */
const largestTable = 4096;

export interface ConditionalShape {
  /** q. */
  values: number;
  /** n. */
  components: number;
  neighbours: number;
  /** States of one neighbour. */
  neighbourStates: number;
}

/**
 * The distribution of one spin given its neighbours on the other side of a bipartite graph. Its components are independent; component a
 * has the value α with probability ∝ exp(Σ_v field_v[state of v][a, α]). The state of a spin is the base-q number of its components, the
 * first the most significant digit; the states of the neighbours together are the number with these as digits.
 */
export class Conditional {
  readonly #shape: ConditionalShape;
  readonly #combinations: number;
  /** Whether everything below holds all combinations, or only the last one asked for. */
  readonly #tabulated: boolean;
  /** [combinations][components][values]. */
  readonly #probabilities: Float64Array;
  /** Upper ends of the values on a scale of 32 bits, without the last: [combinations][components][values − 1]. */
  readonly #ends: Uint32Array;
  /** Σ_a ln Σ_α exp(field): [combinations]. */
  readonly #logarithms: Float64Array;
  readonly #sum: Float64Array;
  #fields: readonly Float64Array[] = [];
  #indices = new Uint32Array(0);
  #bits = new Uint32Array(0);

  constructor(shape: ConditionalShape) {
    const { values, components, neighbours, neighbourStates } = shape;
    this.#shape = shape;
    this.#combinations = neighbourStates ** neighbours;
    this.#tabulated = this.#combinations <= largestTable;
    const held = this.#tabulated ? this.#combinations : 1;
    this.#probabilities = new Float64Array(held * components * values);
    this.#ends = new Uint32Array(held * components * (values - 1));
    this.#logarithms = new Float64Array(held);
    this.#sum = new Float64Array(components * values);
  }

  /** The field of every neighbour, [its states][components][values]; kept, not copied. */
  couple(fields: readonly Float64Array[]): void {
    this.#fields = fields;
    if (!this.#tabulated) return;
    for (let index = 0; index < this.#combinations; index++) this.#workOut(index, index);
  }

  /** Draws a state for every sample; `neighbours` are the states of the neighbours, [neighbour][sample]. */
  draw(neighbours: readonly Uint16Array[], random: RandomStream, into: Uint16Array): void {
    const indices = this.#combine(neighbours);
    into.fill(0);
    if (this.#tabulated) this.#drawTabulated(indices, random, into);
    else this.#drawDirectly(indices, random, into);
  }

  /** Calls back with the sum of logarithms and where the probabilities [components][values] begin in `probabilities`, for every sample. */
  visit(
    neighbours: readonly Uint16Array[],
    visitor: (sample: number, logarithm: number, probabilities: Float64Array, start: number) => void,
  ): void {
    const indices = this.#combine(neighbours);
    const width = this.#sum.length;
    for (let s = 0; s < indices.length; s++) {
      const place = this.#place(indices[s]);
      visitor(s, this.#logarithms[place], this.#probabilities, place * width);
    }
  }

  /** Σ_a ln Σ_α exp(field) for one combination of the neighbours' states. */
  logarithm(index: number): number {
    return this.#logarithms[this.#place(index)];
  }

  #drawTabulated(indices: Uint32Array, random: RandomStream, into: Uint16Array): void {
    const { values, components } = this.#shape;
    const ends = this.#ends;
    const bits = this.#bits;
    const width = components * (values - 1);
    for (let a = 0; a < components; a++) {
      random.fillBits(bits);
      const first = a * (values - 1);
      if (values === 2) {
        for (let s = 0; s < into.length; s++) {
          into[s] = 2 * into[s] + +(bits[s] >= ends[indices[s] * width + first]);
        }
      } else {
        for (let s = 0; s < into.length; s++) {
          into[s] = into[s] * values + above(bits[s], ends, indices[s] * width + first, values - 1);
        }
      }
    }
  }

  #drawDirectly(indices: Uint32Array, random: RandomStream, into: Uint16Array): void {
    const { values, components } = this.#shape;
    for (let s = 0; s < into.length; s++) {
      this.#workOut(indices[s], 0);
      for (let a = 0; a < components; a++) {
        into[s] = into[s] * values + above(random.bits(), this.#ends, a * (values - 1), values - 1);
      }
    }
  }

  #combine(neighbours: readonly Uint16Array[]): Uint32Array {
    const samples = neighbours[0].length;
    if (this.#indices.length !== samples) {
      this.#indices = new Uint32Array(samples);
      this.#bits = new Uint32Array(samples);
    }
    const indices = this.#indices;
    const { neighbourStates } = this.#shape;
    indices.set(neighbours[0]);
    for (let v = 1; v < neighbours.length; v++) {
      const states = neighbours[v];
      for (let s = 0; s < samples; s++) indices[s] = indices[s] * neighbourStates + states[s];
    }
    return indices;
  }

  /** Where the results for a combination lie. */
  #place(index: number): number {
    if (this.#tabulated) return index;
    this.#workOut(index, 0);
    return 0;
  }

  #workOut(index: number, place: number): void {
    const { values, neighbours, neighbourStates } = this.#shape;
    const sum = this.#sum;
    sum.fill(0);
    let rest = index;
    for (let v = neighbours - 1; v >= 0; v--) {
      const field = this.#fields[v];
      const start = (rest % neighbourStates) * sum.length;
      rest = Math.floor(rest / neighbourStates);
      for (let i = 0; i < sum.length; i++) sum[i] += field[start + i];
    }
    const probabilities = this.#probabilities;
    const offset = place * sum.length;
    let end = (place * sum.length * (values - 1)) / values;
    let logarithm = 0;
    for (let start = 0; start < sum.length; start += values) {
      let largest = sum[start];
      for (let i = start + 1; i < start + values; i++) largest = Math.max(largest, sum[i]);
      let total = 0;
      for (let i = start; i < start + values; i++) {
        probabilities[offset + i] = Math.exp(sum[i] - largest);
        total += probabilities[offset + i];
      }
      logarithm += largest + Math.log(total);
      let cumulated = 0;
      for (let i = start; i < start + values; i++) {
        probabilities[offset + i] /= total;
        cumulated += probabilities[offset + i];
        // A probability of one leaves 2⁻³² to the other values.
        if (i < start + values - 1) this.#ends[end++] = Math.min(cumulated * 2 ** 32, 0xffffffff);
      }
    }
    this.#logarithms[place] = logarithm;
  }
}

/** How many of the ends are not above `bits`: the value drawn. */
function above(bits: number, ends: Uint32Array, start: number, count: number): number {
  let value = 0;
  for (let e = start; e < start + count; e++) value += +(bits >= ends[e]);
  return value;
}
