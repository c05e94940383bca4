import { Matrix } from './matrix.ts';

// Keeps the derivative of the square root bounded where a channel is flat.
const varianceFloor = 1e-5;

export interface PoolingPass {
  /** From the gradient to the pooled rows, the gradient before the leaky ReLU that made the activations. */
  backward(dPooled: Matrix): Matrix;
}

/**
 * Mean of each channel over the image into rows 0 … channels − 1 of `pooled` [2·channels][batch], standard deviation into the
 * rest. `y` [channels][batch·area] are outputs of a leaky ReLU of slope `slope`.
 */
export function poolChannels(y: Matrix, area: number, slope: number, pooled: Matrix): PoolingPass {
  const batch = pooled.columns;
  const channels = y.rows;
  for (let c = 0; c < channels; c++) {
    const means = pooled.row(c);
    const deviations = pooled.row(channels + c);
    for (let i = 0; i < batch; i++) {
      const { mean, deviation } = moments(y.data, c * y.stride + i * area, area);
      means[i] = mean;
      deviations[i] = deviation;
    }
  }
  return {
    backward: (dPooled) => {
      const dy = Matrix.allocate(y.arena, channels, y.columns);
      const { data: values } = y;
      const { data: gradient } = dy;
      for (let c = 0; c < channels; c++) {
        const [means, deviations] = [pooled.row(c), pooled.row(channels + c)];
        const [dMeans, dDeviations] = [dPooled.row(c), dPooled.row(channels + c)];
        for (let i = 0; i < batch; i++) {
          const constant = dMeans[i] / area;
          const factor = dDeviations[i] / (area * deviations[i]);
          const mean = means[i];
          const start = c * y.stride + i * area;
          for (let p = start; p < start + area; p++) {
            const value = values[p];
            const back = constant + factor * (value - mean);
            gradient[p] = value > 0 ? back : slope * back;
          }
        }
      }
      return dy;
    },
  };
}

/** Mean and standard deviation of each channel of images [batch][channels][area] into `target` [2·channels][batch]. */
export function imageMoments(images: Float32Array, area: number, target: Matrix): void {
  const channels = target.rows / 2;
  for (let i = 0; i < target.columns; i++) {
    for (let c = 0; c < channels; c++) {
      const { mean, deviation } = moments(images, (i * channels + c) * area, area);
      target.row(c)[i] = mean;
      target.row(channels + c)[i] = deviation;
    }
  }
}

function moments(values: Float32Array, start: number, count: number): { mean: number; deviation: number } {
  let sum = 0;
  for (let p = start; p < start + count; p++) sum += values[p];
  const mean = sum / count;
  let squares = 0;
  for (let p = start; p < start + count; p++) squares += (values[p] - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / count + varianceFloor) };
}
