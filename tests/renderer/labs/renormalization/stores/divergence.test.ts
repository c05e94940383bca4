import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import type { CallInput, KlResult } from '../../../../../preload/contract/index.ts';
import { useDivergenceStore } from '../../../../../renderer/labs/renormalization/stores/divergence.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';
import { describe as describeAs } from '../descriptions.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const id = '2026-01-01-mlrg-kl-abcdef12';
const result: KlResult = {
  internal: 'Z2',
  frame: 'paper',
  visible: 'A1',
  curves: [],
  notes: [],
  seconds: 1,
};

beforeEach(() => {
  setActivePinia(createPinia());
  answers.symmetryDescribe = async ({ symmetry }) => describeAs(symmetry, 0.001);
});

it('starts the document, follows its run, and reads its curves', async () => {
  const divergence = useDivergenceStore();
  let created: CallInput<'runCreate'> | undefined;
  const run = { id, kind: 'mlrg-kl', name: 'Fig. 4', state: 'queued', createdAt: '2026-01-01T00:00:00Z' };
  answers.runCreate = async (input) => {
    created = input;
    return run as never;
  };
  answers.runArtifact = async ({ name }) => {
    expect(name).toBe('kl.json');
    return new TextEncoder().encode(JSON.stringify(result));
  };
  divergence.edit({ ...divergence.draft, points: 6, hidden: ['A1', 'A1+E'] });
  await divergence.start();
  expect(created).toMatchObject({
    spec: { kind: 'mlrg-kl', points: 6, hidden: ['A1', 'A1+E'] },
    name: 'A₁ ← A₁, A₁⊕E',
  });
  emit('runChanged', { ...run, state: 'done' } as never);
  await expect.poll(() => divergence.result).toEqual(result);
});

it('knows what its spins cost, and which of them its group does not allow', async () => {
  const divergence = useDivergenceStore();
  await expect.poll(() => divergence.seconds).toBeGreaterThan(0);
  expect([divergence.valid, divergence.forbidden]).toEqual([true, []]);
  divergence.edit({ ...divergence.draft, internal: 'S3' });
  await expect.poll(() => divergence.forbidden.map(({ spin }) => spin)).toEqual(['A1+E', '2A1+E', 'B1']);
  expect(divergence.valid).toBe(false);
  divergence.undo();
  await expect.poll(() => divergence.valid).toBe(true);
});

it('keeps a draft that its schema refuses and says what is wrong', () => {
  const divergence = useDivergenceStore();
  divergence.edit({ ...divergence.draft, hidden: ['A1', 'Q'] });
  expect(divergence.valid).toBe(false);
  expect(divergence.errors['hidden.1']).toMatch(/no direct sum/);
  expect(divergence.spec.hidden).toContain('B1');
});
