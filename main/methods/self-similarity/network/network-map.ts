import type { Scale, ScaleResult } from '../../../../preload/contract/index.ts';
import type { CoarseMap } from '../learner.ts';
import type { Spacetime } from '../spacetime.ts';
import { encoderParameters, type EncoderShape } from './encoders.ts';
import { block } from './neighbourhood.ts';
import type { Standardisation } from './standardisation.ts';

/**
 * P: a convolution of S (× S) cells and T steps with stride (S, T) from all fields to as many. In standardised units
 * y[o] = Σ w[o][field][step][place] · x + b[o]; macro fields are put back into physical units as micro fields are, y·deviation + mean, so
 * that f, which standardises what it is given, sees the y it was trained with. Binary: 1 where y > 0, else 0.
 */
export class NetworkMap implements CoarseMap {
  readonly scale: Scale;
  readonly shape: EncoderShape;
  readonly planar: boolean;
  /** [F][F][steps seen][S^d] and [F]. */
  readonly kernel: Float32Array;
  readonly offset: Float32Array;
  readonly standardisation: Standardisation;

  constructor(
    scale: Scale,
    shape: EncoderShape,
    planar: boolean,
    weights: { kernel: Float32Array; offset: Float32Array },
    standardisation: Standardisation,
  ) {
    this.scale = scale;
    this.shape = shape;
    this.planar = planar;
    this.kernel = weights.kernel;
    this.offset = weights.offset;
    this.standardisation = standardisation;
  }

  get parameters(): number {
    return encoderParameters(this.shape);
  }

  apply(series: Spacetime): Spacetime {
    const { space, time } = this.scale;
    const { fields, steps, places, binary } = this.shape;
    const { mean, deviation } = this.standardisation;
    const cells = block(space, this.planar);
    const macro: Spacetime = {
      ...series,
      times: Math.floor(series.times / time),
      height: this.planar ? Math.floor(series.height / space) : 1,
      width: Math.floor(series.width / space),
      data: new Float32Array(0),
    };
    macro.data = new Float32Array(series.runs * macro.times * fields * macro.height * macro.width);
    const lattice = series.height * series.width;
    const input = new Float64Array(fields * steps * places);
    let target = 0;
    const planeSize = macro.height * macro.width;
    for (let state = 0; state < series.runs * macro.times; state++, target += fields * planeSize) {
      const first = Math.floor(state / macro.times) * series.times + (state % macro.times) * time;
      for (let place = 0; place < planeSize; place++) {
        const corner = space * (Math.floor(place / macro.width) * series.width + (place % macro.width));
        let i = 0;
        for (let field = 0; field < fields; field++) {
          for (let step = 0; step < steps; step++) {
            const from = ((first + step) * fields + field) * lattice + corner;
            for (const { y, x } of cells) {
              input[i++] = (series.data[from + y * series.width + x] - mean[field]) / deviation[field];
            }
          }
        }
        for (let field = 0; field < fields; field++) {
          let sum = this.offset[field];
          const row = field * input.length;
          for (let j = 0; j < input.length; j++) sum += this.kernel[row + j] * input[j];
          macro.data[target + field * planeSize + place] = binary
            ? Number(sum > 0)
            : mean[field] + deviation[field] * sum;
        }
      }
    }
    return macro;
  }

  /** Weights from physical values to physical values, zero for steps that P does not see; its constant term is left out. */
  describe(): ScaleResult['map'] {
    const { fields, steps, places } = this.shape;
    const { space, time } = this.scale;
    const { deviation } = this.standardisation;
    const values = Array.from({ length: fields * fields * time * places }, () => 0);
    for (let output = 0; output < fields; output++) {
      for (let input = 0; input < fields; input++) {
        const pair = output * fields + input;
        for (let i = 0; i < steps * places; i++) {
          values[pair * time * places + i] =
            (this.kernel[pair * steps * places + i] * deviation[output]) / deviation[input];
        }
      }
    }
    const shape = [fields, fields, time, this.planar ? space : 1, space];
    return { projection: null, weights: { shape, values }, parameters: this.parameters };
  }
}
