import type { SequentialTables } from '../upscaler.ts';
import { ownBit } from '../windows.ts';
import { passOffsets } from './sequential-counter.ts';
import type { WeightedCounts } from './weighted-counts.ts';

/** One of the four passes of sequential sampling, its neighbourhood relative to the block spin (windows.ts without the own bit). */
interface Pass {
  name: keyof SequentialTables;
  /** Bits of the neighbourhood. */
  bits: number;
  /** Bit of the own block in the table's pattern. */
  own: number;
  /** Where each bit goes in the mirror that leaves the pixel's place and those of its neighbours as they are. */
  mirror: number[];
  /** Coarser neighbourhoods, finest first: masks of the bits that are kept. */
  coarser: number[];
  /** Whether the majority rule leaves no choice: two pixels of the block are against it already. */
  forced(neighbourhood: number): boolean;
}

/** Weight of the coarser neighbourhood's probability beside the counts of a finer one, in pixels. */
const priorPixels = 16;
/** Largest single-precision number below one: only what is forced is certain. */
const almostOne = 1 - 2 ** -24;

const bit = (index: number) => 1 << index;
const mask = (bits: readonly number[]) => bits.reduce((all, index) => all | bit(index), 0);
/** Place among the bits without the own block's. */
const block4 = (i: number, j: number) => 4 * i + j - Number(4 * i + j > ownBit(4));
const block3 = (i: number, j: number) => 3 * i + j - Number(3 * i + j > 4);
/** First bit of fine spins, after the eight other blocks. */
const fine = 8;
const fineBits = [fine, fine + 1, fine + 2, fine + 3];

/** Blocks of an n×n window but the own one, in the order of their bits. */
function others(n: number, own: number): [number, number][] {
  const blocks: [number, number][] = [];
  for (let block = 0; block < n * n; block++) {
    if (block !== own) blocks.push([Math.floor(block / n), block % n]);
  }
  return blocks;
}

const transposed3 = others(3, 4).map(([i, j]) => block3(j, i));
const antiTransposed3 = others(3, 4).map(([i, j]) => block3(2 - j, 2 - i));

const passes: readonly Pass[] = [
  {
    name: 'a',
    bits: 15,
    own: ownBit(4),
    mirror: others(4, ownBit(4)).map(([i, j]) => block4(j, i)),
    coarser: [
      mask(others(4, ownBit(4)).flatMap(([i, j]) => (i > 0 && j > 0 ? [block4(i, j)] : []))),
      mask([block4(1, 1), block4(1, 2), block4(2, 1)]),
      0,
    ],
    forced: () => false,
  },
  {
    // At (1, 1); of its A's only the first, up left, is in its block.
    name: 'd',
    bits: 12,
    own: 4,
    mirror: [...transposed3, fine, fine + 2, fine + 1, fine + 3],
    coarser: [mask([block3(1, 2), block3(2, 1), block3(2, 2), ...fineBits]), mask(fineBits), bit(fine)],
    forced: () => false,
  },
  {
    // At (1, 0); up and right are in its block.
    name: 'c',
    bits: 12,
    own: 4,
    mirror: [...antiTransposed3, fine + 3, fine + 2, fine + 1, fine],
    coarser: [
      mask([block3(1, 0), block3(2, 1), block3(2, 0), ...fineBits]),
      mask(fineBits),
      mask([fine, fine + 3]),
    ],
    forced: (neighbourhood) => (neighbourhood & mask([fine, fine + 3])) === 0,
  },
  {
    // At (0, 1); down, left and C are in its block.
    name: 'b',
    bits: 13,
    own: 4,
    mirror: [...antiTransposed3, fine + 3, fine + 2, fine + 1, fine, fine + 4],
    coarser: [
      mask([block3(0, 1), block3(1, 2), block3(0, 2), ...fineBits, fine + 4]),
      mask([...fineBits, fine + 4]),
      mask([fine + 1, fine + 2, fine + 4]),
    ],
    forced(neighbourhood) {
      const along = [fine + 1, fine + 2, fine + 4].filter((index) => neighbourhood & bit(index));
      return along.length < 2;
    },
  },
];

/**
 * Conditional probabilities of the four passes from counts, with the symmetries that the scanning order leaves: a global flip and one
 * mirror. Rare neighbourhoods lean on coarser ones, so nothing is certain but what the majority rule forces.
 */
