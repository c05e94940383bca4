import type { Projection, Scale, ScaleResult } from '../../../../../preload/contract/index.ts';
import type { CoarseMap } from '../../learner.ts';
import { stateOf, type Spacetime } from '../../spacetime.ts';
import { nameProjection } from '../exact/projections.ts';
import { cellsSeen, rowsSeen, type PatchShape } from './patches.ts';

/** P of one patch: the cells it sees are bits, first row first, leftmost cell lowest. */
export type PatternValue = (pattern: number) => 0 | 1;

/** Maps of at most this many cells are written out as tables. */
const mostCells = 9;

/** P of binary cells. */
export class BinaryMap implements CoarseMap {
  readonly scale: Scale;
  readonly shape: PatchShape;
  readonly parameters: number;
  readonly value: PatternValue;

  constructor(shape: PatchShape, parameters: number, value: PatternValue) {
    this.scale = { space: shape.space, time: shape.time };
    this.shape = shape;
    this.parameters = parameters;
    this.value = value;
  }

  apply(series: Spacetime): Spacetime {
    const { space, time } = this.shape;
    const times = Math.floor(series.times / time);
    const width = Math.floor(series.width / space);
    const data = new Float32Array(series.runs * times * width);
    let at = 0;
    for (let run = 0; run < series.runs; run++) {
      for (let t = 0; t < times; t++) {
        const rows = Array.from(
          { length: rowsSeen(this.shape) },
          (_, row) => stateOf(series, run, t * time + row).data,
        );
        for (let cell = 0; cell < width; cell++)
          data[at++] = this.value(patternAt(rows, cell * space, space));
      }
    }
    return { ...series, times, width, data, binary: true };
  }

  /** As a table; null where P has no one size, or too many cells to be written out. */
  projection(): Projection | null {
    const { space, time, mask } = this.shape;
    const cells = cellsSeen(this.shape);
    if (space !== time || space < 2 || space > 4 || cells > mostCells) return null;
    let table = '';
    for (let entry = 0; entry < 1 << cells; entry++) table += this.value(mirrored(entry, cells));
    return { size: space, mask, table, name: nameProjection(space, mask, table) };
  }

  describe(): ScaleResult['map'] {
    return { projection: this.projection(), weights: null, parameters: this.parameters };
  }
}

/** [b + w·x > 0]; `weights`: w of the cells, then b. */
export function thresholdMap(shape: PatchShape, weights: Float64Array): BinaryMap {
  const bias = weights[weights.length - 1];
  return new BinaryMap(shape, weights.length, (pattern) => {
    let sum = bias;
    for (let k = 0, bits = pattern; bits !== 0; k++, bits >>>= 1) if (bits & 1) sum += weights[k];
    return sum > 0 ? 1 : 0;
  });
}

/** `map` applied twice: to cells, and to what becomes of them. Self-similar under every rule under which `map` is. */
export function appliedTwice({ shape, parameters, value }: BinaryMap): BinaryMap {
  const { space, time, mask } = shape;
  const rows = rowsSeen(shape);
  const width = space * space;
  const row = (1 << space) - 1;
  return new BinaryMap({ space: width, time: time * time, mask }, parameters, (pattern) => {
    let outer = 0;
    for (let t = 0; t < rows; t++) {
      for (let cell = 0; cell < space; cell++) {
        let inner = 0;
        for (let within = 0; within < rows; within++) {
          const from = (t * rows + within) * width + cell * space;
          inner |= ((pattern >>> from) & row) << (within * space);
        }
        outer |= value(inner) << (t * space + cell);
      }
    }
    return value(outer);
  });
}

/** Every different map that is not constant, applied twice; of sizes that are written out as tables. */
export function compositions(maps: readonly BinaryMap[]): BinaryMap[] {
  const different = new Map<string, BinaryMap>();
  for (const map of maps) {
    const projection = map.projection();
    if (projection !== null && !isConstant(projection)) different.set(projection.table, map);
  }
  return [...different.values()].map((map) => appliedTwice(map));
}

export function isConstant({ table }: Projection): boolean {
  return !/01|10/.test(table);
}

function patternAt(rows: readonly Float32Array[], from: number, cells: number): number {
  let pattern = 0;
  for (let row = rows.length - 1; row >= 0; row--) {
    for (let cell = cells - 1; cell >= 0; cell--) {
      pattern = (pattern << 1) | (rows[row][from + cell] > 0.5 ? 1 : 0);
    }
  }
  return pattern >>> 0;
}

/** The bits of a number of `length` bits in reverse order: tables count the first cell as the highest. */
function mirrored(bits: number, length: number): number {
  let result = 0;
  for (let k = 0; k < length; k++) if ((bits >> k) & 1) result |= 1 << (length - 1 - k);
  return result;
}
