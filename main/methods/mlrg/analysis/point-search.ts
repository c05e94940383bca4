import type { FixedPoint, Phase } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { longestRow } from '../tensor/row.ts';
import { distinctPoints, type PointReading } from './fixed-points.ts';
import { bareCouplings } from '../coupling-space.ts';
import { isInfinite, legDimension } from './flow-paths.ts';
import { distance, norm } from './jacobian.ts';
import type { MapOrder } from './maps.ts';
import type { Scan } from './scan.ts';
import { estimateOver, standardDeviation } from '../spread.ts';
import type { Study } from './study.ts';

/** RG steps that finding one fixed point costs, about; a Jacobian counts as one. */
const newtonSteps = 40;
/** The same for everything read off it. */
const readingSteps = 5;
/** A training has the mean's fixed point when it finds one within this distance, relative to 1 + |J*|. */
const nearby = 0.3;
/** Random starts lie within this of zero in all couplings but J0. */
const reach = 1;

/** A fixed point with the leading direction of its linearisation. */
export interface FoundPoint {
  point: FixedPoint;
  direction: number[];
}

/** Fixed points by Newton from the critical flow, the ends of the scan and random starts, with everything read off them. */
export async function fixedPoints(study: Study, scan: Scan, critical: number | null): Promise<FoundPoint[]> {
  const starts = await startingPoints(study, scan, critical);
  const found = await search(study, 'fixed points', [study.map], starts);
  const points: (number[] | null)[] = distinctPoints(found[0], !study.learned);
  // The exact map has a fixed point at J = 0 that Newton's method cannot see.
  if (!study.learned) points.unshift(null);
  const { row } = study.spec;
  const longest = longestRow(legDimension(study.space));
  if (row > longest) {
    study.notes.push(`Rows of more than ${longest} tensors have more than 65 536 states and are left out.`);
  }
  const readings = await study.solve(
    'readings',
    'reading',
    points.map((couplings) => ({ map: study.map, work: { couplings, row } })),
    readingSteps * study.seconds,
  );
  const members = await memberPoints(study, points);
  const names = namesOf(readings);
  tellOfInfinity(study, scan);
  for (const [i, own] of members.entries()) {
    const without = own.filter((member) => member === null).length;
    if (without > 0) {
      study.notes.push(
        `${without} of ${own.length} trainings have no fixed point near “${names[i]}” of their mean; they are not in its errors.`,
      );
    }
  }
  return points.map((couplings, i) => ({
    point: assemble(names[i], couplings ?? study.space.couplings.map(() => 0), readings[i], members[i]),
    direction: readings[i].direction,
  }));
}

/** The fixed points that each of the maps has from the same starts. */
async function search(
  study: Study,
  stage: string,
  maps: readonly MapOrder[],
  starts: readonly number[][],
): Promise<number[][][]> {
  // Exact steps may take seconds: start by start, so that the analysis can be paused in between.
  const slices = study.learned ? [[...starts]] : starts.map((start) => [start]);
  const { box } = study;
  const orders = maps.flatMap((map) => slices.map((slice) => ({ map, work: { starts: slice, box } })));
  const seconds = newtonSteps * study.seconds * slices[0].length;
  const found = await study.solve(stage, 'fixed-points', orders, seconds);
  return maps.map((_, i) => found.slice(i * slices.length, (i + 1) * slices.length).flat());
}

/** Where Newton's method starts from. */
async function startingPoints(study: Study, { paths }: Scan, critical: number | null): Promise<number[][]> {
  const { spec, space } = study;
  const starts = [paths[0], paths[paths.length - 1]]
    .map((path) => path.couplings[path.couplings.length - 1])
    .filter((end) => !isInfinite(Float64Array.from(end)));
  if (critical !== null) {
    // The flow from the critical bare coupling passes by the critical fixed point before it leaves: there it is slowest.
    const start = Array.from(bareCouplings(space, critical));
    const work = { starts: [start], steps: spec.flowSteps, bits: false };
    const seconds = spec.flowSteps * study.seconds;
    const [[path]] = await study.solve('critical flow', 'paths', [{ map: study.map, work }], seconds);
    starts.push(path.couplings[1], slowest(path.couplings));
  }
  const random = new RandomStream(spec.seed, 'mlrg analysis: starts');
  for (let i = 0; i < spec.restarts; i++) {
    starts.push(
      space.couplings.map((_, m) =>
        m === 0 ? random.between(0, spec.couplings.high) : random.between(-reach, reach),
      ),
    );
  }
  return starts;
}

