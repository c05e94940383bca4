import type { SimulationFrame, SimulationSettings } from '../../../preload/contract/index.ts';
import {
  createLattice,
  seedInitialState,
  stepCoefficients,
  type InitialState,
  type Lattice,
  type StepCoefficients,
} from '../../physics/gray-scott/index.ts';

/** Largest side whose float32 picture fits the 1 MB a live picture may have. */
const largestPicture = 512;

/** One simulator of the page: its settings, fields and clock. Knows nothing of timers and transports. */
export class LiveSimulation {
  #settings: SimulationSettings;
  #lattice: Lattice;
  #coefficients: StepCoefficients;
  #step = 0;

  /** Throws HostError 'unstable' or 'bad-argument' like the parts it is made of. */
  constructor(settings: SimulationSettings) {
    this.#settings = settings;
    this.#coefficients = stepCoefficients(settings.parameters, settings.stencil);
    this.#lattice = createLattice(settings.size);
    this.reset(settings.seed);
  }

  get settings(): Readonly<SimulationSettings> {
    return this.#settings;
  }

  get cells(): number {
    return this.#lattice.size ** 2;
  }

  /** Takes new settings, all or (when they are refused) none. A new size starts again from the seed; nothing else disturbs the fields. */
  change(patch: Partial<SimulationSettings>): void {
    const settings = { ...this.#settings, ...patch };
    const coefficients = stepCoefficients(settings.parameters, settings.stencil);
    const resized = settings.size !== this.#lattice.size;
    if (resized) this.#lattice = createLattice(settings.size);
    this.#coefficients = coefficients;
    this.#settings = settings;
    if (resized) this.reset(settings.seed);
  }

  /** Back to step 0, from the initial state of `seed`. On 64² it is that of the data sets; larger lattices get more squares. */
  reset(seed: number): void {
    this.#settings = { ...this.#settings, seed };
    const { a, b } = this.#lattice;
    seedInitialState(a, b, this.#lattice.size, initialState(this.#lattice.size), seed);
    this.#step = 0;
  }

  advance(steps: number): void {
    this.#lattice.advance(this.#coefficients, steps);
    this.#step += steps;
  }

  /** Adds `amount` to b in a disc around cell (x, y), across the edges; b stays within [0, 1]. */
  paint(x: number, y: number, radius: number, amount: number): void {
    const { size, b } = this.#lattice;
    const reach = Math.min(Math.ceil(radius), Math.floor(size / 2));
    const centreX = Math.floor(x);
    const centreY = Math.floor(y);
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        if (dx * dx + dy * dy > radius * radius) continue;
        const cell = wrap(centreY + dy, size) * size + wrap(centreX + dx, size);
        b[cell] = Math.min(1, Math.max(0, b[cell] + amount));
      }
    }
  }

  /** Copies of both fields. */
  fields(): { size: number; step: number; a: Float32Array; b: Float32Array } {
    const { size, a, b } = this.#lattice;
    return { size, step: this.#step, a: a.slice(), b: b.slice() };
  }

  /** The chosen field as a picture of at most 512²: of a larger lattice every second cell in each direction. */
  picture(): Pick<SimulationFrame, 'size' | 'lattice' | 'step' | 'field' | 'data' | 'min' | 'max' | 'note'> {
    const { field } = this.#settings;
    const { size } = this.#lattice;
    const values = this.#lattice[field];
    let min = Infinity;
    let max = -Infinity;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value < min) min = value;
      if (value > max) max = value;
    }
    const common = { lattice: size, step: this.#step, field, min, max };
    if (size <= largestPicture) return { ...common, size, data: values.slice() };
    const half = size / 2;
    const data = new Float32Array(half * half);
    for (let y = 0; y < half; y++) {
      for (let x = 0; x < half; x++) data[y * half + x] = values[2 * y * size + 2 * x];
    }
    return {
      ...common,
      size: half,
      data,
      note: `The picture shows every second of ${size} × ${size} cells; the simulation has them all.`,
    };
  }
}

/** As dense as on the 64² lattices of the data sets, where it is the very same. */
function initialState(size: number): InitialState {
  const times = Math.max(1, Math.round((size / 64) ** 2));
  return { squares: { low: 12 * times, high: 23 * times }, squareSide: { low: 3, high: 7 }, noise: 0.02 };
}

function wrap(i: number, n: number): number {
  return ((i % n) + n) % n;
}
