import type { DynamicalSystem, Estimate, LearntRule } from '../../../../preload/contract/index.ts';
import { contextName, contexts, outputOf } from '../parts/rules.ts';

type LearntTable = NonNullable<LearntRule['table']>;

/** The probability of a 1 after each context, entry 4l + 2c + r, of the system that made the data; null: it is not known. */
export function trueTable(system: DynamicalSystem | null): number[] | null {
  if (system?.type === 'automaton')
    return Array.from({ length: 8 }, (_, context) => outputOf(system.rule, context));
  if (system?.type !== 'probabilistic-automaton') return null;
  const { p000, p001, p010, p011, p100, p101, p110, p111 } = system.probabilities;
  return [p000, p001, p010, p011, p100, p101, p110, p111];
}

export interface ContextRow {
  name: string;
  /** The network's, where the context occurred. */
  learnt: number | null;
  /** The share of ones that followed, with its binomial error. */
  observed: Estimate | null;
  seen: number;
  truth: number | null;
}

/** The learnt table, context by context, 111 first, beside what was observed and what made the data. */
export function contextRows(table: LearntTable, system: DynamicalSystem | null): ContextRow[] {
  const truth = trueTable(system);
  return contexts.map((context) => {
    const seen = table.seen[context] ?? 0;
    const share = table.observed[context] ?? null;
    return {
      name: contextName(context),
      learnt: seen > 0 ? (table.outputs[context] ?? null) : null,
      observed:
        share === null || seen === 0
          ? null
          : { value: share, error: Math.sqrt((share * (1 - share)) / seen) },
      seen,
      truth: truth?.[context] ?? null,
    };
  });
}

/** Contexts in which the learnt rule is not the one that made the data. */
export function wrongContexts(table: LearntTable, system: DynamicalSystem | null): number[] {
  const truth = trueTable(system);
  if (truth === null || !table.deterministic) return [];
  return contexts.filter(
    (context) => (table.seen[context] ?? 0) > 0 && table.outputs[context] !== truth[context],
  );
}

/** What was learnt, in a sentence, and whether it is right. */
export function tableVerdict(
  table: LearntTable,
  system: DynamicalSystem | null,
): { words: string; state: 'ok' | 'warn' | 'bad' | 'none' } {
  const missing = table.seen.filter((count) => count === 0).length;
  if (!table.deterministic) return { words: 'A noisy rule: probabilities, no rule number.', state: 'none' };
  if (wrongContexts(table, system).length > 0 && system?.type === 'automaton')
    return { words: `Not rule ${system.rule}, which made the series.`, state: 'bad' };
  if (missing > 0)
    return {
      words: `${missing} of 8 contexts never occurred: the data leave the rule open.`,
      state: 'warn',
    };
  if (table.rule === null)
    return {
      words: 'Not learnt: in some contexts it says the opposite of what always follows.',
      state: 'bad',
    };
  const name = `Rule ${table.rule}`;
  return system?.type === 'automaton'
    ? { words: `${name}, exactly the one that made the series.`, state: 'ok' }
    : { words: `${name}: every step of the series obeys it.`, state: 'ok' };
}
