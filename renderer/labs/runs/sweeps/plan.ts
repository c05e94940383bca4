import { schemaOf, type ExperimentSpec, type SweepAxis } from '../../../../preload/contract/index.ts';
import { withValue } from '../../../components/form-document.ts';
import { typed } from '../../../components/numbers.ts';
import type { NumberField } from '../../../components/schema-fields.ts';
import { listedNumbers, rangeValues, type SweepValue, type ValueRange } from './values.ts';
import { fullTitle, type VariableEntry } from './variable-entries.ts';

/** Runs and axes of one sweep at most, as the host has it. */
export const mostRuns = 1000;
export const mostAxes = 3;

/** One axis as it is edited: the entry, and its values as a list, a range, or some of its options. */
export interface AxisDraft {
  path: string;
  way: 'list' | 'range' | 'options';
  /** Numbers as typed. */
  list: string;
  range: ValueRange;
  options: readonly SweepValue[];
}

/** A sweep as it is edited. */
export interface SweepDraft {
  name: string;
  axes: readonly AxisDraft[];
}

/** What a draft's axis comes to: its values in order, or why it has none. */
export interface PlannedAxis {
  entry: VariableEntry;
  values: readonly SweepValue[];
  problem: string | null;
}

/** What a draft comes to. */
export interface SweepPlan {
  axes: readonly PlannedAxis[];
  /** Product of the numbers of values. */
  runs: number;
  /** The document of every run, the last axis fastest; empty as long as something is wrong. */
  specs: readonly ExperimentSpec[];
  /** What is wrong with the sweep as a whole; what is wrong with an axis is said there. */
  problem: string | null;
}

/** An axis for an entry, with a first suggestion: some seeds, the options, or values about the document's own. */
export function axisFor(entry: VariableEntry): AxisDraft {
  const { field } = entry;
  const plain = { path: entry.path, list: '', range: suggestedRange(entry), options: [] };
  if (field.type === 'switch') return { ...plain, way: 'options', options: [false, true] };
  if (field.type === 'choice') {
    return {
      ...plain,
      way: 'options',
      options: field.options.map(({ value }) => (field.numeric ? Number(value) : value)),
    };
  }
  const { from, to } = plain.range;
  if (entry.path === 'seed') return { ...plain, way: 'range' };
  return { ...plain, way: from > 0 && to / from > 50 ? 'range' : 'list', list: suggestedList(entry) };
}

/** A seed and the next ones; half to twice the document's own value of other numbers, as far as the entry's range allows. */
function suggestedRange({ path, field, value }: VariableEntry): ValueRange {
  const own = typeof value === 'number' ? value : 1;
  if (field.type !== 'number') return { from: 1, to: 1, count: 1, scale: 'linear' };
  if (path === 'seed') {
    const from = Math.min(own, field.max - 2);
    return { from, to: from + 2, count: 3, scale: 'linear' };
  }
  const clamped = (number: number) => Math.min(field.max, Math.max(field.min, number));
  const whole = (number: number) => (field.integer ? Math.round(number) : Number(number.toPrecision(6)));
  const [low, high] = own === 0 ? [0, 1] : [own / 2, own * 2].toSorted((a, b) => a - b);
  const [from, to] = [clamped(whole(low!)), clamped(whole(high!))];
  return { from, to, count: 3, scale: from > 0 ? field.scale : 'linear' };
}

function suggestedList(entry: VariableEntry): string {
  const { field, value } = entry;
  const { from, to } = suggestedRange(entry);
  if (field.type !== 'number') return '';
  const own = typeof value === 'number' ? [value] : [];
  return [...new Set([from, ...own, to])].map((number) => typed(number)).join(' ');
}

/**
 * Checks a draft against the schema of the document: every value by itself, then every combination.
 * @param entries those of the document that can be varied
 */
