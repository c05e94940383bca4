import { RandomStream } from '../../main/compute/random.ts';
import { atMost, counted, shown } from '../../main/methods/checks.ts';
import type { Check, ProofContext } from '../../main/methods/proof.ts';
import { inFolder } from './folders.ts';
import { onlook } from './hosts/onlooking.ts';
import { roundTrips, tamper } from './hosts/packing.ts';
import { competingPairs } from './hosts/pair.ts';

const counts = {
  quick: { pairs: 4, archives: 120, trips: 8 },
  normal: { pairs: 40, archives: 1000, trips: 100 },
  full: { pairs: 1000, archives: 50_000, trips: 3000 },
} as const;

/** Two workbenches on one workspace, and runs that travel between workspaces. */
export async function hostsChecks({ level, seed, progress }: ProofContext): Promise<Check[]> {
  const { pairs, archives, trips } = counts[level];
  progress(0, 'opening one workspace twice');
  const second = await inFolder((folder) =>
    competingPairs(folder, pairs, (fraction) => progress(0.6 * fraction, 'opening one workspace twice')),
  );
  const looking = await inFolder(onlook);
  progress(0.65, 'packing and unpacking');
  const trip = await inFolder((folder) => roundTrips(folder, trips, new RandomStream(seed, 'packed runs')));
  progress(0.75, 'damaging packed runs');
  const damage = await inFolder((folder) =>
    tamper(folder, archives, new RandomStream(seed, 'damaged archives')),
  );
  progress(1, 'done');
  return [
    counted(
      'hosts.second',
      second.well,
      second.trials,
      'opened in one moment, every third after a kill: one has it, the other names it',
    ),
    counted(
      'hosts.refused',
      looking.refused,
      looking.changing,
      'calls that change the workspace, in the workbench that does not hold it',
    ),
    counted('hosts.answered', looking.answered, looking.looking, 'calls that only look, there'),
    atMost('hosts.writes', looking.changedFiles.length, 0, 'files of the workspace that it changed'),
    counted('packing.roundTrip', trip, trips, 'random runs packed and unpacked: every file as it was'),
    counted(
      'packing.tampered',
      damage.refused + damage.harmless,
      damage.trials,
      'refused, or every file as it was',
    ),
    shown('packing.refused', damage.refused, 'of them, refused in words'),
  ];
}
