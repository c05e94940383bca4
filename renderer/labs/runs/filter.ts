import type { ExperimentKindName, RunState, RunSummary } from '../../../preload/contract/index.ts';
import { kindTitles } from '../kinds.ts';

export interface RunFilter {
  /** 'current' is everything but the archive. */
  state: RunState | 'current' | 'all';
  kind: ExperimentKindName | 'all';
  /** Exactly this tag; empty: any or none. */
  tag: string;
  text: string;
}

export const everything: RunFilter = { state: 'current', kind: 'all', tag: '', text: '' };

interface Term {
  field: 'tag' | 'kind' | 'state' | null;
  word: string;
}

/** Words of a search in small letters: `tag:draft`, `tag:"second try"`, `state:failed`, `kind:ising`, or any word. */
export function searchTerms(text: string): Term[] {
  return [...text.toLowerCase().matchAll(/(?:(tag|kind|state):)?(?:"([^"]*)"?|(\S+))/g)].flatMap(
    ([, field, quoted, plain]) => {
      const word = quoted ?? plain ?? '';
      // A field whose word is not typed yet asks for nothing.
      return word === '' || /^(tag|kind|state):$/.test(word)
        ? []
        : [{ field: (field ?? null) as Term['field'], word }];
    },
  );
}

const textOf = (run: RunSummary) =>
  [
    run.name,
    kindTitles[run.kind],
    run.kind,
    run.state,
    run.id,
    run.sweep?.name,
    ...(run.tags ?? []),
    run.notes,
    run.reason,
  ]
    .join('\n')
    .toLowerCase();

function matches(run: RunSummary, { field, word }: Term, text: () => string): boolean {
  switch (field) {
    case 'tag':
      return (run.tags ?? []).some((tag) => tag.toLowerCase().startsWith(word));
    case 'kind':
      return `${run.kind} ${kindTitles[run.kind]}`.toLowerCase().includes(word);
    case 'state':
      return run.state.startsWith(word);
    case null:
      return text().includes(word);
  }
}

/**
 * Runs that a filter lets through; every word of the text must be in name, kind, state, id, tags, notes, reason or sweep. Who asks for
 * `state:archived` in words is shown the archive.
 */
export function filterRuns(runs: readonly RunSummary[], { state, kind, tag, text }: RunFilter): RunSummary[] {
  const terms = searchTerms(text);
  const archiveAsked = terms.some(({ field, word }) => field === 'state' && 'archived'.startsWith(word));
  return runs.filter((run) => {
    if (state === 'current') {
      if (run.state === 'archived' && !archiveAsked) return false;
    } else if (state !== 'all' && run.state !== state) return false;
    if (kind !== 'all' && run.kind !== kind) return false;
    if (tag !== '' && !run.tags?.includes(tag)) return false;
    let searched: string | undefined;
    return terms.every((term) => matches(run, term, () => (searched ??= textOf(run))));
  });
}
