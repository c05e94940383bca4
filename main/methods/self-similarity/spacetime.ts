export type SpaceBoundary = 'periodic' | 'open';

/** A series in space and time, possibly several runs of one system. Height 1: one dimension in space. */
export interface Spacetime {
  runs: number;
  times: number;
  fields: number;
  height: number;
  width: number;
  /** [runs, times, fields, height, width]. */
  data: Float32Array;
  boundary: SpaceBoundary;
  /** All values are 0 or 1. */
  binary: boolean;
  /** The last two fields are the x and y components of a vector. */
  vectors: boolean;
}

/** One state of a lattice: [fields, height, width]. */
export interface LatticeState {
  fields: number;
  height: number;
  width: number;
  data: Float32Array;
}

/** State `time` of run `run`; a view, not a copy. */
export function stateOf(series: Spacetime, run: number, time: number): LatticeState {
  const { times, fields, height, width, data } = series;
  const size = fields * height * width;
  const start = (run * times + time) * size;
  return { fields, height, width, data: data.subarray(start, start + size) };
}