export function sequentialTables(counts: WeightedCounts): SequentialTables {
  const tables: SequentialTables = {
    a: new Float32Array(2 ** 16),
    d: new Float32Array(2 ** 13),
    c: new Float32Array(2 ** 13),
    b: new Float32Array(2 ** 14),
  };
  for (const pass of passes) {
    const along = alongProbabilities(pass, countsOf(pass, counts));
    const { own, bits } = pass;
    const all = 2 ** bits - 1;
    const table = tables[pass.name];
    for (let pattern = 0; pattern < table.length; pattern++) {
      const neighbourhood = (pattern & (bit(own) - 1)) | ((pattern >> (own + 1)) << own);
      const up = pattern & bit(own);
      table[pattern] = up ? along[neighbourhood] : 1 - along[neighbourhood ^ all];
    }
  }
  return tables;
}

/** −ln U(σ|μ) per pixel of counted configurations under such tables, in nats. */
export function sequentialLoss(tables: SequentialTables, { sums }: WeightedCounts): number {
  let loss = 0;
  let pixels = 0;
  for (const { name, bits, own } of passes) {
    const first = passOffsets[name];
    for (let neighbourhood = 0; neighbourhood < 2 ** bits; neighbourhood++) {
      const against = sums[2 * (first + neighbourhood)];
      const along = sums[2 * (first + neighbourhood) + 1];
      if (against + along === 0) continue;
      const low = neighbourhood & (bit(own) - 1);
      const p = tables[name][low | bit(own) | ((neighbourhood >> own) << (own + 1))];
      if (along > 0) loss -= along * Math.log(p);
      if (against > 0) loss -= against * Math.log1p(-p);
      pixels += against + along;
    }
  }
  // Every pixel is counted in all four passes and drawn in one.
  return loss / pixels;
}

/** Free probabilities of the four tables: neighbourhoods modulo the symmetries, without the forced ones. */
export const sequentialParameters = passes.reduce((sum, pass) => {
  for (let neighbourhood = 0; neighbourhood < 2 ** pass.bits; neighbourhood++) {
    if (!pass.forced(neighbourhood) && mirrored(pass, neighbourhood) >= neighbourhood) sum++;
  }
  return sum;
}, 0);

/** Pixels against and along, [2 · 2^bits], both mirror images together; weighted ones in units of an effective pixel. */
function countsOf(pass: Pass, { sums, weight, squaredWeight }: WeightedCounts): Float64Array {
  const first = 2 * passOffsets[pass.name];
  const unit = weight > 0 ? weight / squaredWeight : 0;
  const counts = new Float64Array(2 ** (pass.bits + 1));
  for (let neighbourhood = 0; neighbourhood < 2 ** pass.bits; neighbourhood++) {
    const image = mirrored(pass, neighbourhood);
    for (const side of [0, 1]) {
      counts[2 * neighbourhood + side] =
        unit *
        (image === neighbourhood
          ? sums[first + 2 * neighbourhood + side]
          : sums[first + 2 * neighbourhood + side] + sums[first + 2 * image + side]);
    }
  }
  return counts;
}

/** Probability that the pixel is along its block spin for each neighbourhood. */
function alongProbabilities(pass: Pass, counts: Float64Array): Float64Array {
  const size = 2 ** pass.bits;
  let parent = new Float64Array(size).fill(0.5);
  for (const kept of [...pass.coarser.toReversed(), size - 1]) {
    const sums = new Float64Array(2 * size);
    for (let neighbourhood = 0; neighbourhood < size; neighbourhood++) {
      sums[2 * (neighbourhood & kept)] += counts[2 * neighbourhood];
      sums[2 * (neighbourhood & kept) + 1] += counts[2 * neighbourhood + 1];
    }
    parent = parent.map((prior, neighbourhood) => {
      if (pass.forced(neighbourhood)) return 1;
      const [against, along] = sums.subarray(2 * (neighbourhood & kept));
      return (along + priorPixels * prior) / (against + along + priorPixels);
    });
  }
  return parent.map((p, neighbourhood) =>
    pass.forced(neighbourhood) ? 1 : Math.min(almostOne, Math.max(1 - almostOne, p)),
  );
}

function mirrored({ mirror }: Pass, neighbourhood: number): number {
  let image = 0;
  for (let index = 0; index < mirror.length; index++) {
    if ((neighbourhood >> index) & 1) image |= bit(mirror[index]);
  }
  return image;
}
