import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  HostError,
  type CallInput,
  type ModelSummary,
  type RunRecord,
  type RunState,
} from '../../../../../preload/contract/index.ts';
import { useEnsemblesStore } from '../../../../../renderer/labs/upscaling/stores/ensembles.ts';
import { useMeasureStore } from '../../../../../renderer/labs/upscaling/stores/measure.ts';
import { useModelsStore } from '../../../../../renderer/stores/models.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';
import { measurement } from '../measurements.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const idOf = (kind: string, number: number) => `2026-01-01-${kind}-abcdef1${number}`;
let created: CallInput<'runCreate'>[] = [];

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  created = [];
  answers.runCreate = async (input) => {
    created.push(input);
    return { id: idOf(input.spec.kind, created.length), state: 'queued' } as RunRecord;
  };
});

function change(kind: 'upscaling' | 'ising-monte-carlo' | 'spin-analysis', number: number, state: RunState) {
  emit('runChanged', {
    id: idOf(kind, number),
    name: `${kind} ${number}`,
    kind,
    state,
    createdAt: `2026-01-0${number}T00:00:00Z`,
    computeSeconds: 1,
    seed: 1,
    summary: {},
  });
}

const file = { name: 'spins.npy', arrayBuffer: async () => new ArrayBuffer(8) };
const spins = { shape: [2, 4, 4], data: new Uint8Array(32) };

describe('own spins', () => {
  it('are shown with what they are taken for, then measured in a run that joins the comparison', async () => {
    const measure = useMeasureStore();
    answers.spinsRead = async () => ({ spins, description: '2 configurations of 4×4', notes: ['cropped'] });
    await measure.open(file);
    expect(measure.opened?.input.notes).toEqual(['cropped']);
    measure.edit({ ...measure.draft, rule: 'decimation' });
    await measure.analyse();
    expect(created[0]).toMatchObject({
      spec: { kind: 'spin-analysis', rule: 'decimation', sourceName: 'spins.npy' },
      inputs: { spins },
    });
    expect(measure.opened).toBeNull();
    expect(useEnsemblesStore().chosenIds).toEqual([idOf('spin-analysis', 1)]);
  });

  it('stay open when the next file cannot be read', async () => {
    const measure = useMeasureStore();
    answers.spinsRead = async () => ({ spins, description: '', notes: [] });
    await measure.open(file);
    answers.spinsRead = async () => {
      throw new HostError('bad-file', 'There are three values, not two.');
    };
    await expect(measure.open({ ...file, name: 'potts.npy' })).rejects.toThrow('three values');
    expect(measure.opened?.name).toBe('spins.npy');
    expect(measure.reading).toBeNull();
  });
});

describe('the first comparison', () => {
  it('dreams and simulates as many configurations of one size', async () => {
    const measure = useMeasureStore();
    await measure.startBoth();
    expect(created).toEqual([]);
    useModelsStore().all = [
      { id: 'run/x', title: 'own', observation: 'spins' },
      { id: 'pretrained/upscaler-k7', title: 'k = 7', observation: 'spins' },
    ] as ModelSummary[];
    await measure.startBoth();
    const [upscaled, simulated] = created.map(({ spec }) => spec);
    expect(upscaled).toMatchObject({ kind: 'upscaling', model: 'pretrained/upscaler-k7', size: 64 });
    expect(simulated).toMatchObject({ kind: 'ising-monte-carlo', size: 64 });
    expect(useEnsemblesStore().chosenIds).toEqual([idOf('upscaling', 1), idOf('ising-monte-carlo', 2)]);
  });
});

const answerWith = (...more: Parameters<typeof measurement>) =>
  (answers.runArtifact = async () => new TextEncoder().encode(JSON.stringify(measurement(...more))));

describe('ensembles that are compared', () => {
  it('are the newest dreamt and the newest simulated one until others are chosen', async () => {
    const ensembles = useEnsemblesStore();
    answerWith();
    change('upscaling', 1, 'done');
    change('upscaling', 2, 'done');
    change('upscaling', 3, 'running');
    change('ising-monte-carlo', 4, 'done');
    ensembles.chooseNewest();
    expect(ensembles.chosenIds).toEqual([idOf('upscaling', 2), idOf('ising-monte-carlo', 4)]);
    await expect.poll(() => ensembles.measured.length).toBe(2);
    ensembles.toggle(idOf('upscaling', 2));
    ensembles.chooseNewest();
    expect(ensembles.chosenIds).toEqual([idOf('ising-monte-carlo', 4)]);
  });

  it('are at most four: the first gives way', () => {
    const ensembles = useEnsemblesStore();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'e']) ensembles.choose(id);
    expect(ensembles.chosenIds).toEqual(['b', 'c', 'd', 'e']);
  });

  it('are read when they are done, once', async () => {
    const ensembles = useEnsemblesStore();
    let reads = 0;
    answers.runArtifact = async () => {
      reads++;
      return new TextEncoder().encode(JSON.stringify(measurement()));
    };
    change('upscaling', 1, 'running');
    ensembles.choose(idOf('upscaling', 1));
    expect(ensembles.atWork).toHaveLength(1);
    change('upscaling', 1, 'done');
    await expect.poll(() => ensembles.measured.length).toBe(1);
    await ensembles.read(idOf('upscaling', 1));
    expect(reads).toBe(1);
  });

  it('say what is wrong with a measurement that measured nothing', async () => {
    const ensembles = useEnsemblesStore();
    answerWith({ levels: [] });
    change('upscaling', 1, 'done');
    ensembles.choose(idOf('upscaling', 1));
    await expect.poll(() => ensembles.chosen[0]?.error?.message).toContain('no measurement');
  });
});