/** The point of a path that its next step moves least. */
function slowest(couplings: readonly number[][]): number[] {
  const moves = couplings.slice(1).map((next, i) => distance(next, couplings[i]));
  return couplings[moves.indexOf(Math.min(...moves))];
}

interface MemberPoint {
  couplings: number[];
  reading: PointReading;
}

/** The same fixed points in every training, for the spread; [point][training], null where a training has none nearby. */
async function memberPoints(
  study: Study,
  points: readonly (number[] | null)[],
): Promise<(MemberPoint | null)[][]> {
  if (study.members.length < 2) return points.map(() => []);
  const { row } = study.spec;
  const all = points.filter((point) => point !== null);
  const found = await search(study, 'fixed points of the trainings', study.members, all);
  const same = all.flatMap((mean) => found.map((own) => nearest(own, mean)));
  const orders = same.flatMap((couplings, i) =>
    couplings ? [{ map: study.members[i % study.members.length], work: { couplings, row } }] : [],
  );
  const readings = await study.solve(
    'readings of the trainings',
    'reading',
    orders,
    readingSteps * study.seconds,
  );
  let next = 0;
  const members = same.map((couplings) => (couplings ? { couplings, reading: readings[next++] } : null));
  return all.map((_, i) => members.slice(i * study.members.length, (i + 1) * study.members.length));
}

/** The nearest of the points, unless that is too far away to be the same fixed point. */
function nearest(points: readonly number[][], mean: readonly number[]): number[] | null {
  const [first] = points.toSorted((a, b) => distance(a, mean) - distance(b, mean));
  return first !== undefined && distance(first, mean) <= nearby * (1 + norm(mean)) ? first : null;
}

/** By what they are: "paramagnet", "ferromagnet", "critical", with a number where there are several. */
function namesOf(readings: readonly PointReading[]): string[] {
  const kinds = readings.map((reading) => {
    if (reading.character === 'stable') return stableNames[reading.phase];
    const growing = reading.eigenvalues.filter(({ re, im }) => Math.hypot(re, im) > 1).length;
    return growing === 1 ? 'critical' : 'multicritical';
  });
  return kinds.map((kind, i) => {
    const alike = kinds.filter((other) => other === kind).length;
    return alike === 1 ? kind : `${kind} ${kinds.slice(0, i + 1).filter((other) => other === kind).length}`;
  });
}

const stableNames: Record<Phase, string> = {
  disordered: 'paramagnet',
  ordered: 'ferromagnet',
  undecided: 'stable',
};

function assemble(
  name: string,
  couplings: number[],
  reading: PointReading,
  members: readonly (MemberPoint | null)[],
): FixedPoint {
  const { direction: _, relevant, degeneracy, rows, ...rest } = reading;
  const present = members.filter((member) => member !== null);
  const of = (pick: (reading: PointReading) => number | null) => present.map(({ reading: own }) => pick(own));
  return {
    name,
    couplings,
    errors:
      present.length < 2
        ? null
        : couplings.map((_entry, m) => standardDeviation(present.map((member) => member.couplings[m])) ?? 0),
    ...rest,
    relevant:
      relevant === null
        ? null
        : estimateOver(
            relevant,
            of((own) => own.relevant),
          ),
    degeneracy: estimateOver(
      degeneracy,
      of((own) => own.degeneracy),
    ),
    rows: rows.map((row, i) => ({
      ...row,
      dimensions: row.dimensions.map(({ value }, k) =>
        estimateOver(
          value,
          of((own) => own.rows[i].dimensions[k]?.value ?? null),
        ),
      ),
      centralCharge:
        row.centralCharge &&
        estimateOver(
          row.centralCharge.value,
          of((own) => own.rows[i].centralCharge?.value ?? null),
        ),
    })),
  };
}

/** What Newton's method cannot find: the fixed point that the strongest couplings flow to. */
function tellOfInfinity(study: Study, { paths }: Scan): void {
  const last = paths[paths.length - 1];
  const end = last.couplings[last.couplings.length - 1];
  const before = last.couplings[last.couplings.length - 2];
  if (norm(end) > 1.2 * norm(before) || isInfinite(Float64Array.from(end))) {
    const degeneracy = last.degeneracy[last.degeneracy.length - 1];
    study.notes.push(
      `From J0 = ${study.spec.couplings.high} the couplings grow without bound: that fixed point lies at infinity, with Z = ${degeneracy.toFixed(3)}.`,
    );
  }
}
