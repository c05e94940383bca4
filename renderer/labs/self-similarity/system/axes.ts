import { axisRoles, type AxisRole, type HostError } from '../../../../preload/contract/index.ts';

/** Roles of axes as the import names them. */
export const roleOptions: readonly { value: AxisRole; title: string }[] = [
  { value: 'run', title: 'run' },
  { value: 'time', title: 'time' },
  { value: 'field', title: 'field' },
  { value: 'y', title: 'space, y' },
  { value: 'x', title: 'space, x' },
  { value: 'particle', title: 'particles' },
  { value: 'component', title: 'coordinates' },
] satisfies { value: (typeof axisRoles)[number]; title: string }[];

/** Roles with one of them changed; the axis that had the role before takes the one that is given up, so that none is there twice. */
export function withRole(axes: readonly AxisRole[], index: number, role: AxisRole): AxisRole[] {
  const given = axes[index]!;
  return axes.map((old, i) => (i === index ? role : old === role ? given : old));
}

/** Parts of the import that an error can be about. */
const parts = ['array', 'axes', 'normalisation', 'stride', 'skip', 'box', 'cells'] as const;
export type ImportPart = (typeof parts)[number];

/** The part of the import that an error is about, where it is shown; null: the whole of it. */
export function partOf(error: HostError): ImportPart | null {
  const words = (error.where ?? '').toLowerCase().split(/[^a-z]+/);
  return parts.find((part) => words.includes(part)) ?? null;
}
