import { randomBytes } from 'node:crypto';
import {
  experimentSpec,
  HostError,
  type ExperimentSpec,
  type SweepAxis,
  type SweepMembership,
} from '../../../preload/contract/index.ts';

/** Runs of one sweep. */
export const largestSweep = 1000;

/** One combination of a sweep: a run to be made. */
export interface SweepPoint {
  name: string;
  spec: ExperimentSpec;
  sweep: SweepMembership;
}

/**
 * The runs of a sweep: every combination of the axes' values, the last axis fastest. Throws HostError 'bad-specification' that
 * names the entry and its value when any of them is no experiment, and 'too-large' for more than a thousand.
 */
export function sweepPoints(spec: ExperimentSpec, name: string, axes: readonly SweepAxis[]): SweepPoint[] {
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  if (count > largestSweep) {
    throw new HostError('too-large', `These are ${count} runs; a sweep has at most ${largestSweep}.`, {
      where: axes.map(({ path }) => path).join(', '),
      remedy: 'Take fewer values, or split the sweep.',
    });
  }
  checkAxes(spec, axes);
  const id = `sweep-${randomBytes(6).toString('hex')}`;
  const labels = shortNames(axes);
  return Array.from({ length: count }, (_, number) => {
    const index = combination(number, axes);
    const values = axes.map(({ values: choices }, axis) => choices[index[axis] ?? 0]!);
    const said = labels.map((label, axis) => `${label} = ${String(values[axis])}`).join(', ');
    return {
      name: `${name} · ${said}`.slice(0, 120),
      spec: parsed(spec, axes, values),
      sweep: { id, name, axes: axes.map((axis) => ({ ...axis })), index },
    };
  });
}

type Value = SweepAxis['values'][number];

function combination(number: number, axes: readonly SweepAxis[]): number[] {
  const index: number[] = [];
  let rest = number;
  for (const { values } of axes.toReversed()) {
    index.unshift(rest % values.length);
    rest = Math.floor(rest / values.length);
  }
  return index;
}

function checkAxes(spec: ExperimentSpec, axes: readonly SweepAxis[]): void {
  const seen = new Set<string>();
  for (const { path, values } of axes) {
    const wrong = (message: string, remedy: string) =>
      new HostError('bad-specification', message, { where: path, remedy });
    if (path === 'kind') throw wrong('A sweep keeps to one kind of experiment.', 'Vary another entry.');
    if (seen.has(path)) throw wrong(`"${path}" is varied twice.`, 'Put all its values into one axis.');
    seen.add(path);
    const twice = values.find((value, i) => values.indexOf(value) < i);
    if (twice !== undefined) {
      throw wrong(`The value ${String(twice)} of "${path}" is there twice.`, 'Take one of them out.');
    }
    const present = entry(spec, path);
    if (present === undefined) {
      throw wrong(
        `"${path}" is not an entry of this ${spec.kind}.`,
        'Correct its name, or give it a value in the document first.',
      );
    }
    if (typeof present === 'object' && present !== null) {
      throw wrong(`"${path}" is a group of entries.`, 'Vary one entry of it.');
    }
  }
}

/** The specification with the values in their places, as its schema reads it. */
function parsed(spec: ExperimentSpec, axes: readonly SweepAxis[], values: readonly Value[]): ExperimentSpec {
  const document = structuredClone(spec) as unknown as Record<string, unknown>;
  axes.forEach(({ path }, axis) => {
    const names = path.split('.');
    const last = names.pop() ?? '';
    const group = names.reduce((part, name) => part[name] as Record<string, unknown>, document);
    group[last] = values[axis];
  });
  const said = axes.map(({ path }, axis) => `${path} = ${String(values[axis])}`);
  const result = experimentSpec.safeParse(document);
  if (!result.success) {
    const issue = result.error.issues[0];
    const path = issue?.path.join('.') ?? '';
    throw new HostError(
      'bad-specification',
      `With ${said.join(', ')} this is no ${spec.kind}: ${path}: ${issue?.message}.`,
      { where: path || axes[0]?.path, remedy: 'No run was made. Correct the values of the sweep.' },
    );
  }
  axes.forEach(({ path }, axis) => {
    if (entry(result.data, path) === values[axis]) return;
    throw new HostError('bad-specification', `${said[axis]} would be read as something else.`, {
      where: path,
      remedy: 'No run was made. Correct the values of the sweep.',
    });
  });
  return result.data;
}

/** What lies at a path of a document; undefined where there is nothing. */
function entry(document: unknown, path: string): unknown {
  let part = document;
  for (const name of path.split('.')) {
    if (part === null || typeof part !== 'object' || !Object.hasOwn(part, name)) return undefined;
    part = (part as Record<string, unknown>)[name];
  }
  return part;
}

/** The last word of each path, or all of it where two end alike. */
function shortNames(axes: readonly SweepAxis[]): string[] {
  const last = axes.map(({ path }) => path.slice(path.lastIndexOf('.') + 1));
  return last.map((name, i) => (last.filter((other) => other === name).length > 1 ? axes[i]!.path : name));
}
