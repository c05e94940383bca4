import { criticalCoupling, samplingAlgorithms } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { createSampler, type SamplerOptions } from '../../../physics/ising/samplers.ts';
import { swendsenWangSweep } from '../../../physics/ising/swendsen-wang-plain.ts';
import { interleavedMedians, type Timed } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';

const sizes = [16, 64, 256] as const;
/** Lattice of the other algorithms. */
const comparedSize = 64;
const rounds = { quick: 5, normal: 15, full: 41 };
/** Spin updates per turn: some 10 ms. */
const updates = 1e6;
/** What packing has to gain where rows fill words, and the time per spin it may take. */
const fewestTimes = 2;
const longestNanoseconds = 10;

/** Sweeps at K_c: packed Swendsen–Wang against the plain one in turns, and the other algorithms beside. */
export function monteCarloRows({ level, seed, progress }: ProofContext): Promise<BenchmarkRow[]> {
  const contestants: Record<string, Timed> = {};
  for (const size of sizes) {
    contestants[`packed ${size}`] = sampled('swendsen-wang', size, seed);
    contestants[`plain ${size}`] = plain(size, seed);
  }
  const others = samplingAlgorithms.filter((algorithm) => algorithm !== 'swendsen-wang');
  for (const algorithm of others) contestants[algorithm] = sampled(algorithm, comparedSize, seed);
  const milliseconds = interleavedMedians(contestants, rounds[level], (fraction) =>
    progress(fraction, 'timing Monte Carlo sweeps'),
  );
  const perSpin = (name: string, size: number) => (1e6 * milliseconds[name]) / (size * size);

  const rows = sizes.flatMap((size): BenchmarkRow[] => {
    const [packed, bytes] = [perSpin(`packed ${size}`, size), perSpin(`plain ${size}`, size)];
    const claimed = size >= 32;
    return [
      {
        id: `inverse-rg.swendsen-wang.L${size}.ratio`,
        measured: bytes / packed,
        unit: 'plain / packed',
        reference: claimed ? fewestTimes : 'shown only',
        pass: claimed ? bytes / packed >= fewestTimes : null,
        detail: `a sweep at K_c, ${packed.toPrecision(3)} against ${bytes.toPrecision(3)} ns per spin`,
      },
      {
        id: `inverse-rg.swendsen-wang.L${size}.spin`,
        measured: packed,
        unit: 'ns per spin',
        reference: claimed ? longestNanoseconds : 'shown only',
        pass: claimed ? packed <= longestNanoseconds : null,
        detail: 'processor time of a packed sweep at K_c, one core',
      },
    ];
  });
  for (const algorithm of others) {
    rows.push({
      id: `inverse-rg.${algorithm}.L${comparedSize}.spin`,
      measured: perSpin(algorithm, comparedSize),
      unit: 'ns per spin',
      reference: 'shown only',
      pass: null,
      detail: 'processor time of a sweep at K_c, one core',
    });
  }
  return Promise.resolve(rows);
}

const repeat = (size: number) => Math.ceil(updates / (size * size));

function sampled(algorithm: SamplerOptions['algorithm'], size: number, seed: number): Timed {
  const random = new RandomStream(seed, `benchmark: ${algorithm} ${size}`);
  const sampler = createSampler({ algorithm, size, coupling: criticalCoupling, start: 'random', random });
  // Equilibrated by clusters: domains are what a sweep has to work on.
  const clusters = createSampler({
    algorithm: 'swendsen-wang',
    size,
    coupling: criticalCoupling,
    start: 'random',
    random,
  });
  for (let i = 0; i < 100; i++) clusters.sweep();
  sampler.load(clusters.read(new Uint8Array(size * size)));
  return { run: () => sampler.sweep(), repeat: repeat(size) };
}

function plain(size: number, seed: number): Timed {
  const random = new RandomStream(seed, `benchmark: plain ${size}`);
  const spins = new Uint8Array(size * size).fill(1);
  const parent = new Int32Array(size * size);
  const run = () => swendsenWangSweep(spins, size, criticalCoupling, random, parent);
  for (let i = 0; i < 100; i++) run();
  return { run, repeat: repeat(size) };
}
