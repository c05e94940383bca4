import { schemaOf } from '../../../../preload/contract/index.ts';
import { chooseBackend } from '../../../compute/backends/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { interleavedMedians } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import { FlowTape, type FlowSettings } from '../moderator/flow.ts';
import { MonotoneNetwork, type MonotoneShape } from '../moderator/network.ts';
import { createCouplingSampler } from '../moderator/sampler.ts';
import { tensorGradient } from './tensor-gradient.ts';

const shape: MonotoneShape = { couplings: 1, widths: [24, 24], layerNorm: false };
const flow: FlowSettings = { solver: 'rk4', steps: 2 };
const batch = 64;
/** The moderator's share of a training step of 15 ms. */
const longestMilliseconds = 5;
/** Times the double gradients of tensors that gradients by hand must be faster. */
const fewestTimes = 10;
const rounds = { quick: 7, normal: 15, full: 31 };

/** What the moderator takes of a training step of A1: a gradient through the flow, beside double gradients of tensors, and new teachers. */
export async function moderatorRows(context: ProofContext): Promise<BenchmarkRow[]> {
  const random = new RandomStream(context.seed, 'benchmark: moderator');
  const network = MonotoneNetwork.initial(shape, random);
  const { proposals } = schemaOf['mlrg-training'].parse({ kind: 'mlrg-training', proposals: { batch } });
  const { reach, spread } = proposals;
  const start = Float64Array.from({ length: batch }, () => random.between(0, reach));
  const upstream = new Float64Array(batch).fill(1);
  const tape = new FlowTape(network, flow);
  const gradient = new Float64Array(network.parameters.length);
  const sampler = createCouplingSampler({ couplings: 1, batch, reach, spread, proposals, random });
  const { name, tf } = await chooseBackend();
  const times = interleavedMedians(
    {
      flow: {
        run: () => {
          tape.forward(start);
          tape.backward(upstream, 1, gradient);
        },
        repeat: 40,
      },
      sampler: { run: () => sampler.sample(network, proposals.inverseTemperature), repeat: 20 },
      tensors: { run: () => tensorGradient(tf, network, start) },
    },
    rounds[context.level],
    (fraction) => context.progress(fraction, 'timing the monotone network'),
  );
  const both = times.flow + times.sampler;
  const ratio = times.tensors / times.flow;
  return [
    {
      id: 'mlrg.moderator.step',
      measured: both,
      unit: 'ms',
      reference: longestMilliseconds,
      pass: both <= longestMilliseconds,
      detail: `${batch} teachers of A1, widths 24-24: ${times.flow.toPrecision(2)} ms through RK4 × 2 and back, ${times.sampler.toPrecision(2)} ms for HMC with ${proposals.replicas} replicas of ${proposals.leapfrogSteps} steps`,
    },
    {
      id: 'mlrg.moderator.ratio',
      measured: ratio,
      unit: 'double gradients of tensors / by hand',
      reference: fewestTimes,
      pass: ratio >= fewestTimes,
      detail: `the same gradient through RK4 × 2: tfjs (${name}, single precision) ${times.tensors.toPrecision(3)} ms`,
    },
  ];
}
