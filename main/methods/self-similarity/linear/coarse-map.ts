import type { Scale, ScaleResult } from '../../../../preload/contract/index.ts';
import type { CoarseMap } from '../learner.ts';
import type { Spacetime } from '../spacetime.ts';

/** A linear P without a constant: F macro fields from the F fields of T steps of S (× S) cells. */
export class LinearMap implements CoarseMap {
  readonly scale: Scale;
  readonly fields: number;
  readonly planar: boolean;
  /** [output][input][step][y][x]; in one dimension one y. */
  readonly weights: Float64Array;
  /** Free numbers, which a separable map has fewer of than weights. */
  readonly parameters: number;

  constructor(
    scale: Scale,
    fields: number,
    planar: boolean,
    weights: Float64Array,
    parameters = weights.length,
  ) {
    this.scale = scale;
    this.fields = fields;
    this.planar = planar;
    this.weights = weights;
    this.parameters = parameters;
  }

  /**
   * The macro series. A ring that S does not divide is cut open where cells are left over: its first and last macro cells are not neighbours.
   */
  apply(series: Spacetime): Spacetime {
    const { space, time } = this.scale;
    const { runs, fields } = series;
    const rows = this.planar ? space : 1;
    const times = Math.floor(series.times / time);
    const height = Math.floor(series.height / rows);
    const width = Math.floor(series.width / space);
    const closed = series.height % rows === 0 && series.width % space === 0;
    const data = new Float32Array(runs * times * fields * height * width);
    let to = 0;
    for (let run = 0; run < runs; run++) {
      for (let macro = 0; macro < times; macro++) {
        const state = run * series.times + macro * time;
        for (let output = 0; output < fields; output++) {
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++)
              data[to++] = this.#value(series, state, output, y * rows, x * space);
          }
        }
      }
    }
    return {
      ...series,
      times,
      height,
      width,
      data,
      binary: false,
      boundary: closed ? series.boundary : 'open',
    };
  }

  /** Output of the patch whose first cell is (y, x) at the state numbered `state` over all runs. */
  #value(series: Spacetime, state: number, output: number, y: number, x: number): number {
    const { fields, height, width, data } = series;
    const { space, time } = this.scale;
    const rows = this.planar ? space : 1;
    let weight = output * fields * time * rows * space;
    let sum = 0;
    for (let input = 0; input < fields; input++) {
      for (let step = 0; step < time; step++) {
        const plane = ((state + step) * fields + input) * height * width;
        for (let row = 0; row < rows; row++) {
          const from = plane + (y + row) * width + x;
          for (let column = 0; column < space; column++) sum += this.weights[weight++] * data[from + column];
        }
      }
    }
    return sum;
  }

  describe(): ScaleResult['map'] {
    const { fields, scale, planar } = this;
    return {
      projection: null,
      weights: {
        shape: [fields, fields, scale.time, planar ? scale.space : 1, scale.space],
        values: Array.from(this.weights),
      },
      parameters: this.parameters,
    };
  }
}

/** The map that is not learnt: every macro field is the mean of its own field over the cells and steps of a patch. */
export function meanMap(scale: Scale, fields: number, planar: boolean): LinearMap {
  const cells = scale.time * scale.space ** (planar ? 2 : 1);
  const weights = new Float64Array(fields * fields * cells);
  for (let field = 0; field < fields; field++) {
    const start = (field * fields + field) * cells;
    weights.fill(1 / cells, start, start + cells);
  }
  return new LinearMap(scale, fields, planar, weights, 0);
}
