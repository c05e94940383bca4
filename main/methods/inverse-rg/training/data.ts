import type { SpecOf, UpscalerModelSpec } from '../../../../preload/contract/index.ts';
import { packedBytes, type Ensemble, type Spins, configuration } from '../../../physics/ising/spins.ts';
import { runSegment, type ChainSegment } from '../monte-carlo/chains.ts';

type MonteCarloData = Extract<SpecOf<'upscaler-training'>['data'], { source: 'monte-carlo' }>;

/** A stretch of configurations that one thread goes through at a time. */
export type Piece = { type: 'chain'; segment: ChainSegment } | { type: 'recorded'; ensemble: Ensemble };

/** Where a chain stands after a piece; null for recorded configurations. */
export type PieceState = ChainSegment['state'];

/** Hands each configuration of a piece to `each`, in memory that is used again for the next one. */
export function eachConfiguration(piece: Piece, each: (spins: Spins, index: number) => void): PieceState {
  if (piece.type === 'chain') return runSegment(piece.segment, each);
  const { ensemble } = piece;
  const spins = new Uint8Array(ensemble.size ** 2);
  for (let index = 0; index < ensemble.count; index++) each(configuration(ensemble, index, spins), index);
  return null;
}

/** A part of the data that is independent of the others: a Markov chain, or a stretch of a recorded ensemble. */
export interface DataPart {
  use: 'training' | 'held-out';
  /** Index into the couplings. */
  stratum: number;
  configurations: number;
  /** Configurations of the same use and stratum in the parts before. */
  before: number;
}

/** Where configurations come from, cut into parts and pieces in a way that depends on the specification alone. */
export interface TrainingData {
  size: number;
  /** K of each stratum; null where it is not known. */
  couplings: readonly (number | null)[];
  parts: readonly DataPart[];
  /** Configurations in one piece. */
  perPiece: number;
  /** The piece that follows `done` configurations of a part. */
  piece(part: number, done: number, state: PieceState): Piece;
}

/** Parts of training and held-out data over all strata: enough for errors from their scatter. */
export interface PartCounts {
  training: number;
  heldOut: number;
}

/** As many as memory for their counts allows. */
export function partCounts(model: UpscalerModelSpec): PartCounts {
  if (model.type === 'sequential') return { training: 16, heldOut: 4 };
  return model.size === 9 ? { training: 8, heldOut: 4 } : { training: 32, heldOut: 8 };
}

/** Sweeps from a random start before the first configuration counts, many autocorrelation times of Swendsen–Wang at any K. */
const warmUp = 300;
/** Sets the length of a piece, so that a pause does not wait for long. */
const pieceNanoseconds = 2.5e8;
const sweepNanoseconds = 12;
const countingNanoseconds = 50;

/** Chains at each coupling; training and held-out configurations come from different ones. A fifth as many again are held out. */
export function monteCarloData(
  { size, configurations, spacing }: MonteCarloData,
  couplings: readonly number[],
  seed: number,
  counts: PartCounts,
): TrainingData {
  const parts: DataPart[] = [];
  for (const use of ['training', 'held-out'] as const) {
    const total = Math.round((use === 'training' ? configurations : configurations / 5) / couplings.length);
    const wanted = use === 'training' ? counts.training : counts.heldOut;
    const chains = Math.min(total, Math.max(2, Math.ceil(wanted / couplings.length)));
    for (let stratum = 0; stratum < couplings.length; stratum++)
      parts.push(...cut(use, stratum, total, chains));
  }
  return {
    size,
    couplings,
    parts,
    perPiece: pieceLength(size, spacing * sweepNanoseconds + countingNanoseconds),
    piece(part, done, state) {
      const { stratum, configurations: all } = parts[part];
      return {
        type: 'chain',
        segment: {
          size,
          coupling: couplings[stratum],
          algorithm: 'swendsen-wang',
          seed,
          chain: part,
          configurations: Math.min(this.perPiece, all - done),
          spacing,
          warmUp,
          start: 'random',
          state,
        },
      };
    },
  };
}

/** Configurations of one ensemble in the order of their recording; the last sixth is held out. */
export function recordedData(ensemble: Ensemble, coupling: number | null, counts: PartCounts): TrainingData {
  const { size, count } = ensemble;
  const kept = count - Math.max(1, Math.floor(count / 6));
  const border = kept * packedBytes(size);
  return ensembleData(
    {
      training: { size, count: kept, packed: ensemble.packed.subarray(0, border) },
      heldOut: { size, count: count - kept, packed: ensemble.packed.subarray(border) },
    },
    coupling,
    counts,
  );
}

/** Configurations that are there, to train on and to hold out. */
export function ensembleData(
  ensembles: { training: Ensemble; heldOut: Ensemble },
  coupling: number | null,
  counts: PartCounts,
): TrainingData {
  const { training, heldOut } = ensembles;
  const { size } = training;
  const parts = [
    ...cut('training', 0, training.count, Math.min(counts.training, training.count)),
    ...cut('held-out', 0, heldOut.count, Math.min(counts.heldOut, heldOut.count)),
  ];
  const bytes = packedBytes(size);
  return {
    size,
    couplings: [coupling],
    parts,
    perPiece: pieceLength(size, countingNanoseconds),
    piece(part, done) {
      const { use, before, configurations } = parts[part];
      const { packed } = use === 'training' ? training : heldOut;
      const first = before + done;
      const count = Math.min(this.perPiece, configurations - done);
      const own = packed.slice(first * bytes, (first + count) * bytes);
      return { type: 'recorded', ensemble: { size, count, packed: own } };
    },
  };
}

/** `total` configurations in `count` parts of nearly equal length. */
function cut(use: DataPart['use'], stratum: number, total: number, count: number): DataPart[] {
  return Array.from({ length: count }, (_, i) => {
    const before = Math.floor((i * total) / count);
    return { use, stratum, configurations: Math.floor(((i + 1) * total) / count) - before, before };
  });
}

function pieceLength(size: number, nanosecondsPerSpin: number): number {
  return Math.max(1, Math.floor(pieceNanoseconds / (size * size * nanosecondsPerSpin)));
}
