import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  HostError,
  particleAxes,
  type CallInput,
  type RunRecord,
  type RunState,
  type SelfSimilaritySpec,
} from '../../../../../preload/contract/index.ts';
import { writeNpy } from '../../../../../main/data/npy.ts';
import { readSpacetime } from '../../../../../main/data/spacetime.ts';
import { useOwnDataStore } from '../../../../../renderer/labs/self-similarity/stores/own-data.ts';
import { useStudyStore } from '../../../../../renderer/labs/self-similarity/stores/study.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const id = '2026-01-01-self-similarity-abcdef12';
let created: CallInput<'runCreate'>[] = [];

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  created = [];
  answers.spacetimeRead = async ({ name, bytes, layout }) => readSpacetime(name, bytes, layout ?? {});
  answers.runCreate = async (input) => {
    created.push(input);
    return { id, spec: input.spec as SelfSimilaritySpec, state: 'queued' } as RunRecord;
  };
});

const change = (state: RunState, computeSeconds = 0) =>
  emit('runChanged', {
    id,
    name: 'Rule 60',
    kind: 'self-similarity',
    state,
    createdAt: '2026-01-01T00:00:00Z',
    computeSeconds,
    seed: 1,
    summary: {},
  });

/** A table as a file: rows of `row(step)`. */
function csv(name: string, steps: number, row: (step: number) => (number | string)[]) {
  const text = Array.from({ length: steps }, (_, step) => row(step).join(',')).join('\n');
  const bytes = new TextEncoder().encode(`${text}\n`);
  return { name, arrayBuffer: async () => bytes.buffer as ArrayBuffer };
}
/** 20 steps of a row of 12 cells that moves by one each. */
const moving = csv('moving.csv', 20, (step) =>
  Array.from({ length: 12 }, (_, x) => Number((x + step) % 5 === 0)),
);

describe('the system of a study', () => {
  it('keeps what was chosen of each type, and undo goes through all of it', () => {
    const study = useStudyStore();
    study.changeSystem({ ...study.system, rule: 90 } as SelfSimilaritySpec['system']);
    study.chooseType('vicsek');
    expect(study.system).toMatchObject({ type: 'vicsek', noise: 1.5 });
    study.chooseType('automaton');
    expect(study.system).toMatchObject({ type: 'automaton', rule: 90 });
    study.undo();
    expect(study.system.type).toBe('vicsek');
    study.undo();
    study.undo();
    expect(study.system).toMatchObject({ type: 'automaton', rule: 60 });
  });

  it('is started under the name of what will be learnt, and selects its run', async () => {
    const study = useStudyStore();
    await study.start();
    expect(created[0]).toMatchObject({
      name: 'Rule 60 at N = 2, 3, 4',
      spec: { kind: 'self-similarity', system: { type: 'automaton', rule: 60 } },
    });
    expect(created[0]!.inputs).toBeUndefined();
    expect(study.runId).toBe(id);
    expect(study.runSpec?.system).toMatchObject({ rule: 60 });
    study.select(null);
    expect(study.runId).toBeNull();
  });

  it('is expected to take what one like it took here', async () => {
    const study = useStudyStore();
    await study.start();
    change('done', 37);
    study.changeSystem({ ...study.system, rule: 150 } as SelfSimilaritySpec['system']);
    expect(study.seconds).toBe(37);
    study.edit({ ...study.draft, repeats: 2 });
    expect(study.seconds).toBe(74);
  });

  it('says why the host refused it', async () => {
    const study = useStudyStore();
    answers.runCreate = async () => {
      throw new HostError('storage', 'The disk is full.');
    };
    await study.start();
    expect(study.error?.message).toBe('The disk is full.');
  });
});

