import type { RgMonotone } from '../rg-map.ts';

/** The mean of several monotones, as of independent trainings: again a monotone, as the flow is linear in C. */
export class MeanMonotone implements RgMonotone {
  readonly couplings: number;
  readonly #members: readonly RgMonotone[];
  readonly #part: Float64Array;

  /** RangeError without members, or when they do not share their couplings. */
  constructor(members: readonly RgMonotone[]) {
    if (members.length === 0) throw new RangeError('a mean needs at least one monotone');
    this.couplings = members[0].couplings;
    if (members.some(({ couplings }) => couplings !== this.couplings)) {
      throw new RangeError('monotones of different numbers of couplings have no mean');
    }
    this.#members = members;
    this.#part = new Float64Array(this.couplings);
  }

  value(couplings: Float64Array): number {
    let sum = 0;
    for (const member of this.#members) sum += member.value(couplings);
    return sum / this.#members.length;
  }

  gradient(couplings: Float64Array, into: Float64Array): void {
    this.#average(into, (member, part) => member.gradient(couplings, part));
  }

  hessianVector(couplings: Float64Array, v: Float64Array, into: Float64Array): void {
    this.#average(into, (member, part) => member.hessianVector(couplings, v, part));
  }

  hessian(couplings: Float64Array): Float64Array {
    const sum = new Float64Array(this.couplings ** 2);
    for (const member of this.#members) {
      const part = member.hessian(couplings);
      for (let i = 0; i < sum.length; i++) sum[i] += part[i];
    }
    return sum.map((entry) => entry / this.#members.length);
  }

  /** `into` may be one of the arguments that `evaluate` reads. */
  #average(into: Float64Array, evaluate: (member: RgMonotone, part: Float64Array) => void): void {
    const sum = new Float64Array(this.couplings);
    for (const member of this.#members) {
      evaluate(member, this.#part);
      for (let i = 0; i < sum.length; i++) sum[i] += this.#part[i];
    }
    for (let i = 0; i < sum.length; i++) into[i] = sum[i] / this.#members.length;
  }
}
