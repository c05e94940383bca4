import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import type { Upscaler } from '../upscaler.ts';
import { wrap } from '../windows.ts';
import type { TwoLayerParameters } from './network.ts';

const patterns = 1 << 16;

/**
 * Samples the two-layer network without a convolution. A hidden pixel sees at most 4×4 blocks and its parity, 2^18 cases; so the second
 * layer's contribution of a neighbour is a table lookup, and h is the sum of k² of them. The tables take k²·2^20 bytes.
 */
export class TwoLayerUpscaler implements Upscaler {
  readonly name: string;
  readonly #size: number;
  readonly #bias: number;
  /** Contribution to h of a hidden pixel with (parity, window) at each offset of the second kernel: [k², 4, 2^16]. */
  readonly #tables: Float32Array;
  #cases = new Uint32Array(0);
  #fields = new Float64Array(0);

  constructor(parameters: TwoLayerParameters) {
    this.name = `two layers, k = ${parameters.size}`;
    this.#size = parameters.size;
    this.#bias = parameters.secondBias[0];
    this.#tables = contributionTables(parameters);
  }

  double(coarse: Spins, size: number, random: RandomStream, fine: Spins): void {
    const h = this.localFields(coarse, size);
    for (let i = 0; i < fine.length; i++) {
      // exp overflows to Infinity for very negative h, which gives the right probability 0.
      fine[i] = random.uniform() < 1 / (1 + Math.exp(-2 * h[i])) ? 1 : 0;
    }
  }

  logProbability(coarse: Spins, size: number, fine: Spins): number {
    const h = this.localFields(coarse, size);
    let sum = 0;
    for (let i = 0; i < fine.length; i++) {
      const margin = (4 * fine[i] - 2) * h[i];
      sum -= margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    }
    return sum;
  }

  /** h of the 4·size² fine pixels; overwritten by the next call. */
  localFields(coarse: Spins, size: number): Float64Array {
    const side = 2 * size;
    const cells = side * side;
    if (this.#cases.length !== cells) {
      this.#cases = new Uint32Array(cells);
      this.#fields = new Float64Array(cells);
    }
    readCases(coarse, size, this.#cases);
    const half = this.#size >> 1;
    const columns = new Int32Array(side);
    this.#fields.fill(this.#bias);
    for (let dy = -half, offset = 0; dy <= half; dy++) {
      for (let dx = -half; dx <= half; dx++, offset++) {
        const table = this.#tables.subarray(offset * 4 * patterns, (offset + 1) * 4 * patterns);
        for (let column = 0; column < side; column++) columns[column] = wrap(column + dx, side);
        for (let row = 0; row < side; row++) {
          const from = wrap(row + dy, side) * side;
          const to = row * side;
          for (let column = 0; column < side; column++) {
            this.#fields[to + column] += table[this.#cases[from + columns[column]]];
          }
        }
      }
    }
    return this.#fields;
  }
}

/** parity·2^16 + window of each fine pixel; bit 4i + j is the block (R − 2 + p + i, C − 2 + q + j) for the parity (p, q). */
function readCases(coarse: Spins, size: number, cases: Uint32Array): void {
  const side = 2 * size;
  for (let R = 0; R < size; R++) {
    for (let C = 0; C < size; C++) {
      for (let parity = 0; parity < 4; parity++) {
        const [p, q] = [parity >> 1, parity & 1];
        let window = 0;
        for (let i = 0; i < 4; i++) {
          const row = wrap(R - 2 + p + i, size) * size;
          for (let j = 0; j < 4; j++) window |= coarse[row + wrap(C - 2 + q + j, size)] << (4 * i + j);
        }
        cases[(2 * R + p) * side + 2 * C + q] = parity * patterns + window;
      }
    }
  }
}

function contributionTables({
  size: k,
  channels,
  first,
  firstBias,
  second,
}: TwoLayerParameters): Float32Array {
  const tables = new Float32Array(k * k * 4 * patterns);
  const half = k >> 1;
  const hidden = new Float64Array(channels);
  for (let parity = 0; parity < 4; parity++) {
    const [p, q] = [parity >> 1, parity & 1];
    // The first layer sees a block through all the taps that fall on it: 16 block weights per channel.
    const blockWeights = new Float64Array(16 * channels);
    for (let y = -half, tap = 0; y <= half; y++) {
      for (let x = -half; x <= half; x++, tap++) {
        const block = 4 * (((p + y) >> 1) + 2 - p) + ((q + x) >> 1) + 2 - q;
        for (let c = 0; c < channels; c++) blockWeights[block * channels + c] += first[tap * channels + c];
      }
    }
    for (let window = 0; window < patterns; window++) {
      for (let c = 0; c < channels; c++) {
        let value = firstBias[c];
        for (let bit = 0; bit < 16; bit++) {
          value += (window >> bit) & 1 ? blockWeights[bit * channels + c] : -blockWeights[bit * channels + c];
        }
        hidden[c] = value > 0 ? value : 0;
      }
      for (let offset = 0; offset < k * k; offset++) {
        let sum = 0;
        for (let c = 0; c < channels; c++) sum += second[offset * channels + c] * hidden[c];
        tables[offset * 4 * patterns + parity * patterns + window] = sum;
      }
    }
  }
  return tables;
}