describe('own data', () => {
  it('become the system when they are opened, and go into the run', async () => {
    const study = useStudyStore();
    study.chooseType('data');
    expect(study.valid).toBe(false);
    expect(study.problem).toMatch(/open a file/);
    await study.open(moving);
    expect(study.system).toMatchObject({ type: 'data', sourceName: 'moving.csv', boundary: 'periodic' });
    expect(study.valid).toBe(true);
    await study.start();
    expect(created[0]!.inputs?.['spacetime']!.shape).toEqual([1, 20, 1, 1, 12]);
    expect(created[0]!.name).toBe('moving.csv at N = 2, 3, 4');
  });

  it('are learnt under the name of the file that is open, whatever the document says', async () => {
    const study = useStudyStore();
    await study.open(moving);
    study.edit({ ...study.draft, system: { type: 'data', sourceName: 'another.csv' } });
    await study.start();
    expect(created[0]).toMatchObject({
      name: 'moving.csv at N = 2, 3, 4',
      spec: { system: { type: 'data', sourceName: 'moving.csv' } },
    });
  });

  it('are not learnt while they are being read another way', async () => {
    const study = useStudyStore();
    const own = useOwnDataStore();
    await study.open(moving);
    const reading = own.arrange({ stride: 2 });
    expect(study.valid).toBe(false);
    await reading;
    expect(study.valid).toBe(true);
  });

  it('are of the file that was chosen last, however long another takes to read', async () => {
    const study = useStudyStore();
    const own = useOwnDataStore();
    const waiting: (() => void)[] = [];
    answers.spacetimeRead = async ({ name, bytes, layout }) => {
      if (name === 'slow.csv') await new Promise<void>((resolve) => waiting.push(resolve));
      return readSpacetime(name, bytes, layout ?? {});
    };
    const slow = study.open({ ...moving, name: 'slow.csv' });
    await expect.poll(() => waiting.length).toBe(1);
    await study.open(moving);
    waiting[0]!();
    await slow;
    expect(own.name).toBe('moving.csv');
    expect(own.opening).toBeNull();
    expect(study.system).toMatchObject({ sourceName: 'moving.csv' });
  });

  it('may be particles, whose velocities are a vector on a periodic lattice', async () => {
    const study = useStudyStore();
    const own = useOwnDataStore();
    const data = Float64Array.from({ length: 12 * 9 * 4 }, (_, i) => (i * 7919) % 13);
    const bytes = writeNpy({ shape: [12, 9, 4], data });
    const swarm = { name: 'swarm.npy', arrayBuffer: async () => bytes.buffer as ArrayBuffer };
    await study.open(swarm, { axes: [...particleAxes] });
    expect(own.input?.spacetime.shape).toEqual([1, 12, 3, 12, 12]);
    expect(study.system).toMatchObject({ type: 'data', boundary: 'periodic', vectors: true });
    await own.arrange({ box: 24, cells: 6 });
    expect(own.input?.spacetime.shape).toEqual([1, 12, 3, 6, 6]);
    expect(own.layout).toMatchObject({ axes: [...particleAxes], box: 24, cells: 6 });
    // Read as fields they are no vector, and again one as particles; a series after them has none either.
    await study.arrange({ axes: ['time', 'x', 'field'] });
    expect(study.system).toMatchObject({ vectors: false });
    await study.arrange({ axes: [...particleAxes] });
    expect(study.system).toMatchObject({ vectors: true });
    await study.open(moving);
    expect(study.system).toMatchObject({ sourceName: 'moving.csv', vectors: false });
  });

  it('keep what was open when the next file cannot be read', async () => {
    const study = useStudyStore();
    await study.open(moving);
    const words = csv('words.csv', 20, () => ['one', 'two', 'three']);
    await expect(study.open(words)).rejects.toThrow(/words\.csv|number/);
    expect(useOwnDataStore().name).toBe('moving.csv');
    expect(study.input?.spacetime.shape).toEqual([1, 20, 1, 1, 12]);
    expect(useOwnDataStore().opening).toBeNull();
  });

  it('are read again as the axes, stride and start are chosen', async () => {
    const study = useStudyStore();
    const own = useOwnDataStore();
    await study.open(moving);
    await own.arrange({ axes: ['x', 'time'] });
    expect(own.input?.spacetime.shape).toEqual([1, 12, 1, 1, 20]);
    await own.arrange({ axes: ['time', 'x'] });
    await own.arrange({ stride: 2, skip: 4 });
    expect(own.layout).toMatchObject({ axes: ['time', 'x'], stride: 2, skip: 4 });
    expect(own.input?.spacetime.shape).toEqual([1, 8, 1, 1, 12]);
    expect(own.input?.notes.join(' ')).toMatch(/first 4 steps/);
  });

  it('say what is wrong with a layout, keep it under the editor, and cannot be learnt so', async () => {
    const study = useStudyStore();
    const own = useOwnDataStore();
    await study.open(moving);
    await own.arrange({ skip: 18 });
    expect(own.error?.message).toMatch(/steps/);
    expect(own.layout?.skip).toBe(18);
    expect(own.input?.spacetime.shape).toEqual([1, 20, 1, 1, 12]);
    expect(study.valid).toBe(false);
    await own.arrange({ skip: 0 });
    expect(own.error).toBeNull();
    expect(study.valid).toBe(true);
  });
});
