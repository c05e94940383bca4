import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaOf, experimentKinds, type ExperimentSpec } from '../../../../../preload/contract/index.ts';
import {
  axisFor,
  combinations,
  planSweep,
  sweepRequest,
  type AxisDraft,
} from '../../../../../renderer/labs/runs/sweeps/plan.ts';
import {
  matchingEntries,
  variableEntries,
} from '../../../../../renderer/labs/runs/sweeps/variable-entries.ts';

const spec = schemaOf['linear-system'].parse({ kind: 'linear-system' });
const entries = variableEntries(spec);
const entry = (path: string) => entries.find((one) => one.path === path)!;
const listed = (path: string, list: string): AxisDraft => ({ ...axisFor(entry(path)), way: 'list', list });
const plan = (...axes: AxisDraft[]) => planSweep(spec, entries, { axes });

describe('entries that can be varied', () => {
  it('begin with the seed, and are found by their words', () => {
    expect(entries[0]?.path).toBe('seed');
    expect(matchingEntries(entries, 'learn rate').map(({ path }) => path)).toEqual([
      'optimiser.learningRate',
    ]);
    expect(matchingEntries(entries, 'flow u layers').map(({ path }) => path)).toEqual(['flowU.layers']);
  });

  it('are both ends of a range, but no lists and no words', () => {
    const found = variableEntries(schemaOf['gray-scott-dataset'].parse({ kind: 'gray-scott-dataset' }));
    expect(found.map(({ path }) => path)).toContain('generation.F.low');
    const study = variableEntries(schemaOf['diffusion-study'].parse({ kind: 'diffusion-study' }));
    expect(study.map(({ path }) => path)).not.toContain('scales');
  });

  it('have a first suggestion that their schema takes, in every kind of experiment', () => {
    let tried = 0;
    for (const kind of experimentKinds) {
      const parsed = schemaOf[kind].safeParse({ kind });
      if (!parsed.success) continue;
      const document: ExperimentSpec = parsed.data;
      const all = variableEntries(document);
      for (const one of all) {
        const { axes } = planSweep(document, all, { axes: [axisFor(one)] });
        expect({ kind, path: one.path, problem: axes[0]?.problem }).toEqual({
          kind,
          path: one.path,
          problem: null,
        });
        expect(axes[0]!.values.length).toBeGreaterThan(0);
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(200);
  });
});

describe('the plan of a sweep', () => {
  it('has a document for every combination, the last entry fastest', () => {
    const { specs, runs, problem } = plan(listed('seed', '1 2'), listed('gamma', '0.1 0.2'));
    expect([runs, problem]).toEqual([4, null]);
    expect(specs.map((one) => [one.seed, 'gamma' in one && one.gamma])).toEqual([
      [1, 0.1],
      [1, 0.2],
      [2, 0.1],
      [2, 0.2],
    ]);
  });

  it('says which value is out of the range of its entry', () => {
    const problem = (path: string, list: string) => plan(listed(path, list)).axes[0]?.problem;
    expect(problem('gamma', '0.1 20')).toBe('20 is out of range: it must be 0.0001 to 10.');
    expect(problem('batch', '4')).toBe('4 is out of range: it must be 8 to 4096 pairs.');
    expect(problem('steps', '10.5')).toBe('10.5 is no whole number.');
    expect(plan(listed('gamma', '0.1 20')).specs).toEqual([]);
  });

  it('has a limit, and needs an axis', () => {
    const many = {
      ...axisFor(entry('seed')),
      range: { from: 1, to: 101, count: 101, scale: 'linear' as const },
    };
    const { problem, specs } = plan(many, listed('gamma', '0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1'));
    expect(problem).toBe('These are 1010 runs; a sweep has at most 1000.');
    expect(specs).toEqual([]);
    expect(plan().problem).toBe('Choose an entry to vary.');
  });

  it('takes choices by their words and switches by yes and no', () => {
    const planned = plan(axisFor(entry('coordinates')));
    expect(planned.axes[0]?.values).toEqual(['polar', 'raw']);
    expect(plan({ ...axisFor(entry('coordinates')), options: [] }).axes[0]?.problem).toMatch(/at least one/);
  });

  it('asks the host for a document that has a value wherever an axis puts one', () => {
    const free = schemaOf['self-similarity'].parse({ kind: 'self-similarity' });
    const all = variableEntries(free);
    const kernel = all.find(({ path }) => path === 'dynamics.kernel')!;
    expect(kernel.value).toBeUndefined();
    const planned = planSweep(free, all, { axes: [{ ...axisFor(kernel), way: 'list', list: '3 5' }] });
    const request = sweepRequest(free, planned);
    expect(request.spec).toMatchObject({ dynamics: { kernel: 3 } });
    expect(request.axes).toEqual([{ path: 'dynamics.kernel', values: [3, 5] }]);
  });
});

it('combines lists: as many as their product, all different', () => {
  const list = fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(list, { maxLength: 3 }), (lists) => {
      const all = combinations(lists);
      expect(all).toHaveLength(lists.reduce((product, { length }) => product * length, 1));
      expect(new Set(all.map(String)).size).toBe(all.length);
    }),
    { seed: 6, numRuns: 100 },
  );
});
