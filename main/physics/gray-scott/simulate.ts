import {
  patternGeneration,
  type GrayScottParameters,
  type PatternGeneration,
} from '../../../preload/contract/experiments/gray-scott.ts';
import { HostError } from '../../../preload/contract/errors.ts';
import { seedInitialState, type InitialState } from './initial.ts';
import { availableEngine, createLattice, type EngineName, type Lattice } from './lattice.ts';
import { stepCoefficients } from './stencil.ts';

/** How a pattern is grown; what is left out has the default of the data sets. A whole `PatternGeneration` fits. */
export interface SimulationOptions extends Partial<
  InitialState & Pick<PatternGeneration, 'size' | 'stencil' | 'steps' | 'trivialBelow'>
> {
  /** Seed of the initial state. */
  seed?: number;
  /** Fields to start from instead of a seed; size² values each, left untouched. */
  initial?: { a: Float32Array; b: Float32Array };
  /** Time step; 1 where nothing else is said. */
  dt?: number;
  engine?: EngineName;
}

export interface Simulated {
  /** size² concentrations, row by row, in memory of their own. */
  a: Float32Array;
  b: Float32Array;
  /** Steps taken: fewer than asked for when the system died out or became uniform. */
  steps: number;
  /** std(b) < trivialBelow, or no longer finite. */
  trivial: boolean;
}

const defaults = patternGeneration.parse({});

/** Steps between two looks at whether anything is left to simulate; also what one system gets before its planes may leave the cache. */
const stepsBetweenChecks = 50;
const extinctBelow = 1e-4;

/**
 * Grows a pattern by Eq. 9. Same parameters, options and seed give the same bits on every machine and engine. Stops early when
 * max b or its range falls below 1e-4. Throws HostError 'unstable' when dt·D exceeds the stencil's limit, 'bad-argument' for a wrong
 * size or initial fields.
 */
export function simulate(parameters: GrayScottParameters, options: SimulationOptions = {}): Simulated {
  const { seed, initial, dt = 1, engine = availableEngine().engine } = options;
  const { size, stencil, steps, trivialBelow } = { ...defaults, ...options };
  const coefficients = stepCoefficients(parameters, stencil, dt);
  const lattice = reusableLattice(size, engine);
  if (initial) {
    if (initial.a.length !== size * size || initial.b.length !== size * size) {
      throw new HostError(
        'bad-argument',
        `The initial fields have ${initial.a.length} and ${initial.b.length} values; a lattice of side ${size} has ${size * size}.`,
        { where: 'initial' },
      );
    }
    lattice.a.set(initial.a);
    lattice.b.set(initial.b);
  } else if (seed === undefined) {
    throw new HostError('bad-argument', 'A simulation starts from a seed or from initial fields.', {
      where: 'seed',
    });
  } else {
    seedInitialState(lattice.a, lattice.b, size, { ...defaults, ...options }, seed);
  }
  let taken = 0;
  while (taken < steps) {
    const chunk = Math.min(stepsBetweenChecks, steps - taken);
    lattice.advance(coefficients, chunk);
    taken += chunk;
    if (isOver(lattice.b)) break;
  }
  return {
    a: lattice.a.slice(),
    b: lattice.b.slice(),
    steps: taken,
    trivial: isTrivial(lattice.b, trivialBelow),
  };
}

/** The rule for patterns that are not kept: std(b) below the threshold, or values that are not finite. */
export function isTrivial(b: Float32Array, below: number): boolean {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += b[i];
  const mean = sum / b.length;
  let squares = 0;
  for (let i = 0; i < b.length; i++) squares += (b[i] - mean) ** 2;
  return !(Math.sqrt(squares / b.length) >= below);
}

/** Died out, uniform, or no longer finite: more steps would change nothing. */
function isOver(b: Float32Array): boolean {
  let low = Infinity;
  let high = -Infinity;
  let sum = 0;
  for (let i = 0; i < b.length; i++) {
    const value = b[i];
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  return high < extinctBelow || high - low < extinctBelow || !Number.isFinite(sum);
}

let kept: Lattice | undefined;

/** A batch of equal systems runs in one memory. */
function reusableLattice(size: number, engine: EngineName): Lattice {
  if (kept?.size !== size || kept.engine !== engine) kept = createLattice(size, engine);
  return kept;
}
