import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import {
  HostError,
  schemaOf,
  type CallInput,
  type GrownLevel,
  type ModelSummary,
  type RunRecord,
} from '../../../../../preload/contract/index.ts';
import { useDreamStore } from '../../../../../renderer/labs/upscaling/stores/dream.ts';
import { useEnsemblesStore } from '../../../../../renderer/labs/upscaling/stores/ensembles.ts';
import { useModelsStore } from '../../../../../renderer/stores/models.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';
import { measurement } from '../measurements.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const trained = { size: 3 as const, weights: [0.136, 0.157, 0.353], small: [0.136, 0.157, 0.353] };
const id = '2026-01-01-upscaling-abcdef12';

const levels = (last: number): GrownLevel[] =>
  Array.from({ length: last + 1 }, (_, level) => ({
    size: 2 ** level,
    packed: new Uint8Array(Math.ceil(4 ** level / 8)),
  }));

let asked: CallInput<'growthPreview'>[] = [];
beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  asked = [];
  answers.growthPreview = async (request) => {
    asked.push(request);
    return levels(request.levels);
  };
  answers.upscalerKernel = async () => trained;
});

async function started() {
  const dream = useDreamStore();
  dream.start();
  await expect.poll(() => dream.grown.length).toBe(8);
  await expect.poll(() => dream.trainedState).toBe('ready');
  return dream;
}

describe('growing a configuration', () => {
  it('begins with the model as it was trained, at the single spin', async () => {
    const dream = await started();
    expect(asked).toEqual([
      {
        upscaler: { model: 'pretrained/upscaler-k7' },
        seed: 1,
        levels: 7,
        coupling: dream.spec.coupling,
        sweeps: 0,
      },
    ]);
    expect(dream.level).toBe(0);
  });

  it('follows a weight with the same seed, and is the trained one again after reset or undo', async () => {
    const dream = await started();
    dream.setWeight(2, 0.4);
    await expect.poll(() => asked.length).toBe(2);
    expect(asked[1]).toMatchObject({
      upscaler: { size: 3, weights: [0.136, 0.157, 0.4], small: trained.small },
      seed: 1,
    });
    expect(dream.edited).toBe(true);
    dream.undo();
    await expect.poll(() => asked.length).toBe(3);
    expect(asked[2]!.upscaler).toEqual({ model: 'pretrained/upscaler-k7' });
    dream.redo();
    expect(dream.edited).toBe(true);
    dream.resetKernel();
    expect(dream.edited).toBe(false);
  });

  it('asks for one picture at a time, and for the newest last', async () => {
    const dream = await started();
    const waiting: ((levels: GrownLevel[]) => void)[] = [];
    answers.growthPreview = async (request) => {
      asked.push(request);
      return new Promise((resolve) => waiting.push(resolve));
    };
    for (const weight of [0.36, 0.37, 0.38, 0.39]) {
      dream.setWeight(2, weight);
      await nextTick();
    }
    expect(asked).toHaveLength(2);
    waiting[0]!(levels(7));
    await expect.poll(() => asked.length).toBe(3);
    expect(asked[2]!.upscaler).toMatchObject({ weights: [0.136, 0.157, 0.39] });
    waiting[1]!(levels(7));
    await expect.poll(() => dream.growing).toBe(false);
    expect(asked).toHaveLength(3);
  });

  it('keeps the last picture and says what is wrong when there is no next one', async () => {
    const dream = await started();
    answers.growthPreview = async () => {
      throw new HostError('bad-argument', 'The weight is too large.');
    };
    dream.setWeight(0, 20);
    await expect.poll(() => dream.growthError?.message).toBe('The weight is too large.');
    expect(dream.grown).toHaveLength(8);
  });

  it('lets another model take the place of an edited kernel', async () => {
    const dream = await started();
    dream.setWeight(2, 0.4);
    dream.choose('pretrained/upscaler-k3');
    expect(dream.edited).toBe(false);
    await expect.poll(() => asked.at(-1)?.upscaler).toEqual({ model: 'pretrained/upscaler-k3' });
    dream.undo();
    expect(dream.spec.model).toBe('pretrained/upscaler-k7');
    expect(dream.kernel?.weights[2]).toBe(0.4);
  });

  it('stays at the last level when it grows further', async () => {
    const dream = await started();
    dream.level = 7;
    dream.setLevels(9);
    await expect.poll(() => dream.grown.length).toBe(10);
    expect(dream.level).toBe(9);
  });
});

describe('dreaming an ensemble', () => {
  it('starts the document, compares it, and reads what was measured', async () => {
    const dream = await started();
    const models = useModelsStore();
    models.all = [{ id: 'pretrained/upscaler-k7', title: 'k = 7', observation: 'spins' } as ModelSummary];
    let created: CallInput<'runCreate'> | undefined;
    answers.runCreate = async (input) => {
      created = input;
      return { id, state: 'queued' } as RunRecord;
    };
    answers.runArtifact = async () => new TextEncoder().encode(JSON.stringify(measurement()));
    dream.edit({ ...dream.draft, configurations: 500 });
    await dream.dream();
    expect(created).toMatchObject({
      spec: { kind: 'upscaling', configurations: 500, model: 'pretrained/upscaler-k7' },
      name: 'k = 7: 1 → 128²',
    });
    const summary = {
      id,
      name: 'k = 7: 1 → 128²',
      kind: 'upscaling' as const,
      createdAt: '2026-01-01T00:00:00Z',
      computeSeconds: 0,
      seed: 1,
      summary: {},
    };
    emit('runChanged', { ...summary, state: 'running' });
    expect(useEnsemblesStore().atWork.map((run) => run.id)).toEqual([id]);
    emit('runChanged', { ...summary, state: 'done' });
    await expect.poll(() => dream.measurement?.title).toBe('k = 7, from one spin');
    expect(useEnsemblesStore().measured).toHaveLength(1);
  });

  it('keeps a draft that the schema refuses, and says what is wrong', async () => {
    const dream = await started();
    dream.edit({ ...dream.draft, configurations: 3 });
    expect(dream.valid).toBe(false);
    expect(Object.keys(dream.errors)).toEqual(['configurations']);
    expect(dream.spec.configurations).toBe(schemaOf.upscaling.parse({ kind: 'upscaling' }).configurations);
  });

  it('says why it was not started', async () => {
    const dream = await started();
    answers.runCreate = async () => {
      throw new HostError('storage', 'The disk is full.');
    };
    await dream.dream();
    expect(dream.error?.message).toBe('The disk is full.');
    expect(dream.starting).toBe(false);
  });
});
