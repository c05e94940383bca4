/** Scratch memory made once for each size of lattice: growth passes through the same sizes again and again. */
export class BySize<T> {
  readonly #make: (size: number) => T;
  readonly #made = new Map<number, T>();

  constructor(make: (size: number) => T) {
    this.#make = make;
  }

  at(size: number): T {
    let one = this.#made.get(size);
    if (one === undefined) this.#made.set(size, (one = this.#make(size)));
    return one;
  }
}
