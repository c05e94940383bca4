import type { ExperimentKind } from '../../context.ts';
import { Stopwatch } from '../../stopwatch.ts';
import { couplingSpace } from '../symmetry/space.ts';
import { bareAxis, bareCurves, bareFrames } from './bare-axis.ts';
import { TrainingMembers } from './members.ts';
import { writeOutcome } from './outcome.ts';

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
    const axis = bareAxis(spec.proposals.reach);
    const members = new TrainingMembers(spec, space);
    const saved = context.restore();
    const stopwatch = new Stopwatch(saved);
    if (saved) members.restore(saved);
    const snapshot = () => stopwatch.stamp(members.snapshot());

    context.progress(members.step / spec.steps, 'training');
    while (members.step < spec.steps) {
      await context.breathe(snapshot);
      const { bits, critical } = await members.advance(context.pool);
      for (const { member, step, value } of bits) {
        context.metric(`divergence: member ${member + 1}`, step, value);
      }
      for (const { member, step, value } of critical) {
        context.metric(`critical coupling: member ${member + 1}`, step, value);
      }
      context.frame(bareFrames(members.networks.map((network) => bareCurves(network, axis))));
      context.progress(members.step / spec.steps, `step ${members.step} of ${spec.steps}`);
    }
    await context.breathe(snapshot);
    await writeOutcome(context, space, members, () => stopwatch.seconds);
  },
};
