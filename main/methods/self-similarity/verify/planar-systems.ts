import type { RandomStream } from '../../../compute/random.ts';
import type { Spacetime } from '../spacetime.ts';

/** Systems on a periodic plane whose rule, and in one case coarse-graining, is known exactly. */

/** Next value of a cell from the values around it. */
export type PlanarRule = (at: (y: number, x: number) => number) => number;

/** Conway's Game of Life. */
export const gameOfLife: PlanarRule = (at) => {
  let alive = -at(0, 0);
  for (let y = -1; y <= 1; y++) for (let x = -1; x <= 1; x++) alive += at(y, x);
  return Number(alive === 3 || (alive === 2 && at(0, 0) === 1));
};

/**
 * The parity of a cell, the one to the right and the one below: 1 + X + Y over two elements, whose square is 1 + X² + Y². Every second cell at
 * every second step therefore obeys the same rule: P that keeps one cell is exact for S = T = 2.
 */
export const parityRule: PlanarRule = (at) => at(0, 0) ^ at(0, 1) ^ at(1, 0);

interface Size {
  runs: number;
  times: number;
  side: number;
}

/** Runs of an automaton from independent random cells, each run of another density between 0.1 and 0.9; cells are flipped with probability `noise`. */
export function planarAutomaton(rule: PlanarRule, size: Size, random: RandomStream, noise = 0): Spacetime {
  const { runs, times, side } = size;
  const cells = side * side;
  const data = new Float32Array(runs * times * cells);
  for (let run = 0; run < runs; run++) {
    const density = random.between(0.1, 0.9);
    let state = Uint8Array.from({ length: cells }, () => Number(random.uniform() < density));
    for (let time = 0; time < times; time++) {
      data.set(state, (run * times + time) * cells);
      state = nextState(rule, state, side).map((value) => value ^ Number(random.uniform() < noise));
    }
  }
  return series(size, data, true);
}

/** The next state of a periodic square of cells. */
export function nextState(rule: PlanarRule, state: Uint8Array, side: number): Uint8Array {
  return state.map((_, cell) => {
    const [row, column] = [Math.floor(cell / side), cell % side];
    return rule((y, x) => state[((row + y + side) % side) * side + ((column + x + side) % side)]);
  });
}

/**
 * Diffusion with the exact propagator of one step, a Gaussian of variance 2D in each direction, from white noise that has already spread by
 * `spread` cells (standard deviation), so that the continuum is resolved.
 */
export function planarDiffusion(
  size: Size,
  coefficient: number,
  spread: number,
  random: RandomStream,
): Spacetime {
  const { runs, times, side } = size;
  const cells = side * side;
  const data = new Float32Array(runs * times * cells);
  const start = gaussian(spread ** 2, side);
  const propagator = gaussian(2 * coefficient, side);
  for (let run = 0; run < runs; run++) {
    let state = new Float64Array(cells);
    random.fillNormal(state);
    state = convolved(state, start, side);
    for (let time = 0; time < times; time++) {
      data.set(state, (run * times + time) * cells);
      state = convolved(state, propagator, side);
    }
  }
  return series(size, data, false);
}

/** A wrapped Gaussian, by the distance from its centre. */
function gaussian(variance: number, side: number): Float64Array {
  const kernel = new Float64Array(side);
  for (let image = -4; image <= 4; image++) {
    for (let x = 0; x < side; x++) kernel[x] += Math.exp(-((x + image * side) ** 2) / (2 * variance));
  }
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}

function convolved(state: Float64Array, kernel: Float64Array, side: number) {
  const along = (source: Float64Array, step: number, stride: number) => {
    const target = new Float64Array(source.length);
    for (let line = 0; line < side; line++) {
      for (let to = 0; to < side; to++) {
        let sum = 0;
        for (let from = 0; from < side; from++) {
          sum += kernel[(to - from + side) % side] * source[line * stride + from * step];
        }
        target[line * stride + to * step] = sum;
      }
    }
    return target;
  };
  return along(along(state, 1, side), side, 1);
}

function series({ runs, times, side }: Size, data: Float32Array, binary: boolean): Spacetime {
  const boundary = 'periodic';
  return { runs, times, fields: 1, height: side, width: side, data, boundary, binary, vectors: false };
}
