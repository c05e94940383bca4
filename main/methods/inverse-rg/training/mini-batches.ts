import { HostError, type ArrayRecord } from '../../../../preload/contract/index.ts';
import type { Snapshot } from '../../context.ts';
import { WeightedCounts } from './weighted-counts.ts';

/** A mini-batch, or what a part of the data adds to one. */
export interface BatchPiece {
  batch: number;
  part: number;
  stratum: number;
  /** Classes of the kernel that occur. */
  classes: Uint32Array;
  /** Counts of these classes. */
  counts: WeightedCounts;
}

/** The sum of pieces of mini-batches, over all classes. */
export function mergedPieces(pieces: readonly BatchPiece[], classes: number): WeightedCounts {
  const merged = new WeightedCounts(classes);
  for (const piece of pieces) {
    const sums = new Float64Array(2 * classes);
    for (const [i, index] of piece.classes.entries()) {
      sums[2 * index] = piece.counts.sums[2 * i];
      sums[2 * index + 1] = piece.counts.sums[2 * i + 1];
    }
    merged.merge(piece.counts.withSums(sums));
  }
  return merged;
}

const bytesPerClass = 20;
const mostBytes = 2 ** 30;

/**
 * Throws HostError 'too-large' when mini-batches of this size could take more memory than a training should.
 * @param classes how many a batch can occupy
 */
export function checkBatchMemory(configurations: number, batch: number, size: number, classes: number): void {
  const batches = Math.ceil(configurations / batch);
  const bytes = batches * Math.min(classes, batch * size * size) * bytesPerClass;
  if (bytes <= mostBytes) return;
  throw new HostError(
    'too-large',
    `${batches} mini-batches of ${batch} configurations would take about ${Math.ceil(bytes / 2 ** 20)} MB.`,
    {
      where: 'optimiser.batch',
      remedy: `Take batches of at least ${Math.ceil((batch * bytes) / mostBytes)} configurations, or train by Newton.`,
    },
  );
}

/** The mini-batches of AdamW, each compressed to the classes that its pixels fall into. */
export class MiniBatches {
  readonly #pieces: BatchPiece[] = [];

  add(piece: BatchPiece): void {
    this.#pieces.push(piece);
  }

  /** The pieces of each mini-batch, in the order of the parts whatever the order they came in. */
  get all(): BatchPiece[][] {
    const groups: BatchPiece[][] = [];
    for (const piece of this.#pieces.toSorted((a, b) => a.batch - b.batch || a.part - b.part)) {
      (groups[piece.batch] ??= []).push(piece);
    }
    return groups;
  }

  snapshot(): Snapshot {
    const pieces = this.#pieces;
    const lengths = pieces.map(({ classes }) => classes.length);
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const classes = new Uint32Array(total);
    const sums = new Float64Array(2 * total);
    const totals = new Float64Array(4 * pieces.length);
    let place = 0;
    for (const [i, piece] of pieces.entries()) {
      const record = piece.counts.toArrays('counts');
      classes.set(piece.classes, place);
      sums.set(piece.counts.sums, 2 * place);
      totals.set(record['counts-totals'].data as Float64Array, 4 * i);
      place += piece.classes.length;
    }
    const arrays: ArrayRecord = {
      'batch-classes': { shape: [total], data: classes },
      'batch-sums': { shape: [total, 2], data: sums },
      'batch-totals': { shape: [pieces.length, 4], data: totals },
    };
    const places = pieces.map(({ batch, part, stratum }) => ({ batch, part, stratum }));
    return { arrays, values: { places, lengths } };
  }

  static restore({ arrays, values }: Snapshot): MiniBatches {
    const batches = new MiniBatches();
    const lengths = values.lengths as number[];
    const classes = arrays['batch-classes'].data as Uint32Array;
    const sums = arrays['batch-sums'].data as Float64Array;
    const totals = arrays['batch-totals'].data as Float64Array;
    let place = 0;
    for (const [i, where] of (values.places as Omit<BatchPiece, 'classes' | 'counts'>[]).entries()) {
      const end = place + lengths[i];
      const counts = WeightedCounts.fromArrays(
        {
          counts: { shape: [lengths[i], 2], data: sums.slice(2 * place, 2 * end) },
          'counts-totals': { shape: [4], data: totals.slice(4 * i, 4 * i + 4) },
        },
        'counts',
      );
      batches.add({ ...where, classes: classes.slice(place, end), counts });
      place = end;
    }
    return batches;
  }
}
