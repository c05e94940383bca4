import type { Snapshot } from '../../context.ts';

/** The states of several trainings as one snapshot. */
export function joinStates(states: readonly Snapshot[]): Snapshot {
  return {
    arrays: Object.fromEntries(
      states.flatMap(({ arrays }, k) =>
        Object.entries(arrays).map(([name, array]) => [`${k}-${name}`, array]),
      ),
    ),
    values: { members: states.map(({ values }) => values) },
  };
}

/** The parts of a joined snapshot. */
export function splitStates({ arrays, values }: Snapshot): Snapshot[] {
  return (values.members as Record<string, unknown>[]).map((member, k) => ({
    arrays: Object.fromEntries(
      Object.entries(arrays).flatMap(([name, array]) =>
        name.startsWith(`${k}-`) ? [[name.slice(`${k}-`.length), array]] : [],
      ),
    ),
    values: member,
  }));
}
