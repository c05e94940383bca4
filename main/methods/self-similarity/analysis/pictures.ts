import { nameOfScale, type ArrayRecord, type FieldPreview } from '../../../../preload/contract/index.ts';
import type { Spacetime } from '../spacetime.ts';
import { predictedStates } from './measure.ts';
import type { AssessedScale } from './scale-result.ts';

/** Of the picture of micro states. */
const mostValues = 2 ** 22;
/** Live pictures are at most so wide and high. */
const largestFrame = 256;

/**
 * pictures.npz: `micro` [times, fields, height, width] of the first held-out run, and of every scale the macro states of the same times and what f
 * makes of the macro state before (NaN at the first time, and where an open boundary leaves none).
 */
export function pictureArrays(heldOut: Spacetime, scales: readonly AssessedScale[]): ArrayRecord {
  const size = heldOut.fields * heldOut.height * heldOut.width;
  const times = Math.max(1, Math.min(heldOut.times, Math.floor(mostValues / size)));
  const arrays: ArrayRecord = { micro: statesOf(heldOut, heldOut.data, times) };
  for (const { result, best, macro } of scales) {
    const macroTimes = Math.max(1, Math.floor(times / result.time));
    const predicted = predictedStates(best.learnt.macroRule, macro, 0);
    arrays[result.pictures.macro] = statesOf(macro, macro.data, macroTimes);
    arrays[result.pictures.predicted] = statesOf(macro, predicted, macroTimes);
  }
  return arrays;
}

/** The first states of the first run. */
function statesOf({ fields, height, width }: Spacetime, data: Float32Array, times: number) {
  return {
    shape: [times, fields, height, width],
    data: data.slice(0, times * fields * height * width),
  };
}

/** Live pictures: in one dimension space-time pictures with time downwards, in two the last state. */
export function framesOf(heldOut: Spacetime, scale?: AssessedScale): FieldPreview[] {
  const micro = frame(heldOut, heldOut.data, 'micro');
  if (scale === undefined) return [micro];
  const { macro } = scale;
  const { learnt } = scale.best;
  const name = nameOfScale(scale.result);
  return [
    micro,
    frame(macro, macro.data, `macro, ${name}`),
    frame(macro, predictedStates(learnt.macroRule, macro, 0), `predicted, ${name}`),
  ];
}

/** The first field of the first run, cropped. */
function frame(series: Spacetime, data: Float32Array, label: string): FieldPreview {
  const { times, fields, height, width } = series;
  const line = height === 1;
  const rows = line ? times : height;
  // Of planes the last state; of lines each row is a state.
  const start = line ? 0 : (times - 1) * fields * height * width;
  const stride = line ? fields * width : width;
  const shown = { width: Math.min(width, largestFrame), height: Math.min(rows, largestFrame) };
  const pixels = new Float32Array(shown.width * shown.height);
  for (let row = 0; row < shown.height; row++) {
    const from = start + row * stride;
    pixels.set(data.subarray(from, from + shown.width), row * shown.width);
  }
  return { ...shown, data: pixels, label };
}
