import { schemaOf, type MlrgTrainingSpec } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { interleavedMedians, type Timed } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { FlowTape } from '../moderator/flow.ts';
import { MonotoneNetwork } from '../moderator/network.ts';
import { createCouplingSampler } from '../moderator/sampler.ts';
import { couplingSpace } from '../symmetry/space.ts';
import { enumerationOf } from '../training/enumerations.ts';
import { ExactLesson } from '../training/exact-lesson.ts';
import { shapeOf, Trainer } from '../training/trainer.ts';

const rounds = { quick: 2, normal: 9, full: 25 } as const;
/** Steps of one turn: processor time is counted in ticks of milliseconds. */
const repeat = 40;
const longestMilliseconds = 15;
const spins = ['A1', 'A1+E'] as const;

/**
 * Processor time of a training step as documents have it by default (batch 64, four replicas, RK4 with two steps), what its parts take of it,
 * and the same step with sampled gradients.
 */
export function trainingRows({ level, seed, progress }: ProofContext): Promise<BenchmarkRow[]> {
  const rows = spins.flatMap((spin, i) => {
    const report = (fraction: number) =>
      progress((i + fraction) / spins.length, `timing training steps of ${spin}`);
    return stepRows(spin, seed, rounds[level], report);
  });
  return Promise.resolve(rows);
}

function stepRows(
  spin: (typeof spins)[number],
  seed: number,
  turns: number,
  progress: (fraction: number) => void,
): BenchmarkRow[] {
  const exact = specOf({ spin, gradient: { type: 'exact' } });
  const sampled = specOf({ spin, gradient: { type: 'contrastive' } });
  const space = couplingSpace(exact.symmetry);
  const trainer = new Trainer(exact, space, seed);
  const contrastive = new Trainer(sampled, space, seed);
  const parts = partsOf(exact, space, seed);
  const times = interleavedMedians(
    {
      step: { run: () => trainer.advance(), repeat },
      contrastive: { run: () => contrastive.advance() },
      proposals: { run: parts.proposals, repeat },
      flow: { run: parts.flow, repeat },
      divergence: { run: parts.divergence, repeat },
    } satisfies Record<string, Timed>,
    turns,
    progress,
  );
  const share = (part: 'proposals' | 'flow' | 'divergence', detail: string): BenchmarkRow => ({
    id: `mlrg.training.${spin}.${part}`,
    measured: (100 * times[part]) / times.step,
    unit: '%',
    reference: 'shown',
    pass: null,
    detail: `${detail}: ${times[part].toFixed(2)} ms of a step`,
  });
  const promised = spin === 'A1';
  const { samples, gibbsSteps, divergenceSteps } = sampled.gradient as Contrastive;
  return [
    {
      id: `mlrg.training.${spin}.step`,
      measured: times.step,
      unit: 'ms',
      reference: promised ? longestMilliseconds : 'shown',
      pass: promised ? times.step < longestMilliseconds : null,
      detail: 'processor time; batch 64, RK4 with two steps, exact gradient, four replicas',
    },
    share('proposals', 'Hamiltonian Monte Carlo and replica exchange'),
    share('flow', 'forward through the flow and back into the parameters'),
    share('divergence', 'enumeration of teachers and students'),
    {
      id: `mlrg.training.${spin}.contrastive`,
      measured: times.contrastive / times.step,
      unit: 'times the exact step',
      reference: 'shown',
      pass: null,
      detail: `${times.contrastive.toFixed(0)} ms; ${samples} samples, ${gibbsSteps} sweeps, CD-${divergenceSteps}`,
    },
  ];
}

type Contrastive = Extract<MlrgTrainingSpec['gradient'], { type: 'contrastive' }>;

function specOf({ spin, gradient }: { spin: string; gradient: { type: string } }): MlrgTrainingSpec {
  // So many steps that all that are timed are at the beginning of the schedule.
  return schemaOf['mlrg-training'].parse({
    kind: 'mlrg-training',
    symmetry: { spin },
    gradient:
      gradient.type === 'exact'
        ? gradient
        : { samples: 1000, gibbsSteps: 30, divergenceSteps: 5, ...gradient },
    steps: 1_000_000,
  });
}

/** The pieces that a training step is made of, each on its own. */
function partsOf(
  spec: MlrgTrainingSpec,
  space: CouplingSpace,
  seed: number,
): Record<'proposals' | 'flow' | 'divergence', () => unknown> {
  const { proposals } = spec;
  const { batch, reach, spread, inverseTemperature } = proposals;
  const couplings = space.couplings.length;
  const random = new RandomStream(seed, 'bench');
  const network = MonotoneNetwork.initial(shapeOf(spec, space), random);
  const sampler = createCouplingSampler({ couplings, batch, reach, spread, proposals, random });
  const teachers = sampler.sample(network, 0).slice();
  const tape = new FlowTape(network, spec.flow);
  const students = tape.forward(teachers).slice();
  const upstream = Float64Array.from(students, () => random.normal());
  const gradient = new Float64Array(network.parameters.length);
  const lesson = new ExactLesson(enumerationOf(space));
  const slope = new Float64Array(couplings);
  return {
    proposals: () => sampler.sample(network, inverseTemperature / 2),
    flow: () => {
      tape.forward(teachers);
      return tape.backward(upstream, 1 / batch, gradient);
    },
    divergence: () => {
      for (let first = 0; first < teachers.length; first += couplings) {
        lesson.compare(
          teachers.subarray(first, first + couplings),
          students.subarray(first, first + couplings),
          slope,
        );
      }
    },
  };
}
