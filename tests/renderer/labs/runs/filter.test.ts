import { describe, expect, it } from 'vitest';
import {
  everything,
  filterRuns,
  searchTerms,
  type RunFilter,
} from '../../../../renderer/labs/runs/filter.ts';
import { inSweep, names, run } from './run-summaries.ts';

const runs = [
  run('Pendulum', { tags: ['draft', 'Second try'], notes: 'cold start\nno damping' }),
  run('Zebra', { kind: 'turing-cnn', state: 'running', tags: ['drafted'] }),
  run('Old', { state: 'archived' }),
  run('Broken', { state: 'failed', reason: 'the worker was killed', ...inSweep(0) }),
];
const found = (patch: Partial<RunFilter>) => names(filterRuns(runs, { ...everything, ...patch }));

describe('searchTerms', () => {
  it('reads words, prefixes and quoted words, in small letters', () => {
    expect(searchTerms('  Cold tag:draft state:"fai"  tag:"Second try" "two words" ')).toEqual([
      { field: null, word: 'cold' },
      { field: 'tag', word: 'draft' },
      { field: 'state', word: 'fai' },
      { field: 'tag', word: 'second try' },
      { field: null, word: 'two words' },
    ]);
  });

  it('makes nothing of what is still being typed', () => {
    expect(searchTerms('')).toEqual([]);
    expect(searchTerms('tag:""')).toEqual([]);
    expect(searchTerms('cold tag:')).toEqual([{ field: null, word: 'cold' }]);
    expect(searchTerms('tag:"second')).toEqual([{ field: 'tag', word: 'second' }]);
  });
});

describe('filterRuns', () => {
  it('leaves the archive out unless it is asked for, by filter or in words', () => {
    expect(found({})).toEqual(['Pendulum', 'Zebra', 'Broken']);
    expect(found({ state: 'all' })).toHaveLength(4);
    expect(found({ state: 'archived' })).toEqual(['Old']);
    expect(found({ text: 'state:archived' })).toEqual(['Old']);
  });

  it('finds every word somewhere in name, kind, state, tags, notes, reason or sweep', () => {
    expect(found({ text: 'CNN running' })).toEqual(['Zebra']);
    expect(found({ text: 'cnn done' })).toEqual([]);
    expect(found({ text: 'damping cold' })).toEqual(['Pendulum']);
    expect(found({ text: 'killed' })).toEqual(['Broken']);
    expect(found({ text: 'seeds' })).toEqual(['Broken']);
    expect(found({ text: runs[1]!.id })).toEqual(['Zebra']);
    expect(found({ text: '"no damping"' })).toEqual(['Pendulum']);
    expect(found({ text: '"damping no"' })).toEqual([]);
  });

  it('takes tag:, kind: and state: for what they are', () => {
    expect(found({ text: 'tag:draft' })).toEqual(['Pendulum', 'Zebra']);
    expect(found({ text: 'tag:"second try"' })).toEqual(['Pendulum']);
    expect(found({ text: 'tag:pendulum' })).toEqual([]);
    expect(found({ text: 'kind:turing' })).toEqual(['Zebra']);
    expect(found({ text: 'state:failed' })).toEqual(['Broken']);
    expect(found({ text: 'state:cnn' })).toEqual([]);
  });

  it('keeps one kind, and exactly one tag', () => {
    expect(found({ kind: 'oscillator' })).toEqual(['Pendulum', 'Broken']);
    expect(found({ tag: 'draft' })).toEqual(['Pendulum']);
  });
});
