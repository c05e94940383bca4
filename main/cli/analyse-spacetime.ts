import { basename, resolve } from 'node:path';
import {
  axisRoles,
  HostError,
  normalisations,
  schemaOf,
  systemOfParticles,
  type AxisRole,
  type SelfSimilarityResult,
  type SelfSimilaritySpec,
  type SpacetimeLayout,
} from '../../preload/contract/index.ts';
import { readSpacetime } from '../data/spacetime.ts';
import { selfSimilarityReport } from './self-similarity-report.ts';
import type { WorkspaceOption } from './session.ts';
import { duration } from './table.ts';
import { withResults } from './with-results.ts';

export interface SpacetimeOptions extends WorkspaceOption {
  seed: number;
  array?: string;
  /** "run,time,field,y,x" or "time,particle,component": the role of every axis. */
  axes?: string;
  /** Of particles: side of their periodic square, and cells along it. */
  box?: number;
  cells?: number;
  normalise?: (typeof normalisations)[number];
  stride?: number;
  skip?: number;
  /** "2x2,3x3". */
  scales?: string;
  boundary?: 'periodic' | 'open';
  kernel?: number;
  out?: string;
  json?: true;
}

/**
 * macroscope analyse FILE --as spacetime: learns the local rule of a series and looks for coarse-grainings that keep it, as a run of kind
 * self-similarity does; its results are kept when there is a folder for them.
 */
export async function analyseSpacetime(
  file: string,
  bytes: Uint8Array,
  options: SpacetimeOptions,
): Promise<void> {
  const name = basename(file);
  const input = await readSpacetime(name, bytes, layoutOf(options));
  const spec = studyOf(name, input.layout, options);
  await withResults({ spec, inputs: { spacetime: input.spacetime } }, options, (read) => {
    const text = read('result.json');
    const result = JSON.parse(text) as SelfSimilarityResult;
    if (options.json) {
      process.stdout.write(text);
      return;
    }
    const { axes, normalisation } = input.layout;
    process.stdout.write(`${name}: ${input.description}; ${duration(result.seconds)}.\n`);
    const names = input.fields.length === 1 ? '' : `; fields: ${input.fields.join(', ')}`;
    process.stdout.write(
      `Axes: ${axes.join(', ')}; normalisation: ${normalisation}; boundary: ${result.boundary}${names}.\n\n`,
    );
    process.stdout.write(selfSimilarityReport(result));
    for (const note of [...input.notes, ...result.notes]) process.stdout.write(`Note: ${note}\n`);
    if (options.out !== undefined) process.stdout.write(`Results: ${resolve(options.out)}\n`);
  });
}

/** The document of a study of a file that was read so. Throws HostError 'bad-argument' for an option that no study can have. */
export function studyOf(
  name: string,
  layout: SpacetimeLayout,
  options: Omit<SpacetimeOptions, keyof WorkspaceOption>,
): SelfSimilaritySpec {
  const spec = schemaOf['self-similarity'].safeParse({
    kind: 'self-similarity',
    seed: options.seed,
    system: {
      type: 'data',
      sourceName: name.slice(0, 200),
      ...(layout.axes.includes('particle') ? systemOfParticles : {}),
      ...(options.boundary === undefined ? {} : { boundary: options.boundary }),
    },
    ...(options.scales === undefined
      ? {}
      : { scales: options.scales.split(',').map((scale) => scale.trim()) }),
    ...(options.kernel === undefined ? {} : { dynamics: { kernel: options.kernel } }),
  });
  if (!spec.success) {
    const issue = spec.error.issues[0];
    throw new HostError(
      'bad-argument',
      `--${issue?.path[0] === 'dynamics' ? 'kernel' : issue?.path[0]?.toString()}: ${issue?.message}.`,
    );
  }
  return spec.data;
}

function layoutOf({
  array,
  axes,
  normalise,
  stride,
  skip,
  box,
  cells,
}: SpacetimeOptions): Partial<SpacetimeLayout> {
  return {
    ...(array === undefined ? {} : { array }),
    ...(axes === undefined ? {} : { axes: rolesOf(axes) }),
    ...(normalise === undefined ? {} : { normalisation: normalise }),
    ...(stride === undefined ? {} : { stride }),
    ...(skip === undefined ? {} : { skip }),
    ...(box === undefined ? {} : { box }),
    ...(cells === undefined ? {} : { cells }),
  };
}

function rolesOf(axes: string): AxisRole[] {
  return axes.split(',').map((word) => {
    const role = axisRoles.find((known) => known === word.trim());
    if (role !== undefined) return role;
    throw new HostError('bad-argument', `--axes: an axis is no "${word.trim()}".`, {
      remedy: `Give the role of every axis in their order, of ${axisRoles.join(', ')}: --axes time,x.`,
    });
  });
}