export function planSweep(
  spec: ExperimentSpec,
  entries: readonly VariableEntry[],
  { axes }: Pick<SweepDraft, 'axes'>,
): SweepPlan {
  const planned = axes.flatMap((draft): PlannedAxis[] => {
    const entry = entries.find(({ path }) => path === draft.path);
    return entry ? [plannedAxis(spec, entry, draft)] : [];
  });
  const runs = planned.reduce((product, { values }) => product * values.length, planned.length === 0 ? 0 : 1);
  const result = { axes: planned, runs, specs: [], problem: null };
  if (planned.length === 0) return { ...result, problem: 'Choose an entry to vary.' };
  if (planned.some(({ problem }) => problem !== null)) return result;
  if (runs > mostRuns) {
    return { ...result, problem: `These are ${runs} runs; a sweep has at most ${mostRuns}.` };
  }
  const specs: ExperimentSpec[] = [];
  for (const values of combinations(planned.map((axis) => axis.values))) {
    const document = planned.reduce<unknown>(
      (document, { entry }, axis) => withValue(document, entry.path.split('.'), values[axis]),
      spec,
    );
    const parsed = schemaOf[spec.kind].safeParse(document);
    if (!parsed.success) {
      const said = planned.map(({ entry }, axis) => `${fullTitle(entry)} ${String(values[axis])}`).join(', ');
      const [issue] = parsed.error.issues;
      return {
        ...result,
        problem: `${said} do not go together: ${issue?.message} (${issue?.path.join('.')}).`,
      };
    }
    specs.push(parsed.data);
  }
  return { ...result, specs };
}

/** What the host is asked for: the axes of a plan, and a document that has a value wherever an axis puts one. */
export function sweepRequest(
  spec: ExperimentSpec,
  { axes }: SweepPlan,
): { spec: ExperimentSpec; axes: SweepAxis[] } {
  const document = axes.reduce<unknown>(
    (document, { entry, values }) => withValue(document, entry.path.split('.'), values[0]),
    spec,
  );
  return {
    spec: schemaOf[spec.kind].parse(document),
    axes: axes.map(({ entry: { path }, values }) => ({ path, values: [...values] })),
  };
}

/** Every combination of one value from each list, the last list fastest. */
export function combinations<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>(
    (found, list) => found.flatMap((before) => list.map((value) => [...before, value])),
    [[]],
  );
}

function plannedAxis(spec: ExperimentSpec, entry: VariableEntry, draft: AxisDraft): PlannedAxis {
  const none = (problem: string): PlannedAxis => ({ entry, values: [], problem });
  const { field } = entry;
  if (field.type !== 'number') {
    return draft.options.length === 0
      ? none('Choose at least one of them.')
      : { entry, values: draft.options, problem: null };
  }
  const read = draft.way === 'range' ? rangeValues(draft.range, field.integer) : listedNumbers(draft.list);
  if ('problem' in read) return none(read.problem);
  for (const value of read.values) {
    const problem = refusalOf(value, field, entry) ?? schemaRefusal(spec, entry, value);
    if (problem !== null) return { entry, values: read.values, problem };
  }
  return { entry, values: read.values, problem: null };
}

/** What an entry's own range says of a value. */
function refusalOf(value: number, { min, max, integer }: NumberField, entry: VariableEntry): string | null {
  const unit = entry.unit ? ` ${entry.unit}` : '';
  if (integer && !Number.isInteger(value)) return `${typed(value)} is no whole number.`;
  if (value >= min && value <= max) return null;
  if (min === -Infinity && max === Infinity) return null;
  if (max === Infinity) return `${typed(value)} is out of range: it must be ${typed(min)}${unit} or more.`;
  if (min === -Infinity) return `${typed(value)} is out of range: it must be ${typed(max)}${unit} or less.`;
  return `${typed(value)} is out of range: it must be ${typed(min)} to ${typed(max)}${unit}.`;
}

/** What the schema says of a value at its own place; what it says elsewhere may be the doing of another axis. */
function schemaRefusal(spec: ExperimentSpec, { path }: VariableEntry, value: SweepValue): string | null {
  const parsed = schemaOf[spec.kind].safeParse(withValue(spec, path.split('.'), value));
  const issue = parsed.error?.issues.find((one) => one.path.join('.') === path);
  return issue === undefined ? null : `${String(value)}: ${issue.message}.`;
}
