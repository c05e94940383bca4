import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import {
  HostError,
  schemaOf,
  type PatternInput,
  type RunRecord,
  type RunState,
} from '../../../../../preload/contract/index.ts';
import { useDesignStore } from '../../../../../renderer/labs/turing/stores/design.ts';
import { answers, emit } from './host-stand-in.ts';

vi.mock('../../../../../renderer/bridge/host.ts', async () => await import('./host-stand-in.ts'));

const id = '2026-01-01-turing-design-abcdef12';

function record(state: RunState, more: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    name: 'Design',
    spec: schemaOf['turing-design'].parse({ kind: 'turing-design' }),
    state,
    versions: { macroscope: '0.1.0', node: '24', schema: 1 },
    createdAt: '2026-01-01T00:00:00Z',
    computeSeconds: 0,
    starts: 1,
    summary: {},
    ...more,
  };
}

const change = (state: RunState) =>
  emit('runChanged', {
    id,
    name: 'Design',
    kind: 'turing-design',
    state,
    createdAt: '2026-01-01T00:00:00Z',
    computeSeconds: 0,
    seed: 1,
    summary: {},
  });

const picture = (observation: PatternInput['observation']): PatternInput => ({
  observation,
  array: { shape: [2, 64, 64], data: new Float32Array(2 * 64 * 64) },
  description: '',
});

function giveResult() {
  answers.runArtifact = async () =>
    new TextEncoder().encode(
      JSON.stringify({ designs: [], nearest: [], cloud: [], curve: [], trainingMacrostates: [], seconds: 1 }),
    );
  answers.runArrays = async () => ({});
}

async function opened() {
  const design = useDesignStore();
  answers.patternRead = async () => picture('fields');
  await design.openBytes('spots.npy', new Uint8Array(4));
  return design;
}

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
});

describe('design store', () => {
  it('reads the designs when the run is done', async () => {
    const design = await opened();
    expect(design.phase).toBe('ready');
    answers.runCreate = async () => record('queued');
    giveResult();
    await design.start();
    expect(design.phase).toBe('running');
    change('running');
    change('done');
    await expect.poll(() => design.phase).toBe('done');
  });

  it('does not wait for ever for a run that ended before it was known', async () => {
    const design = await opened();
    giveResult();
    answers.runCreate = async () => {
      change('done');
      return record('queued');
    };
    await design.start();
    expect(design.phase).toBe('done');
  });

  it('says why a run failed', async () => {
    const design = await opened();
    answers.runCreate = async () => record('queued');
    answers.runRead = async () =>
      record('failed', { error: { code: 'bad-file', message: 'The pattern is uniform.' } });
    await design.start();
    change('failed');
    await expect.poll(() => design.phase).toBe('failed');
    expect(design.error?.message).toBe('The pattern is uniform.');
  });

  it('says why a run was refused', async () => {
    const design = await opened();
    answers.runCreate = async () => {
      throw new HostError('storage', 'The disk is full.');
    };
    await design.start();
    expect(design.error?.message).toBe('The disk is full.');
  });

  it('is ready again after it was stopped', async () => {
    const design = await opened();
    answers.runCreate = async () => record('running');
    await design.start();
    change('interrupted');
    await nextTick();
    expect(design.phase).toBe('ready');
  });

  it('calls designs old when the settings have changed since, until the change is taken back', async () => {
    const design = await opened();
    answers.runCreate = async () => record('done');
    giveResult();
    await design.start();
    expect(design.stale).toBe(false);
    design.edit({ samples: 12 });
    expect(design.stale).toBe(true);
    design.undo();
    expect(design.stale).toBe(false);
  });

  it('reads the same file again in another way, and keeps what it has when that fails', async () => {
    const design = await opened();
    answers.patternRead = async ({ observation }) => {
      if (observation === 'fields') throw new HostError('bad-file', 'There is only one field.');
      return picture('picture');
    };
    design.edit({ observation: 'picture' });
    await expect.poll(() => design.example?.input.observation).toBe('picture');
    design.edit({ observation: 'fields' });
    await expect.poll(() => design.phase).toBe('ready');
    expect(design.example?.input.observation).toBe('picture');
  });

  it('cuts the middle out of a simulated field that is larger than the models read', () => {
    const design = useDesignStore();
    const size = 128;
    const a = Float32Array.from({ length: size * size }, (_, cell) => cell % size);
    design.openFields('live.npy', { size, a, b: a });
    const { shape, data } = design.example!.input.array;
    expect(shape).toEqual([2, 64, 64]);
    expect([data[0], data[63]]).toEqual([32, 95]);
  });

  it('keeps and lets go of designs', () => {
    const design = useDesignStore();
    design.toggleKept(3);
    design.toggleKept(1);
    design.toggleKept(3);
    expect(design.kept).toEqual([1]);
  });
});
