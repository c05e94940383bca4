import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  HostError,
  symmetrySettings,
  type MlrgTrainingSpec,
  type RunRecord,
  type RunState,
} from '../../../../../preload/contract/index.ts';
import { useSymmetryStore } from '../../../../../renderer/labs/renormalization/stores/symmetry.ts';
import { useMlrgTrainingStore } from '../../../../../renderer/labs/renormalization/stores/training.ts';
import { recipe } from '../../../../../renderer/labs/renormalization/train/recipes.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';
import { describe as describeAs } from '../descriptions.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const id = '2026-01-01-mlrg-training-abcdef12';
const record = (spec: MlrgTrainingSpec, name: string): RunRecord => ({
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
const change = (state: RunState, computeSeconds = 0) =>
  emit('runChanged', {
    id,
    name: 'A₁',
    kind: 'mlrg-training',
    state,
    createdAt: '2026-01-01T00:00:00Z',
    computeSeconds,
    seed: 1,
    summary: {},
  });
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  answers.modelsList = async () => [];
  answers.symmetryDescribe = async ({ symmetry }) => describeAs(symmetrySettings.parse(symmetry));
  answers.runCreate = async ({ spec, name }) => record(spec as MlrgTrainingSpec, name ?? '');
});

describe('a training', () => {
  it('is of the symmetry of the lab, and brings its own when it is opened or undone', () => {
    const symmetry = useSymmetryStore();
    symmetry.choose({ spin: 'A1+E' });
    const training = useMlrgTrainingStore();
    expect(training.spec.symmetry.spin).toBe('A1+E');
    symmetry.choose({ spin: '2A1' });
    expect(training.spec.symmetry.spin).toBe('2A1');
    training.edit(recipe('paper', { internal: 'Z2', spin: 'A1', frame: 'paper' }));
    expect(symmetry.settings.spin).toBe('A1');
    training.undo();
    expect(training.spec.symmetry.spin).toBe('2A1');
    expect(symmetry.settings.spin).toBe('2A1');
  });

  it('follows a recipe in one step that keeps the seed and how many networks', () => {
    const training = useMlrgTrainingStore();
    training.edit({ ...training.spec, seed: 9, members: 5 });
    expect(training.recipe).toBe('exact');
    training.follow('paper');
    expect(training.recipe).toBe('paper');
    expect(training.spec).toMatchObject({ seed: 9, members: 5, gradient: { type: 'contrastive' } });
    training.edit({ ...training.spec, learningRate: 1e-4 });
    expect(training.recipe).toBeNull();
    training.undo();
    training.undo();
    expect(training.recipe).toBe('exact');
  });

  it('keeps to its recipe when the symmetry changes, and an edited one to its own numbers', () => {
    const symmetry = useSymmetryStore();
    const training = useMlrgTrainingStore();
    symmetry.choose({ spin: 'A1+E' });
    expect(training.recipe).toBe('exact');
    training.edit({ ...training.spec, learningRate: 2e-4 });
    symmetry.choose({ spin: '2A1' });
    expect(training.recipe).toBeNull();
    expect(training.spec.learningRate).toBe(2e-4);
  });

  it('is not started for a symmetry that is not allowed', async () => {
    const training = useMlrgTrainingStore();
    useSymmetryStore().choose({ internal: 'Z3', spin: 'A1+E' });
    await expect.poll(() => training.problem).not.toBeNull();
    expect(training.valid).toBe(false);
  });

  it('reads its result when it is done, and knows from then on what a step takes', async () => {
    const training = useMlrgTrainingStore();
    answers.runArtifact = async () =>
      encode({
        members: [],
        monotone: { x: [], value: [], error: null },
        critical: { value: 0.815, error: 0.001 },
      });
    await training.start();
    expect(training.watched).toBe(id);
    change('running');
    expect(training.result).toBeNull();
    change('done', 60);
    await expect.poll(() => training.result?.critical?.value).toBe(0.815);
    expect(training.watchedSpec?.steps).toBe(500);
    training.edit({ ...training.spec, steps: 1000 });
    expect(training.seconds).toBeCloseTo(120, 10);
  });

  it('says when the result can not be read, and why it was refused', async () => {
    const training = useMlrgTrainingStore();
    answers.runArtifact = async () => encode({});
    await training.start();
    change('done');
    await expect.poll(() => training.resultError?.message).toBe('The training left no result.');
    answers.runCreate = async () => {
      throw new HostError('storage', 'The disk is full.');
    };
    await training.start();
    expect(training.error?.message).toBe('The disk is full.');
  });
});
