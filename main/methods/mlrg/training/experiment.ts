import type { ExperimentKind, Snapshot } from '../../context.ts';
import { Stopwatch } from '../../stopwatch.ts';
import { MonotoneNetwork } from '../moderator/network.ts';
import { couplingSpace } from '../symmetry/space.ts';
import { bareAxis, bareCurves, bareFrames } from './bare-axis.ts';
import type { ChunkInput, ChunkOutput } from './chunk-task.ts';
import { DivergenceRecord } from './divergence-record.ts';
import { joinStates, splitStates } from './joined-states.ts';
import { writeOutcome } from './outcome.ts';
import { shapeOf } from './trainer.ts';

/** Seconds of work between two looks at what the user wants; the length of a chunk changes no numbers. */
const chunkSeconds = 0.4;

/** Trains RG monotone networks, several side by side, on teachers that they propose themselves. */
export const mlrgTraining: ExperimentKind<'mlrg-training'> = {
  kind: 'mlrg-training',
  title: 'MLRG training',
  description:
    'Learns the RG monotone C(J) whose gradient flow takes couplings to those of the coarser lattice.',
  lane: 'batch',
  async run(context) {
    const { spec } = context;
    const space = couplingSpace(spec.symmetry);
    const shape = shapeOf(spec, space);
    const axis = bareAxis(spec.proposals.reach);
    const numbers = Array.from({ length: spec.members }, (_, k) => k);
    const records = numbers.map(() => new DivergenceRecord(spec.steps));
    const saved = context.restore();
    const stopwatch = new Stopwatch(saved);
    let states: (Snapshot | null)[] = numbers.map(() => null);
    let step = 0;
    if (saved) {
      step = Number(saved.values.step);
      if (step > 0) states = splitStates(saved);
      for (const k of numbers) records[k].restore((saved.values.records as number[][])[k]);
    }
    const snapshot = () => {
      const joined = joinStates(states.filter((state) => state !== null));
      const values = { ...joined.values, step, records: records.map((record) => record.state()) };
      return stopwatch.stamp({ arrays: joined.arrays, values });
    };
    const networks = () =>
      states.map(
        (state) => new MonotoneNetwork(shape, (state as Snapshot).arrays.parameters.data as Float64Array),
      );
    const report = (chunks: readonly ChunkOutput[]) => {
      for (const [k, { bits, critical }] of chunks.entries()) {
        for (const [i, value] of bits.entries()) {
          const mean = records[k].add(step + i + 1, value);
          if (mean !== null) context.metric(`divergence: member ${k + 1}`, step + i + 1, mean);
        }
        for (const { step: at, value } of critical) {
          if (!Number.isNaN(value)) context.metric(`critical coupling: member ${k + 1}`, at, value);
        }
      }
    };

    context.progress(step / spec.steps, 'training');
    let length = 1;
    while (step < spec.steps) {
      await context.breathe(snapshot);
      const until = Math.min(spec.steps, step + length);
      const chunks = await context.pool.map<ChunkInput, ChunkOutput>(
        'mlrg.train',
        numbers.map((member) => ({ spec, member, state: states[member], until })),
      );
      report(chunks);
      states = chunks.map(({ state }) => state);
      const secondsPerStep = Math.max(...chunks.map(({ seconds }) => seconds)) / (until - step);
      length = Math.max(1, Math.min(4 * length, Math.floor(chunkSeconds / secondsPerStep)));
      step = until;
      context.frame(bareFrames(networks().map((network) => bareCurves(network, axis))));
      context.progress(step / spec.steps, `step ${step} of ${spec.steps}`);
    }
    await context.breathe(snapshot);
    await writeOutcome(
      context,
      space,
      networks(),
      records.map((record) => record.final),
      () => stopwatch.seconds,
    );
  },
};
