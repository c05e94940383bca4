import type { VicsekParameters } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { Flock, type FlockState } from '../../../physics/vicsek/index.ts';

/** Input of the thread task 'vicsek.order': the next steps of one flock. */
export interface OrderSlice {
  parameters: VicsekParameters;
  seed: number;
  /** Of the random stream; every simulation has its own. */
  stream: string;
  /** Null at the start. */
  position: FlockState | null;
  /** Steps to take before any is measured. */
  unmeasured: number;
  /** Steps to take after those, each measured. */
  measured: number;
}

export interface OrderOfSlice {
  position: FlockState;
  /** φ after each measured step. */
  order: Float64Array;
}

export function orderOfSlice(slice: OrderSlice): OrderOfSlice {
  const flock = new Flock(slice.parameters, new RandomStream(slice.seed, slice.stream));
  if (slice.position) flock.restore(slice.position);
  for (let step = 0; step < slice.unmeasured; step++) flock.step();
  const order = new Float64Array(slice.measured);
  for (let step = 0; step < slice.measured; step++) {
    flock.step();
    order[step] = flock.order();
  }
  return { position: flock.snapshot(), order };
}
