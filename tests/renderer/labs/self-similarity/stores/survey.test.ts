import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import type { RunRecord, RunState } from '../../../../../preload/contract/index.ts';
import { useDiffusionStudyStore } from '../../../../../renderer/labs/self-similarity/stores/diffusion-study.ts';
import { useShownParts } from '../../../../../renderer/labs/self-similarity/stores/shown-parts.ts';
import { useSurveyStore } from '../../../../../renderer/labs/self-similarity/stores/survey.ts';
import { useVicsekOrderStore } from '../../../../../renderer/labs/self-similarity/stores/vicsek-order.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';
import { survey } from '../analyses.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const id = '2026-01-01-automaton-survey-abcdef12';
const change = (state: RunState) =>
  emit('runChanged', {
    id,
    name: 'Table I',
    kind: 'automaton-survey',
    state,
    createdAt: '2026-01-01T00:00:00Z',
    computeSeconds: 20,
    seed: 1,
    summary: {},
  });

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  answers.runCreate = async ({ spec, name }) => ({ id, name, spec }) as RunRecord;
  answers.runArtifact = async () => new TextEncoder().encode(JSON.stringify(survey));
});

/** A picture of one group size, every rule with the same consistency. */
const field = (label: string, value: number) => ({
  width: 16,
  height: 16,
  data: new Float32Array(256).fill(value),
  label,
});

it('fills in Table I while it is computed, and ends with the result', async () => {
  const store = useSurveyStore();
  await store.start();
  change('running');
  expect(store.grid.values.get(2)![60]).toBeNaN();
  emit('runFrame', { id, fields: [field('N = 2', 0), field('N = 3', 0.5)] });
  emit('runFrame', { id, fields: [field('N = 2', 0.25)] });
  emit('runFrame', { id: 'another', fields: [field('N = 3', 1)] });
  expect([2, 3, 4].map((size) => store.grid.values.get(size)![60])).toEqual([0.25, 0.5, NaN]);
  change('done');
  await expect.poll(() => store.grid.done).toBe(true);
  expect(store.grid.values.get(4)![90]).toBe(0.5);
  // The next one is expected to take as long.
  expect(store.seconds).toBeCloseTo(20);
});

it('names a survey after its rules', async () => {
  const names: (string | undefined)[] = [];
  answers.runCreate = async ({ spec, name }) => {
    names.push(name);
    return { id, name, spec } as RunRecord;
  };
  const store = useSurveyStore();
  await store.start();
  store.edit({ ...store.draft, rules: 'all', sizes: [2], networks: false });
  await store.start();
  expect(names).toEqual(['Table I, N = 2, 3, 4', 'All 256 rules, N = 2, exact']);
});

it('shows the part of a document that is opened', () => {
  const parts = useShownParts();
  expect([parts.verdict, parts.scaling]).toEqual(['analysis', 'scan']);
  useSurveyStore().edit({ seed: 7 });
  useDiffusionStudyStore().edit({ seed: 7 });
  expect([parts.verdict, parts.scaling]).toEqual(['table', 'diffusion']);
  useVicsekOrderStore().edit({ seed: 7 });
  expect(parts.scaling).toBe('vicsek');
  expect(useVicsekOrderStore().spec.seed).toBe(7);
});
