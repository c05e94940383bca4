import { operatorsOf, type PlaquetteOperator } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { blockMajority } from '../../../physics/ising/blocking.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import { interleavedMedians } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import { emptyOperatorSums, operatorSums, PlaquetteHistogram } from '../rsrg/plaquettes.ts';

/** The lattices of the flow 128, 64, … 8. */
const largest = 128;
const levels = 5;
/** Times the direct products that the histogram must be faster. */
const fewestTimes = 100;
const rounds = { quick: 5, normal: 11, full: 31 };

/** All products of spins on the levels of one configuration: by plaquette histogram and Walsh–Hadamard against summing them one by one. */
export async function rsrgRows(context: ProofContext): Promise<BenchmarkRow[]> {
  const lattices = flow(new RandomStream(context.seed, 'benchmark: RSRG'));
  const histograms = lattices.map(({ size }) => new PlaquetteHistogram(size));
  const sums = emptyOperatorSums();
  const operators = [...operatorsOf('paper', 'odd'), ...operatorsOf('paper', 'even')];
  const times = interleavedMedians(
    {
      histogram: {
        run: () => {
          for (const [i, { spins }] of lattices.entries()) operatorSums(histograms[i].count(spins), sums);
        },
        repeat: 200,
      },
      direct: {
        run: () => lattices.map(({ size, spins }) => directProducts(spins, size, operators)),
      },
    },
    rounds[context.level],
    (fraction) => context.progress(fraction, 'timing the operators of the RSRG'),
  );
  const ratio = times.direct / times.histogram;
  return [
    {
      id: 'inverse-rg.rsrg.ratio',
      measured: ratio,
      unit: 'direct products / histogram and Walsh–Hadamard',
      reference: fewestTimes,
      pass: ratio >= fewestTimes,
      detail: `${levels} levels from L = ${largest}: ${microseconds(times.histogram)} for all 85 operators against ${microseconds(times.direct)} for the paper's ${operators.length}, each in one orientation`,
    },
  ];
}

const microseconds = (milliseconds: number) => `${(1000 * milliseconds).toPrecision(3)} µs`;

/** Independent spins and what blocking makes of them: how long sums take does not depend on the spins. */
function flow(random: RandomStream): { size: number; spins: Spins }[] {
  const lattices = [
    { size: largest, spins: Uint8Array.from({ length: largest ** 2 }, () => random.bits() >>> 31) },
  ];
  while (lattices.length < levels) {
    const { size, spins } = lattices[lattices.length - 1];
    const coarse = new Uint8Array(spins.length / 4);
    blockMajority(spins, size, random, coarse);
    lattices.push({ size: size / 2, spins: coarse });
  }
  return lattices;
}

/** Every product of every operator, one after the other, with wrapped neighbours looked up in a table. */
export function directProducts(
  spins: Spins,
  size: number,
  operators: readonly PlaquetteOperator[],
): Float64Array {
  const signs = Int8Array.from(spins, (spin) => 2 * spin - 1);
  const wrapped = Int32Array.from({ length: size + 2 }, (_, i) => i % size);
  return Float64Array.from(operators, ({ orientations }) => {
    let sum = 0;
    for (const mask of orientations) sum += sumOfProducts(signs, size, wrapped, mask);
    return sum;
  });
}

function sumOfProducts(signs: Int8Array, size: number, wrapped: Int32Array, mask: number): number {
  const bits = Array.from({ length: 9 }, (_, bit) => bit).filter((bit) => (mask >> bit) & 1);
  const down = Int32Array.from(bits, (bit) => bit % 3);
  const right = Int32Array.from(bits, (bit) => Math.floor(bit / 3));
  const rows = new Int32Array(bits.length);
  let sum = 0;
  for (let y = 0; y < size; y++) {
    for (let i = 0; i < rows.length; i++) rows[i] = wrapped[y + down[i]] * size;
    for (let x = 0; x < size; x++) {
      let product = 1;
      for (let i = 0; i < rows.length; i++) product *= signs[rows[i] + wrapped[x + right[i]]];
      sum += product;
    }
  }
  return sum;
}
