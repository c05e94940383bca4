import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  HostError,
  schemaOf,
  type RunRecord,
  type RunState,
  type UpscalerTrainingSpec,
} from '../../../../../preload/contract/index.ts';
import { useUpscalingTrainingStore } from '../../../../../renderer/labs/upscaling/stores/training.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const id = '2026-01-01-upscaler-training-abcdef12';
const record = (spec: UpscalerTrainingSpec, name: string): RunRecord => ({
  id,
  name,
  spec,
  state: 'queued',
  versions: { macroscope: '0.1.0', node: '24', schema: 1 },
  createdAt: '2026-01-01T00:00:00Z',
  computeSeconds: 0,
  starts: 1,
  summary: {},
});
const change = (state: RunState) =>
  emit('runChanged', {
    id,
    name: 'k = 7',
    kind: 'upscaler-training',
    state,
    createdAt: '2026-01-01T00:00:00Z',
    computeSeconds: 0,
    seed: 1,
    summary: {},
  });
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  answers.modelsList = async () => [];
});

describe('training store', () => {
  it('names the run after what it trains and reads the result when it is done', async () => {
    const training = useUpscalingTrainingStore();
    answers.runCreate = async ({ spec, name }) => record(spec as UpscalerTrainingSpec, name ?? '');
    answers.runArtifact = async () => encode({ loss: { training: { value: 0.26, error: null } } });
    await training.start();
    expect(training.watched).toBe(id);
    change('running');
    expect(training.run?.state).toBe('running');
    expect(training.result).toBeNull();
    change('done');
    await expect.poll(() => training.result?.loss.training.value).toBe(0.26);
  });

  it('says when the result can not be read, and why a training was refused', async () => {
    const training = useUpscalingTrainingStore();
    answers.runCreate = async ({ spec, name }) => record(spec as UpscalerTrainingSpec, name ?? '');
    answers.runArtifact = async () => encode({});
    await training.start();
    change('done');
    await expect.poll(() => training.resultError?.message).toBe('The training left no loss.');
    answers.runCreate = async () => {
      throw new HostError('storage', 'The disk is full.');
    };
    await training.start();
    expect(training.error?.message).toBe('The disk is full.');
  });

  it('brings AdamW with a network, undoes both at once, and refuses Newton for it', () => {
    const training = useUpscalingTrainingStore();
    training.edit({ ...training.spec, model: { type: 'two-layer' } });
    expect(training.spec.optimiser.name).toBe('adamw');
    expect(training.valid).toBe(true);
    training.edit({ ...training.spec, optimiser: { name: 'newton' } });
    expect(training.valid).toBe(false);
    training.undo();
    training.undo();
    expect(training.spec).toEqual(schemaOf['upscaler-training'].parse({ kind: 'upscaler-training' }));
  });

  it('trains on the spins of a run that is asked for', () => {
    const training = useUpscalingTrainingStore();
    training.trainOn('2026-01-01-ising-monte-carlo-abcdef12');
    expect(training.spec.data).toEqual({ source: 'run', run: '2026-01-01-ising-monte-carlo-abcdef12' });
  });
});
